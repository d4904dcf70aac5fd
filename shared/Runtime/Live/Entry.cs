using System.Text.Json.Serialization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>One event of a conversation as the desk shows it. The JSON property <c>type</c> names the case.</summary>
/// <param name="Seq">Dense from 1.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenedEntry), "opened")]
[JsonDerivedType(typeof(CustomerMessageEntry), "customerMessage")]
[JsonDerivedType(typeof(QueuedEntry), "queued")]
[JsonDerivedType(typeof(OfferedEntry), "offered")]
[JsonDerivedType(typeof(OfferMissedEntry), "offerMissed")]
[JsonDerivedType(typeof(OfferDeclinedEntry), "offerDeclined")]
[JsonDerivedType(typeof(AcceptedEntry), "accepted")]
[JsonDerivedType(typeof(ReplyEntry), "reply")]
[JsonDerivedType(typeof(DeliveryRecordedEntry), "deliveryRecorded")]
[JsonDerivedType(typeof(ReceiptRecordedEntry), "receiptRecorded")]
[JsonDerivedType(typeof(ReceiptMissedEntry), "receiptMissed")]
[JsonDerivedType(typeof(ResendAskedEntry), "resendAsked")]
[JsonDerivedType(typeof(FirstResponseBreachedEntry), "firstResponseBreached")]
[JsonDerivedType(typeof(ClosedEntry), "closed")]
[JsonDerivedType(typeof(ReopenedEntry), "reopened")]
[JsonDerivedType(typeof(EndedEntry), "ended")]
[JsonDerivedType(typeof(ClaimedEntry), "claimed")]
[JsonDerivedType(typeof(TakenOverEntry), "takenOver")]
[JsonDerivedType(typeof(TransferredEntry), "transferred")]
[JsonDerivedType(typeof(GivenBackEntry), "givenBack")]
[JsonDerivedType(typeof(ConsultStartedEntry), "consultStarted")]
[JsonDerivedType(typeof(ConsultEndedEntry), "consultEnded")]
[JsonDerivedType(typeof(ParticipantJoinedEntry), "participantJoined")]
[JsonDerivedType(typeof(ParticipantLeftEntry), "participantLeft")]
[JsonDerivedType(typeof(CustomerAwaitedEntry), "customerAwaited")]
[JsonDerivedType(typeof(ResumedEntry), "resumed")]
[JsonDerivedType(typeof(SnoozedEntry), "snoozed")]
[JsonDerivedType(typeof(WokenEntry), "woken")]
[JsonDerivedType(typeof(WrapUpBeganEntry), "wrapUpBegan")]
[JsonDerivedType(typeof(NoteAddedEntry), "noteAdded")]
[JsonDerivedType(typeof(WhisperedEntry), "whispered")]
[JsonDerivedType(typeof(RecalledEntry), "recalled")]
[JsonDerivedType(typeof(RecallRecordedEntry), "recallRecorded")]
[JsonDerivedType(typeof(LabelledEntry), "labelled")]
[JsonDerivedType(typeof(PrioritySetEntry), "prioritySet")]
[JsonDerivedType(typeof(TopicSetEntry), "topicSet")]
[JsonDerivedType(typeof(DispositionSetEntry), "dispositionSet")]
[JsonDerivedType(typeof(MessageScheduledEntry), "messageScheduled")]
[JsonDerivedType(typeof(ScheduledCancelledEntry), "scheduledCancelled")]
[JsonDerivedType(typeof(ScheduledMissedEntry), "scheduledMissed")]
[JsonDerivedType(typeof(PersonAskedEntry), "personAsked")]
[JsonDerivedType(typeof(PersonReachedEntry), "personReached")]
[JsonDerivedType(typeof(CallbackAgreedEntry), "callbackAgreed")]
[JsonDerivedType(typeof(CallbackFellDueEntry), "callbackFellDue")]
[JsonDerivedType(typeof(CallbackAttemptedEntry), "callbackAttempted")]
[JsonDerivedType(typeof(CallbackCancelledEntry), "callbackCancelled")]
[JsonDerivedType(typeof(CallbackFailedEntry), "callbackFailed")]
[JsonDerivedType(typeof(RatingAskedEntry), "ratingAsked")]
[JsonDerivedType(typeof(RatedEntry), "rated")]
[JsonDerivedType(typeof(MergedIntoEntry), "mergedInto")]
[JsonDerivedType(typeof(JoinedEntry), "joined")]
[JsonDerivedType(typeof(UnmergedEntry), "unmerged")]
[JsonDerivedType(typeof(SplitOffEntry), "splitOff")]
[JsonDerivedType(typeof(TakenBackEntry), "takenBack")]
[JsonDerivedType(typeof(AnnouncedEntry), "announced")]
[JsonDerivedType(typeof(RoutedEntry), "routed")]
[JsonDerivedType(typeof(BotSeatedEntry), "botSeated")]
[JsonDerivedType(typeof(AssessedEntry), "assessed")]
[JsonDerivedType(typeof(ClocksChangedEntry), "clocksChanged")]
[JsonDerivedType(typeof(EscalatedEntry), "escalated")]
[JsonDerivedType(typeof(SilenceMarkedEntry), "silenceMarked")]
[JsonDerivedType(typeof(AsideEntry), "aside")]
public abstract record Entry(long Seq, DateTimeOffset At);

