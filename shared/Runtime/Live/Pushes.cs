using OmniFunctions.Conversations;
using OmniFunctions.Routing;

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

/// <summary>The argument of the client method <c>typing</c>, for a visitor's page: an agent is writing.</summary>
public sealed record AgentTypingPush(string Name);
