using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>Turns the events of one conversation into what clients are shown.</summary>
public static class EntryMapping
{
    public static IReadOnlyList<Entry> Map(IReadOnlyList<StoredEvent> events, ConversationState state, Names names)
    {
        var recorded = events.Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>()
            .GroupBy(record => record.MessageId)
            .ToDictionary(records => records.Key, records => records.Last());
        return [.. events.Select(stored => Map(stored.Event, stored.Sequence, state, names, recorded))];
    }

    private static Entry Map(
        ConversationEvent what, long seq, ConversationState state, Names names, Dictionary<string, ConversationEvent.DeliveryRecorded> recorded) => what switch
    {
        ConversationEvent.Opened e => new OpenedEntry(seq, e.At, names.Of(e.Queue)),
        ConversationEvent.CustomerMessage e => new CustomerMessageEntry(
            seq, e.At, e.MessageKey, e.Leg.Account.Channel, ItemView.Of(e.Item), e.Item.SentAt, e.ReceivedAt),
        ConversationEvent.Queued e => new QueuedEntry(seq, e.At, names.Of(e.Queue), e.Reason),
        ConversationEvent.Offered e => new OfferedEntry(seq, e.At, names.Of(e.Agent), e.ExpiresAt, names.Of(e.Why)),
        ConversationEvent.OfferMissed e => new OfferMissedEntry(seq, e.At, names.Of(e.Agent), e.DueAt),
        ConversationEvent.OfferDeclined e => new OfferDeclinedEntry(seq, e.At, names.Of(e.Agent)),
        ConversationEvent.Accepted e => new AcceptedEntry(seq, e.At, names.Of(e.Agent)),
        ConversationEvent.Reply e => Map(e, seq, state, names, recorded.GetValueOrDefault(e.MessageId)),
        ConversationEvent.DeliveryRecorded e => new DeliveryRecordedEntry(seq, e.At, e.MessageId, e.Status, e.Reason),
        ConversationEvent.FirstResponseBreached e => new FirstResponseBreachedEntry(seq, e.At, e.DueAt, (long)(e.At - e.DueAt).TotalMilliseconds),
        ConversationEvent.Closed e => new ClosedEntry(seq, e.At, names.OfOptional(e.By), e.Reason),
        ConversationEvent.Reopened e => new ReopenedEntry(seq, e.At, names.Of(e.Queue)),
        ConversationEvent.Ended e => new EndedEntry(seq, e.At),
        _ => throw new InvalidOperationException($"No entry is made of {what.GetType().Name}."),
    };

    /// <summary>
    /// The outcome stands in a later event. When that is beyond the page, the state still remembers it for recent replies,
    /// and a reply it has forgotten is not pending any more: the event that says what became of it follows.
    /// </summary>
    private static ReplyEntry Map(
        ConversationEvent.Reply reply, long seq, ConversationState state, Names names, ConversationEvent.DeliveryRecorded? outcome) => new(
        seq,
        reply.At,
        reply.MessageId,
        names.Of(reply.Agent),
        reply.Text,
        reply.Provenance,
        outcome?.Status ?? state.Reply(reply.MessageId)?.Status ?? DeliveryStatus.Unknown,
        outcome?.Reason);
}
