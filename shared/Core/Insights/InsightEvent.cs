using OmniFunctions.Conversations;

namespace OmniFunctions.Insights;

/// <summary>
/// What the figures are told of a conversation's event: ids and times, no text and nobody's platform id, so that the stream may be kept
/// and read more widely than the log.
/// </summary>
/// <param name="Seq">The event's sequence number in its conversation; the same number is the same event.</param>
/// <param name="Type">The stored type name; an item that says nothing (an edit, a receipt) is a <see cref="Signal"/>.</param>
/// <param name="Standing">Where the conversation stood after it; null in the stream of an older build.</param>
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
    DateTimeOffset? Since,
    Standing? Standing = null)
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
        after.Phase.QueueOrNone(),
        AgentOf(e),
        SinceOf(e, after),
        Standings.Of(after.Phase));

    private static AgentId? AgentOf(ConversationEvent e) => e switch
    {
        ConversationEvent.Offered offered => offered.Agent,
        ConversationEvent.OfferMissed missed => missed.Agent,
        ConversationEvent.OfferDeclined declined => declined.Agent,
        ConversationEvent.Accepted accepted => accepted.Agent,
        ConversationEvent.Reply reply => reply.Agent,
        ConversationEvent.Closed closed => closed.By,
        ConversationEvent.Claimed claimed => claimed.Agent,
        ConversationEvent.TakenOver taken => taken.By,
        ConversationEvent.Transferred transferred => transferred.By,
        ConversationEvent.Rated rated => rated.Agent,
        _ => null,
    };

    private static DateTimeOffset? SinceOf(ConversationEvent e, ConversationState after) => (e, after.FirstResponse) switch
    {
        (ConversationEvent.Opened opened, _) => opened.Since,
        (ConversationEvent.Reopened { By: null } reopened, _) => reopened.Since,
        (ConversationEvent.Reply reply, ReplyClock.Stopped stopped) when reply.Provenance.IsOfAPerson() && stopped.At == reply.At => stopped.Since,
        _ => null,
    };
}
