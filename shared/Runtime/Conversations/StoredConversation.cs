using Azure;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>The head of a conversation: its state after the last event, and what goes with it.</summary>
/// <param name="ChangedAt">When the last event was appended.</param>
/// <param name="NextDue">When time alone will next change it; null when nothing will.</param>
/// <param name="ETag">The stored version this was read from.</param>
public sealed record StoredConversation(
    ConversationKey Key,
    ConversationState State,
    ConversationSummary Summary,
    LifecycleProgress Progress,
    DateTimeOffset ChangedAt,
    DateTimeOffset? NextDue,
    ETag ETag)
{
    public long Version => State.Version;
}
