using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Runtime.Live;

/// <summary>Turns the events of one conversation into what clients are shown.</summary>
public static class EntryMapping
{
    /// <summary>An entry is pushed to everybody who sees the conversation: it names the nearest, and the explanations name the rest.</summary>
    public const int MaxCandidates = 12;

    /// <param name="viewer">Who is shown them: what is whispered is for some only.</param>
    /// <param name="later">What follows a page, as far as it was read: outcomes of what is said in it may stand there.</param>
    /// <param name="earlier">What stands before it, as far as it was read: what came out of its order may belong there.</param>
    public static IReadOnlyList<Entry> Map(
        IReadOnlyList<StoredEvent> events,
        ConversationState state,
        Names names,
        Agent viewer,
        IReadOnlyList<StoredEvent>? later = null,
        IReadOnlyList<StoredEvent>? earlier = null)
    {
        var recorded = events.Concat(later ?? []).Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>()
            .GroupBy(record => record.MessageId)
            .ToDictionary(records => records.Key, records => records.Last());
        return [.. events.Select(stored => Placed(Map(stored.Event, stored.Sequence, state, names, viewer, recorded), stored, events, earlier ?? []))];
    }

    /// <summary>Something in a page came out of its order, and its place may stand before the page.</summary>
    public static bool NeedsEarlier(IReadOnlyList<StoredEvent> events) =>
        events.Any(stored => stored.Event is ConversationEvent.CustomerMessage message && DisplayOrder.MayBelongElsewhere(message));

    private static Entry Placed(Entry entry, StoredEvent stored, IReadOnlyList<StoredEvent> page, IReadOnlyList<StoredEvent> earlier) =>
        (entry, stored.Event) is (CustomerMessageEntry shown, ConversationEvent.CustomerMessage message)
            ? shown with
            {
                ShownBefore = DisplayOrder.ShownBefore(stored.Sequence, message, earlier.Concat(page).Select(other => (other.Sequence, other.Event))),
                IsLate = DisplayOrder.IsLate(message),
            }
            : entry;

    /// <summary>Something is said in a page whose outcome stands neither in it nor in the state, which remembers recent ones only.</summary>
    public static bool NeedsOutcomes(IReadOnlyList<StoredEvent> events, ConversationState state)
    {
        var recorded = events.Select(stored => stored.Event).OfType<ConversationEvent.DeliveryRecorded>().Select(record => record.MessageId).ToHashSet(StringComparer.Ordinal);
        return events.Select(stored => SaidIn(stored.Event)).OfType<string>().Any(id => !recorded.Contains(id) && state.Reply(id) is null);
    }

    private static string? SaidIn(ConversationEvent what) => what switch
    {
        ConversationEvent.Reply e => e.MessageId,
        ConversationEvent.Announced e => e.MessageId,
        ConversationEvent.BotAnswered e => e.MessageId,
        _ => null,
    };

