using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Drafts;

namespace OmniFunctions.Runtime.Live;

/// <summary>The argument of the client method <c>conversation</c>.</summary>
/// <param name="Entries">The newly appended ones.</param>
public sealed record ConversationPush(Summary Summary, IReadOnlyList<Entry> Entries);

/// <summary>The argument of the client method <c>notice</c>: something to look at.</summary>
/// <param name="Id">Twice the same is one notice.</param>
public sealed record NoticePush(string Id, NoticeKind Kind, string ConversationId, DateTimeOffset At, string? Detail);

/// <summary>The argument of the client method <c>presence</c>: those that changed.</summary>
public sealed record PresencePush(IReadOnlyList<PresenceView> Agents);

/// <param name="Load">Units in use, offered conversations included.</param>
/// <param name="Reason">Why they are away, by the policy's id.</param>
public sealed record PresenceView(string Id, Presence Presence, int Load, int Capacity, string? Reason = null);

/// <summary>The argument of the visitors' client method <c>messages</c>: look, there may be something new.</summary>
public sealed record LookPush;

/// <summary>The argument of the client method <c>typing</c>, for agents: the customer of this conversation is writing. It is kept nowhere.</summary>
/// <param name="Text">What stands in the field, where the account lets agents see it.</param>
public sealed record TypingPush(string ConversationId, string? Text);

/// <summary>The argument of the client method <c>draft</c>, for the other pages of the agent who wrote it.</summary>
/// <param name="Text">Empty: it was sent, or taken away.</param>
/// <param name="Page">The page that wrote it, by the name that it made for itself.</param>
public sealed record DraftPush(string ConversationId, DraftKind Kind, string Text, long Revision, DateTimeOffset ChangedAt, string? Browser, string? Page);

/// <summary>The argument of the client method <c>viewers</c>, for those who look at the conversation themselves. It is kept nowhere.</summary>
/// <param name="Agents">Everybody who has it on their screen now.</param>
/// <param name="Typing">The one of them who has just written something in its field; null where the list changed.</param>
public sealed record ViewersPush(string ConversationId, IReadOnlyList<Named> Agents, Named? Typing);

/// <summary>The argument of the client method <c>typing</c>, for a visitor's page: an agent is writing.</summary>
public sealed record AgentTypingPush(string Name);
