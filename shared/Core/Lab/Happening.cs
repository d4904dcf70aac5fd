using OmniFunctions.Conversations;

namespace OmniFunctions.Lab;

/// <summary>One decision on the virtual clock.</summary>
/// <param name="Before">Null while there was no such conversation.</param>
/// <param name="After">Equal to <paramref name="Before"/> when nothing happened or it was refused.</param>
public sealed record Happening(
    DateTimeOffset At,
    ConversationId Conversation,
    Cause Cause,
    ConversationCommand Command,
    Decision Decision,
    ConversationState? Before,
    ConversationState? After)
{
    public IReadOnlyList<ConversationEvent> Events => Decision is Decision.Happened happened ? happened.Events : [];
}

/// <summary>Who or what brought a decision about.</summary>
public enum Cause
{
    /// <summary>A customer or an agent, as the script or the day says.</summary>
    Actor,
    Routing,
    Time,
    Channel,

    /// <summary>Another conversation.</summary>
    Lifecycle,
}
