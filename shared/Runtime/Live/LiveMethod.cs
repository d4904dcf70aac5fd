using OmniFunctions.Runtime.Insights;

namespace OmniFunctions.Runtime.Live;

/// <summary>A client method that is pushed to. There are no others: what is pushed, and to whom, is known to the last one.</summary>
public sealed class LiveMethod
{
    public static readonly LiveMethod Conversation = new("conversation", typeof(ConversationPush));
    public static readonly LiveMethod Notice = new("notice", typeof(NoticePush));
    public static readonly LiveMethod Presence = new("presence", typeof(PresencePush));
    public static readonly LiveMethod PresenceRequest = new("presenceRequest", typeof(PresenceRequestView));
    public static readonly LiveMethod Insights = new("insights", typeof(LiveInsights));
    public static readonly LiveMethod Typing = new("typing", typeof(TypingPush));
    public static readonly LiveMethod Draft = new("draft", typeof(DraftPush));
    public static readonly LiveMethod Viewers = new("viewers", typeof(ViewersPush));

    public static readonly LiveMethod Messages = new("messages", typeof(LookPush));
    public static readonly LiveMethod AgentTyping = new("typing", typeof(AgentTypingPush));

    private LiveMethod(string name, Type argument) => (Name, Argument) = (name, argument);

    /// <summary>Those of the desk.</summary>
    public static IReadOnlyList<LiveMethod> OfDesk { get; } = [Conversation, Notice, Presence, PresenceRequest, Insights, Typing, Draft, Viewers];

    /// <summary>Those of customers' pages.</summary>
    public static IReadOnlyList<LiveMethod> OfPage { get; } = [Messages, AgentTyping];

    public string Name { get; }

    /// <summary>The type of its one argument.</summary>
    public Type Argument { get; }
}
