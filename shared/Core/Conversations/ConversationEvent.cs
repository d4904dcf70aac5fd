using OmniFunctions.Channels;
using OmniFunctions.Routing;

namespace OmniFunctions.Conversations;

/// <summary>A fact of a conversation's life. The log of these is the record; everything else can be rebuilt from it.</summary>
public abstract record ConversationEvent
{
    private ConversationEvent(DateTimeOffset at) => At = at;

    /// <summary>When it was decided, by the clock of the one who decided.</summary>
    public DateTimeOffset At { get; init; }

    /// <param name="Since">When the door took the message that opened it: the customer waits from then on, however late intake was.</param>
    public sealed record Opened(
        DateTimeOffset At,
        PersonId Person,
        Leg Leg,
        QueueId Queue,
        string PolicyVersion,
        DateTimeOffset Since,
        DateTimeOffset FirstResponseDueAt)
        : ConversationEvent(At);

    /// <param name="MessageKey">Unique in the conversation: twice the same is one.</param>
    /// <param name="Item">Everything the customer sent, in neutral terms.</param>
    public sealed record CustomerMessage(DateTimeOffset At, string MessageKey, Leg Leg, InboundItem Item, DateTimeOffset ReceivedAt)
        : ConversationEvent(At);

    /// <summary>It stands in the queue, at the place of <paramref name="Since"/>.</summary>
    public sealed record Queued(DateTimeOffset At, QueueId Queue, DateTimeOffset Since, QueueReason Reason) : ConversationEvent(At);

    /// <param name="Why">All candidates and why each was or was not chosen.</param>
    public sealed record Offered(DateTimeOffset At, AgentId Agent, DateTimeOffset ExpiresAt, Explanation Why) : ConversationEvent(At);

    /// <param name="DueAt">When it should have ended; the difference to <see cref="ConversationEvent.At"/> is the timer's lateness.</param>
    public sealed record OfferMissed(DateTimeOffset At, AgentId Agent, DateTimeOffset DueAt) : ConversationEvent(At);

    public sealed record OfferDeclined(DateTimeOffset At, AgentId Agent) : ConversationEvent(At);

    public sealed record Accepted(DateTimeOffset At, AgentId Agent) : ConversationEvent(At);

    /// <param name="MessageId">Named by the client that wrote it.</param>
    public sealed record Reply(DateTimeOffset At, string MessageId, AgentId Agent, string Text, Provenance Provenance, Leg Leg) : ConversationEvent(At);

    /// <param name="Status">Never <see cref="DeliveryStatus.Pending"/>.</param>
    public sealed record DeliveryRecorded(DateTimeOffset At, string MessageId, DeliveryStatus Status, DeliveryRefusal? Reason, string? PlatformMessageId)
        : ConversationEvent(At);

    public sealed record FirstResponseBreached(DateTimeOffset At, DateTimeOffset DueAt) : ConversationEvent(At);

    public sealed record Closed(DateTimeOffset At, AgentId? By, CloseReason Reason, DateTimeOffset ReopensUntil) : ConversationEvent(At);

    /// <param name="Since">When the door took the message that reopened it: another first-response clock starts there.</param>
    public sealed record Reopened(DateTimeOffset At, QueueId Queue, DateTimeOffset Since, DateTimeOffset FirstResponseDueAt) : ConversationEvent(At);

    public sealed record Ended(DateTimeOffset At) : ConversationEvent(At);
}