public sealed record OpenedEntry(long Seq, DateTimeOffset At, Named Queue) : Entry(Seq, At);

public sealed record CustomerMessageEntry(
    long Seq, DateTimeOffset At, string MessageKey, string Channel, ItemView Item, DateTimeOffset? SentAt, DateTimeOffset ReceivedAt)
    : Entry(Seq, At)
{
    /// <summary>The entry that it is shown before, since it was written before that one; null where it stands where it came. Several stand by <see cref="SentAt"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ShownBefore { get; init; }

    /// <summary>It was long under way.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsLate { get; init; }
}

public sealed record QueuedEntry(long Seq, DateTimeOffset At, Named Queue, QueueReason Reason) : Entry(Seq, At);

public sealed record OfferedEntry(long Seq, DateTimeOffset At, Named Agent, DateTimeOffset ExpiresAt, ExplanationView Why) : Entry(Seq, At);

public sealed record OfferMissedEntry(long Seq, DateTimeOffset At, Named Agent, DateTimeOffset DueAt) : Entry(Seq, At);

public sealed record OfferDeclinedEntry(long Seq, DateTimeOffset At, Named Agent) : Entry(Seq, At);

public sealed record AcceptedEntry(long Seq, DateTimeOffset At, Named Agent) : Entry(Seq, At);

/// <param name="Delivery">As far as it is known when this is read; a later <see cref="DeliveryRecordedEntry"/> says more.</param>
public sealed record ReplyEntry(
    long Seq, DateTimeOffset At, string MessageId, Named Agent, string Text, Provenance Provenance, DeliveryStatus Delivery, DeliveryRefusal? DeliveryReason)
    : Entry(Seq, At)
{
    /// <summary>Where it is more than its text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OutgoingContent? Content { get; init; }

    /// <summary>The furthest it came, as far as the platform has said when this is read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReceiptState? Receipt { get; init; }

    /// <summary>It was sent, and no receipt came in time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsUnconfirmed { get; init; }

    /// <summary>The platform's own code of its refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeliveryCode { get; init; }
}

/// <param name="By">The agent who said so; null where the platform did.</param>
public sealed record DeliveryRecordedEntry(long Seq, DateTimeOffset At, string MessageId, DeliveryStatus Status, DeliveryRefusal? Reason, Named? By) : Entry(Seq, At)
{
    /// <summary>The platform's own code of its refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }
}

public sealed record ReceiptRecordedEntry(long Seq, DateTimeOffset At, string MessageId, ReceiptState State, string? ErrorCode) : Entry(Seq, At);

public sealed record ReceiptMissedEntry(long Seq, DateTimeOffset At, string MessageId) : Entry(Seq, At);

public sealed record ResendAskedEntry(long Seq, DateTimeOffset At, string MessageId, Named By) : Entry(Seq, At);

public sealed record FirstResponseBreachedEntry(long Seq, DateTimeOffset At, DateTimeOffset DueAt, long LatenessMs) : Entry(Seq, At);

/// <param name="By">Null when no person closed it.</param>
public sealed record ClosedEntry(long Seq, DateTimeOffset At, Named? By, CloseReason Reason) : Entry(Seq, At);

public sealed record ReopenedEntry(long Seq, DateTimeOffset At, Named Queue) : Entry(Seq, At);

public sealed record EndedEntry(long Seq, DateTimeOffset At) : Entry(Seq, At);