    private static Entry Map(
        ConversationEvent what, long seq, ConversationState state, Names names, Agent viewer, Dictionary<string, ConversationEvent.DeliveryRecorded> recorded) => what switch
    {
        ConversationEvent.Opened e => new OpenedEntry(seq, e.At, names.Of(e.Queue)),
        ConversationEvent.CustomerMessage e => new CustomerMessageEntry(
            seq, e.At, e.MessageKey, e.Leg.Account.Channel, ItemView.Of(e.Item, e.MessageKey), e.Item.SentAt, e.ReceivedAt),
        ConversationEvent.Queued e => new QueuedEntry(seq, e.At, names.Of(e.Queue), e.Reason),
        ConversationEvent.Offered e => new OfferedEntry(seq, e.At, names.Of(e.Agent), e.ExpiresAt, names.Of(e.Why, MaxCandidates)),
        ConversationEvent.OfferMissed e => new OfferMissedEntry(seq, e.At, names.Of(e.Agent), e.DueAt),
        ConversationEvent.OfferDeclined e => new OfferDeclinedEntry(seq, e.At, names.Of(e.Agent)),
        ConversationEvent.Accepted e => new AcceptedEntry(seq, e.At, names.Of(e.Agent)),
        ConversationEvent.Reply e => Map(e, seq, state, names, recorded.GetValueOrDefault(e.MessageId)),
        ConversationEvent.DeliveryRecorded e => new DeliveryRecordedEntry(seq, e.At, e.MessageId, e.Status, e.Reason, names.OfOptional(e.By)) { Code = e.PlatformCode },
        ConversationEvent.ReceiptRecorded e => new ReceiptRecordedEntry(seq, e.At, e.MessageId, e.State, e.ErrorCode),
        ConversationEvent.ReceiptMissed e => new ReceiptMissedEntry(seq, e.At, e.MessageId),
        ConversationEvent.ResendAsked e => new ResendAskedEntry(seq, e.At, e.MessageId, names.Of(e.By)),
        ConversationEvent.FirstResponseBreached e => new FirstResponseBreachedEntry(seq, e.At, e.DueAt, (long)(e.At - e.DueAt).TotalMilliseconds),
        ConversationEvent.Closed e => new ClosedEntry(seq, e.At, names.OfOptional(e.By), e.Reason),
        ConversationEvent.Reopened e => new ReopenedEntry(seq, e.At, names.Of(e.Queue)),
        ConversationEvent.Ended e => new EndedEntry(seq, e.At),
        ConversationEvent.Claimed e => new ClaimedEntry(seq, e.At, names.Of(e.Agent), e.Why is { } why ? names.Of(why, MaxCandidates) : null),
        ConversationEvent.TakenOver e => new TakenOverEntry(seq, e.At, names.Of(e.By), names.OfOptional(e.From), e.Reason),
        ConversationEvent.Transferred e => new TransferredEntry(seq, e.At, names.Of(e.By), e.Kind, names.Of(e.Queue), names.OfOptional(e.ToAgent), e.Reason),
        ConversationEvent.ConsultStarted e => new ConsultStartedEntry(seq, e.At, names.Of(e.By), names.Of(e.Agent), e.Reason),
        ConversationEvent.ConsultEnded e => new ConsultEndedEntry(seq, e.At, names.OfOptional(e.By), names.Of(e.Agent)),
        ConversationEvent.ParticipantJoined e => new ParticipantJoinedEntry(seq, e.At, names.Of(e.By), names.Of(e.Agent), e.Role),
        ConversationEvent.ParticipantLeft e => new ParticipantLeftEntry(seq, e.At, names.Of(e.By), names.Of(e.Agent)),
        ConversationEvent.CustomerAwaited e => new CustomerAwaitedEntry(seq, e.At, names.Of(e.By)),
        ConversationEvent.Resumed e => new ResumedEntry(seq, e.At, names.OfOptional(e.By)),
        ConversationEvent.Snoozed e => new SnoozedEntry(seq, e.At, names.Of(e.By), e.Until),
        ConversationEvent.Woken e => new WokenEntry(seq, e.At, names.OfOptional(e.By), e.DueAt),
        ConversationEvent.WrapUpBegan e => new WrapUpBeganEntry(seq, e.At, names.Of(e.Agent), e.Reason, e.Until),
        ConversationEvent.NoteAdded e => new NoteAddedEntry(seq, e.At, e.MessageId, names.Of(e.By), e.Text, [.. e.Mentions.Select(names.Of)]),
        ConversationEvent.Whispered e => new WhisperedEntry(seq, e.At, e.MessageId, names.Of(e.By), names.Of(e.To), MayHear(viewer, e) ? e.Text : null),
        ConversationEvent.Recalled e => new RecalledEntry(seq, e.At, e.MessageId, names.Of(e.By)),
        ConversationEvent.RecallRecorded e => new RecallRecordedEntry(seq, e.At, e.MessageId, e.IsTakenBack, e.Reason) { Code = e.PlatformCode },
        ConversationEvent.Labelled e => new LabelledEntry(seq, e.At, names.Of(e.By), e.Added, e.Removed),
        ConversationEvent.PrioritySet e => new PrioritySetEntry(seq, e.At, names.Of(e.By), e.Points),
        ConversationEvent.TopicSet e => new TopicSetEntry(seq, e.At, names.OfOptional(e.By), e.Topic),
        ConversationEvent.DispositionSet e => new DispositionSetEntry(seq, e.At, names.Of(e.By), e.Disposition),
        ConversationEvent.MessageScheduled e => new MessageScheduledEntry(seq, e.At, e.MessageId, names.Of(e.By), e.Text, e.SendAt),
        ConversationEvent.ScheduledCancelled e => new ScheduledCancelledEntry(seq, e.At, e.MessageId, names.Of(e.By)),
        ConversationEvent.ScheduledMissed e => new ScheduledMissedEntry(seq, e.At, e.MessageId, e.SendAt),
        ConversationEvent.PersonAsked e => new PersonAskedEntry(seq, e.At, e.How),
        ConversationEvent.PersonReached e => new PersonReachedEntry(seq, e.At, names.Of(e.Agent), e.AskedAt, e.Steps, e.Seconds),
        ConversationEvent.CallbackAgreed e => new CallbackAgreedEntry(seq, e.At, e.DueAt, e.Zone, e.MessageKey, names.OfOptional(e.By)),
        ConversationEvent.CallbackFellDue e => new CallbackFellDueEntry(seq, e.At, e.DueAt),
        ConversationEvent.CallbackAttempted e => new CallbackAttemptedEntry(seq, e.At, names.Of(e.By), e.Outcome, e.Attempt, e.NextDueAt),
        ConversationEvent.CallbackCancelled e => new CallbackCancelledEntry(seq, e.At, names.OfOptional(e.By), e.CustomerBack),
        ConversationEvent.CallbackFailed e => new CallbackFailedEntry(seq, e.At, e.Attempts),
        ConversationEvent.RatingAsked e => new RatingAskedEntry(seq, e.At, names.OfOptional(e.By), e.Steps, e.ValidUntil),
        ConversationEvent.Rated e => new RatedEntry(seq, e.At, e.Score, e.Steps, e.Solved, e.Tags, e.Remark, names.OfOptional(e.Agent)),
        ConversationEvent.MergedInto e => new MergedIntoEntry(seq, e.At, names.Of(e.By), e.Into.Value),
        ConversationEvent.Joined e => new JoinedEntry(seq, e.At, e.From.Value),
        ConversationEvent.Unmerged e => new UnmergedEntry(seq, e.At, names.Of(e.By), e.From.Value),
        ConversationEvent.SplitOff e => new SplitOffEntry(seq, e.At, e.From.Value, e.MessageKeys),
        ConversationEvent.TakenBack e => new TakenBackEntry(seq, e.At, e.From.Value),
        ConversationEvent.Announced e => new AnnouncedEntry(
            seq, e.At, e.MessageId, Word(e.Kind), e.Text, e.Provenance, StatusOf(e.MessageId, state, recorded)),
        ConversationEvent.BotAnswered e => new AnnouncedEntry(seq, e.At, e.MessageId, null, e.Text, e.Provenance, StatusOf(e.MessageId, state, recorded)),
        ConversationEvent.Routed e => new RoutedEntry(seq, e.At, names.Of(e.Queue), e.Why.Chosen?.Rule),
        ConversationEvent.BotSeated e => new BotSeatedEntry(seq, e.At, names.Of(e.Queue), e.Because),
        ConversationEvent.Assessed e => new AssessedEntry(
            seq, e.At, e.Outlook.Length, e.Outlook.Position, e.Outlook.Free, e.Why.Done is { } done ? Word(e.Why.Steps[done].Do) : null),
        ConversationEvent.ClocksChanged e => new ClocksChangedEntry(seq, e.At, [.. e.Changes.Select(Map)]),
        ConversationEvent.Escalated e => new EscalatedEntry(seq, e.At, Word(e.Do), Word(e.Measure), e.AtPercent),
        ConversationEvent.SilenceMarked e => new SilenceMarkedEntry(seq, e.At, Word(e.Step), e.Since, e.DueAt),
        ConversationEvent.GivenBack e => new GivenBackEntry(seq, e.At, names.Of(e.Agent)),
        ConversationEvent.PersonFactsChanged or ConversationEvent.AssessmentAsked => new AsideEntry(seq, what.At, EventCodec.TypeOf(what)),
        _ => throw new InvalidOperationException($"No entry is made of {what.GetType().Name}."),
    };

    internal static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static ClockChangeView Map(ClockChange change) => new(
        Word(change.Measure),
        [.. change.Fired.Select(mark => new TimerMarkView(mark.Percent, mark.Percent == ServiceTarget.Breach, mark.DueAt, mark.FiredAt))]);

    /// <summary>A supervisor's word to the agent is heard by the two of them and by other supervisors.</summary>
    public static bool MayHear(Agent viewer, ConversationEvent.Whispered whisper) => viewer.Id == whisper.To || viewer.Id == whisper.By || viewer.Is(AgentRole.Supervisor);

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
        outcome?.Reason)
    {
        Content = reply.Content,
        Receipt = state.Reply(reply.MessageId)?.Receipt,
        IsUnconfirmed = state.Reply(reply.MessageId)?.IsUnconfirmed == true,
        DeliveryCode = outcome?.PlatformCode,
    };

    private static DeliveryStatus StatusOf(string messageId, ConversationState state, Dictionary<string, ConversationEvent.DeliveryRecorded> recorded) =>
        recorded.GetValueOrDefault(messageId)?.Status ?? state.Reply(messageId)?.Status ?? DeliveryStatus.Unknown;
}
