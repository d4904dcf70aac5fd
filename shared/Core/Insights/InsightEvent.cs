using OmniFunctions.Conversations;

namespace OmniFunctions.Insights;

/// <summary>
/// What the figures are told of a conversation's event: ids and times, no text and nobody's platform id, so that the stream may be kept
/// and read more widely than the log.
/// </summary>
/// <param name="Seq">The event's sequence number in its conversation; the same number is the same event.</param>
/// <param name="Type">The stored type name; an item that says nothing (an edit, a receipt) is a <see cref="Signal"/>.</param>
/// <param name="Since">On an opening, and on the reply that stopped the first-response clock: when that clock started.</param>
public sealed record InsightEvent(
    TenantId Tenant,
    ConversationId Conversation,
    long Seq,
    string Type,
    DateTimeOffset At,
    string Channel,
    QueueId? Queue,
    AgentId? Agent,
    DateTimeOffset? Since)
{
    /// <summary>The type of a customer's item that does not speak.</summary>
    public const string Signal = "customerSignal";

    /// <param name="after">The state that <paramref name="e"/> led to.</param>
    public static InsightEvent Of(ConversationEvent e, ConversationState after) => new(
        after.Tenant,
        after.Id,
        after.Version,
        e is ConversationEvent.CustomerMessage { Item.Speaks: false } ? Signal : EventCodec.TypeOf(e),
        // A message counts for the minute in which the door took it, however late intake was.
        e is ConversationEvent.CustomerMessage message ? message.ReceivedAt : e.At,
        after.Leg.Account.Channel,
        QueueOf(after.Phase),
        AgentOf(e),
        SinceOf(e, after));

    private static QueueId? QueueOf(Phase phase) => phase switch
    {
        Phase.Waiting waiting => waiting.Queue,
        Phase.Offered offered => offered.Queue,
        Phase.Serving serving => serving.Queue,
        Phase.Closed closed => closed.Queue,
        Phase.Ended => null,
        _ => throw new InvalidOperationException($"No queue is known of {phase.GetType().Name}."),
    };

    private static AgentId? AgentOf(ConversationEvent e) => e switch
    {
        ConversationEvent.Offered offered => offered.Agent,
        ConversationEvent.OfferMissed missed => missed.Agent,
        ConversationEvent.OfferDeclined declined => declined.Agent,
        ConversationEvent.Accepted accepted => accepted.Agent,
        ConversationEvent.Reply reply => reply.Agent,
        ConversationEvent.Closed closed => closed.By,
        _ => null,
    };

    private static DateTimeOffset? SinceOf(ConversationEvent e, ConversationState after) => (e, after.FirstResponse) switch
    {
        (ConversationEvent.Opened opened, _) => opened.Since,
        (ConversationEvent.Reopened reopened, _) => reopened.Since,
        (ConversationEvent.Reply reply, ReplyClock.Stopped stopped) when reply.Provenance.IsOfAPerson() && stopped.At == reply.At => stopped.Since,
        _ => null,
    };
}