public sealed record ClaimedEntry(long Seq, DateTimeOffset At, Named Agent, ExplanationView? Why) : Entry(Seq, At);

public sealed record TakenOverEntry(long Seq, DateTimeOffset At, Named By, Named? From, string? Reason) : Entry(Seq, At);

public sealed record TransferredEntry(long Seq, DateTimeOffset At, Named By, TransferKind Kind, Named Queue, Named? ToAgent, string? Reason) : Entry(Seq, At);

/// <summary>The agent has gone offline.</summary>
public sealed record GivenBackEntry(long Seq, DateTimeOffset At, Named Agent) : Entry(Seq, At);

public sealed record ConsultStartedEntry(long Seq, DateTimeOffset At, Named By, Named Agent, string? Reason) : Entry(Seq, At);

public sealed record ConsultEndedEntry(long Seq, DateTimeOffset At, Named? By, Named Agent) : Entry(Seq, At);

public sealed record ParticipantJoinedEntry(long Seq, DateTimeOffset At, Named By, Named Agent, ParticipantRole Role) : Entry(Seq, At);

public sealed record ParticipantLeftEntry(long Seq, DateTimeOffset At, Named By, Named Agent) : Entry(Seq, At);

public sealed record CustomerAwaitedEntry(long Seq, DateTimeOffset At, Named By) : Entry(Seq, At);

public sealed record ResumedEntry(long Seq, DateTimeOffset At, Named? By) : Entry(Seq, At);

public sealed record SnoozedEntry(long Seq, DateTimeOffset At, Named By, DateTimeOffset? Until) : Entry(Seq, At);

public sealed record WokenEntry(long Seq, DateTimeOffset At, Named? By, DateTimeOffset? DueAt) : Entry(Seq, At);

public sealed record WrapUpBeganEntry(long Seq, DateTimeOffset At, Named Agent, CloseReason Reason, DateTimeOffset Until) : Entry(Seq, At);

public sealed record NoteAddedEntry(long Seq, DateTimeOffset At, string MessageId, Named By, string Text, IReadOnlyList<Named> Mentions) : Entry(Seq, At);

/// <param name="Text">Null for those whom it is not for.</param>
public sealed record WhisperedEntry(long Seq, DateTimeOffset At, string MessageId, Named By, Named To, string? Text) : Entry(Seq, At);

public sealed record RecalledEntry(long Seq, DateTimeOffset At, string MessageId, Named By) : Entry(Seq, At);

/// <param name="IsTakenBack">If not, the customer may still see it.</param>
/// <param name="Reason">Why not; null where it was.</param>
public sealed record RecallRecordedEntry(long Seq, DateTimeOffset At, string MessageId, bool IsTakenBack, DeliveryRefusal? Reason) : Entry(Seq, At)
{
    /// <summary>The platform's own code of its refusal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }
}

public sealed record LabelledEntry(long Seq, DateTimeOffset At, Named By, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) : Entry(Seq, At);

public sealed record PrioritySetEntry(long Seq, DateTimeOffset At, Named By, int Points) : Entry(Seq, At);

public sealed record TopicSetEntry(long Seq, DateTimeOffset At, Named? By, string? Topic) : Entry(Seq, At);

public sealed record DispositionSetEntry(long Seq, DateTimeOffset At, Named By, string? Disposition) : Entry(Seq, At);

public sealed record MessageScheduledEntry(long Seq, DateTimeOffset At, string MessageId, Named By, string Text, DateTimeOffset SendAt) : Entry(Seq, At);

public sealed record ScheduledCancelledEntry(long Seq, DateTimeOffset At, string MessageId, Named By) : Entry(Seq, At);

public sealed record ScheduledMissedEntry(long Seq, DateTimeOffset At, string MessageId, DateTimeOffset SendAt) : Entry(Seq, At);

public sealed record PersonAskedEntry(long Seq, DateTimeOffset At, PersonAskedBy How) : Entry(Seq, At);

public sealed record PersonReachedEntry(long Seq, DateTimeOffset At, Named Agent, DateTimeOffset AskedAt, int Steps, double Seconds) : Entry(Seq, At);

public sealed record CallbackAgreedEntry(long Seq, DateTimeOffset At, DateTimeOffset DueAt, string? Zone, string MessageKey, Named? By) : Entry(Seq, At);

public sealed record CallbackFellDueEntry(long Seq, DateTimeOffset At, DateTimeOffset DueAt) : Entry(Seq, At);

public sealed record CallbackAttemptedEntry(long Seq, DateTimeOffset At, Named By, CallbackOutcome Outcome, int Attempt, DateTimeOffset? NextDueAt) : Entry(Seq, At);

public sealed record CallbackCancelledEntry(long Seq, DateTimeOffset At, Named? By, bool CustomerBack) : Entry(Seq, At);

public sealed record CallbackFailedEntry(long Seq, DateTimeOffset At, int Attempts) : Entry(Seq, At);

public sealed record RatingAskedEntry(long Seq, DateTimeOffset At, Named? By, int Steps, DateTimeOffset ValidUntil) : Entry(Seq, At);

public sealed record RatedEntry(
    long Seq, DateTimeOffset At, int Score, int Steps, bool? Solved, IReadOnlyList<string> Tags, string? Remark, Named? Agent)
    : Entry(Seq, At);

public sealed record MergedIntoEntry(long Seq, DateTimeOffset At, Named By, string Into) : Entry(Seq, At);

public sealed record JoinedEntry(long Seq, DateTimeOffset At, string From) : Entry(Seq, At);

public sealed record UnmergedEntry(long Seq, DateTimeOffset At, Named By, string From) : Entry(Seq, At);

/// <param name="MessageKeys">The customer's messages that belong to the other conversation.</param>
public sealed record SplitOffEntry(long Seq, DateTimeOffset At, string From, IReadOnlyList<string> MessageKeys) : Entry(Seq, At);

public sealed record TakenBackEntry(long Seq, DateTimeOffset At, string From) : Entry(Seq, At);

/// <summary>An automatic text, or the bot's answer.</summary>
/// <param name="Kind">Which of the automatic texts; null for an answer of the bot.</param>
public sealed record AnnouncedEntry(long Seq, DateTimeOffset At, string MessageId, string? Kind, string Text, Provenance Provenance, DeliveryStatus Status)
    : Entry(Seq, At);

/// <param name="Rule">The one that named the queue; null where somebody or something had named it already.</param>
public sealed record RoutedEntry(long Seq, DateTimeOffset At, Named Queue, string? Rule) : Entry(Seq, At);

/// <param name="Because">Of the duty, or because nobody was free.</param>
public sealed record BotSeatedEntry(long Seq, DateTimeOffset At, Named Queue, string Because) : Entry(Seq, At);

/// <summary>How the line stood, and what was done because of it. The rest of the decision is asked for apart.</summary>
/// <param name="Step">What the overflow rules did, in camel case; null: nothing.</param>
public sealed record AssessedEntry(long Seq, DateTimeOffset At, int Length, int? Position, int Free, string? Step) : Entry(Seq, At);

/// <summary>What clocks came to; those that merely began, paused or ended say nothing to a reader.</summary>
public sealed record ClocksChangedEntry(long Seq, DateTimeOffset At, IReadOnlyList<ClockChangeView> Changes) : Entry(Seq, At);

/// <param name="Measure">firstResponse, nextResponse, resolution or timeInQueue.</param>
/// <param name="Fired">Warnings and the breach.</param>
public sealed record ClockChangeView(string Measure, IReadOnlyList<TimerMarkView> Fired);

/// <param name="Percent">Of the target.</param>
public sealed record TimerMarkView(int Percent, bool IsBreach, DateTimeOffset DueAt, DateTimeOffset FiredAt);

/// <param name="Do">raisePriority, notify, addSupervisor, moveQueue or page.</param>
/// <param name="Measure">As of <see cref="ClockChangeView"/>.</param>
public sealed record EscalatedEntry(long Seq, DateTimeOffset At, string Do, string Measure, int AtPercent) : Entry(Seq, At);

/// <param name="Step">customerReminded, customerGone, agentMarked, agentReminded, leadAlarmed or moved.</param>
/// <param name="Since">When the silence began.</param>
public sealed record SilenceMarkedEntry(long Seq, DateTimeOffset At, string Step, DateTimeOffset Since, DateTimeOffset DueAt) : Entry(Seq, At);

/// <summary>A fact of which the list of messages shows nothing. What it says is asked for apart.</summary>
/// <param name="What">The stored type name.</param>
public sealed record AsideEntry(long Seq, DateTimeOffset At, string What) : Entry(Seq, At);
