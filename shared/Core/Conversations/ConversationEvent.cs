using OmniFunctions.Channels;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Conversations;

/// <summary>A fact of a conversation's life. The log of these is the record; everything else can be rebuilt from it.</summary>
public abstract record ConversationEvent
{
    private ConversationEvent(DateTimeOffset at) => At = at;

    /// <summary>When it was decided, by the clock of the one who decided.</summary>
    public DateTimeOffset At { get; init; }

    /// <param name="Since">When the door took the message that opened it: the customer waits from then on, however late intake was.</param>
    /// <param name="LastAgent">Who served the person in the conversation before.</param>
    public sealed record Opened(
        DateTimeOffset At,
        PersonId Person,
        Leg Leg,
        QueueId Queue,
        string PolicyVersion,
        DateTimeOffset Since,
        DateTimeOffset FirstResponseDueAt,
        AgentId? LastAgent = null)
        : ConversationEvent(At);

    /// <param name="MessageKey">Unique in the conversation: twice the same is one.</param>
    /// <param name="Item">Everything the customer sent, in neutral terms.</param>
    /// <param name="IsFarewell">It asks for nothing ("thanks"): no clock starts for it. Null in older logs: it may have asked.</param>
    /// <param name="Via">The conversation it was for and goes back to should the two be separated again; null = this one, or as an older build wrote it: the leg tells.</param>
    /// <param name="WasOvertaken">The customer wrote it before something that had come by the same way already; null = not, or nobody looked.</param>
    public sealed record CustomerMessage(
        DateTimeOffset At,
        string MessageKey,
        Leg Leg,
        InboundItem Item,
        DateTimeOffset ReceivedAt,
        bool? IsFarewell = null,
        ConversationId? Via = null,
        bool? WasOvertaken = null)
        : ConversationEvent(At);

    /// <summary>It stands in the queue, at the place of <paramref name="Since"/>.</summary>
    /// <param name="Only">The agent it waits for alone, after a transfer to them.</param>
    /// <param name="OnlyUntil">When it stops waiting for them alone.</param>
    public sealed record Queued(
        DateTimeOffset At, QueueId Queue, DateTimeOffset Since, QueueReason Reason, AgentId? Only = null, DateTimeOffset? OnlyUntil = null)
        : ConversationEvent(At);

    /// <param name="Why">All candidates and why each was or was not chosen.</param>
    public sealed record Offered(DateTimeOffset At, AgentId Agent, DateTimeOffset ExpiresAt, Explanation Why) : ConversationEvent(At);

    /// <param name="DueAt">When it should have ended; the difference to <see cref="ConversationEvent.At"/> is the timer's lateness.</param>
    public sealed record OfferMissed(DateTimeOffset At, AgentId Agent, DateTimeOffset DueAt) : ConversationEvent(At);

    public sealed record OfferDeclined(DateTimeOffset At, AgentId Agent) : ConversationEvent(At);

    public sealed record Accepted(DateTimeOffset At, AgentId Agent) : ConversationEvent(At);

    /// <param name="MessageId">Named by the client that wrote it.</param>
    /// <param name="WasScheduled">Written before its time came: no answer to what was said meanwhile, so it stops no clock.</param>
    public sealed record Reply(
        DateTimeOffset At,
        string MessageId,
        AgentId Agent,
        string Text,
        Provenance Provenance,
        Leg Leg,
        bool? WasScheduled = null,
        OutgoingContent? Content = null,
        Answered? Answers = null)
        : ConversationEvent(At);

    /// <param name="Status">Never <see cref="DeliveryStatus.Pending"/>.</param>
    /// <param name="ConfirmBy">When a receipt should be here; null where the channel gives none.</param>
    /// <param name="By">The agent who said so; null where the platform did.</param>
    /// <param name="PlatformCode">The platform's own code of its refusal, to look up at the platform; null where it gave none.</param>
    public sealed record DeliveryRecorded(
        DateTimeOffset At,
        string MessageId,
        DeliveryStatus Status,
        DeliveryRefusal? Reason,
        string? PlatformMessageId,
        DateTimeOffset? ConfirmBy = null,
        string? Channel = null,
        AgentId? By = null,
        string? PlatformCode = null)
        : ConversationEvent(At);

    /// <summary>The platform says what became of a message that it had taken. It only ever goes forward.</summary>
    /// <param name="SaidAt">When, by the platform's clock.</param>
    public sealed record ReceiptRecorded(DateTimeOffset At, string MessageId, ReceiptState State, DateTimeOffset? SaidAt, string? ErrorCode) : ConversationEvent(At);

    /// <summary>No receipt came in the time in which there mostly is one: it was sent, and is not confirmed.</summary>
    public sealed record ReceiptMissed(DateTimeOffset At, string MessageId, DateTimeOffset DueAt) : ConversationEvent(At);

    public sealed record ResendAsked(DateTimeOffset At, string MessageId, AgentId By) : ConversationEvent(At);

    public sealed record FirstResponseBreached(DateTimeOffset At, DateTimeOffset DueAt) : ConversationEvent(At);

    public sealed record Closed(DateTimeOffset At, AgentId? By, CloseReason Reason, DateTimeOffset ReopensUntil) : ConversationEvent(At);

    /// <param name="Since">When the door took the message that reopened it: another first-response clock starts there.</param>
    /// <param name="By">The agent who took it up again; nobody waits for an answer then, and no clock starts.</param>
    public sealed record Reopened(DateTimeOffset At, QueueId Queue, DateTimeOffset Since, DateTimeOffset FirstResponseDueAt, AgentId? By = null)
        : ConversationEvent(At);

    public sealed record Ended(DateTimeOffset At) : ConversationEvent(At);

    // ---- what the rules decided

    /// <summary>What is known of the person, as rules may ask it.</summary>
    public sealed record PersonFactsChanged(DateTimeOffset At, PersonFacts Facts) : ConversationEvent(At);

    /// <summary>Which line it stands in, on what terms and why. Where the bot begins, these hold when a person is asked for.</summary>
    /// <param name="Silence">What silence comes to while this holds; null: nothing.</param>
    public sealed record Routed(
        DateTimeOffset At, QueueId Queue, RoutingTerms Terms, RouteExplanation Why, Reception Reception, SilenceTerms? Silence)
        : ConversationEvent(At);

    /// <param name="Because">Of the duty, or because nobody was free.</param>
    public sealed record BotSeated(DateTimeOffset At, QueueId Queue, string Because) : ConversationEvent(At);

    public sealed record BotAnswered(DateTimeOffset At, string MessageId, string Text, Provenance Provenance, Leg Leg, Answered? Answers = null) : ConversationEvent(At);

    /// <summary>An automatic text was sent.</summary>
    public sealed record Announced(DateTimeOffset At, string MessageId, TextKind Kind, string Text, Provenance Provenance, Leg Leg, Answered? Answers = null) : ConversationEvent(At);

    /// <summary>Routing is asked how the line stands.</summary>
    /// <param name="DueAt">When it should have been; null on entry.</param>
    public sealed record AssessmentAsked(DateTimeOffset At, QueueId Queue, DateTimeOffset? DueAt) : ConversationEvent(At);

    /// <param name="NextAt">When it is looked at again; null: not of itself.</param>
    public sealed record Assessed(DateTimeOffset At, QueueOutlook Outlook, OverflowExplanation Why, DateTimeOffset? NextAt) : ConversationEvent(At);

    /// <summary>Clocks started, paused, ran on under other terms, fired or stopped: each as it is now.</summary>
    public sealed record ClocksChanged(DateTimeOffset At, IReadOnlyList<ClockChange> Changes) : ConversationEvent(At);

    public sealed record Escalated(
        DateTimeOffset At, ServiceMeasure Measure, int AtPercent, EscalationAction Do, int? Points, Whom? Whom, QueueId? Queue)
        : ConversationEvent(At);

    /// <param name="Since">When the silence began.</param>
    public sealed record SilenceMarked(DateTimeOffset At, SilenceStep Step, DateTimeOffset Since, DateTimeOffset DueAt) : ConversationEvent(At);

    // ---- who has it

    /// <summary>An agent took it without an offer.</summary>
    /// <param name="Why">Null where no line was asked, as for a closed one that an agent takes up again.</param>
    public sealed record Claimed(DateTimeOffset At, AgentId Agent, Explanation? Why) : ConversationEvent(At);

    /// <param name="From">Who had it, if anybody had.</param>
    public sealed record TakenOver(DateTimeOffset At, AgentId By, AgentId? From, string? Reason) : ConversationEvent(At);

    /// <summary>It was passed on. Where it stands now says the event that follows.</summary>
    public sealed record Transferred(DateTimeOffset At, AgentId By, TransferKind Kind, QueueId Queue, AgentId? ToAgent, string? Reason) : ConversationEvent(At);

    public sealed record ConsultStarted(DateTimeOffset At, AgentId By, AgentId Agent, string? Reason) : ConversationEvent(At);

    /// <param name="By">Null when the conversation changed hands meanwhile.</param>
    public sealed record ConsultEnded(DateTimeOffset At, AgentId? By, AgentId Agent) : ConversationEvent(At);

    public sealed record ParticipantJoined(DateTimeOffset At, AgentId By, AgentId Agent, ParticipantRole Role) : ConversationEvent(At);

    public sealed record ParticipantLeft(DateTimeOffset At, AgentId By, AgentId Agent) : ConversationEvent(At);

    public sealed record CustomerAwaited(DateTimeOffset At, AgentId By) : ConversationEvent(At);

    /// <summary>The next step is the agent's again.</summary>
    /// <param name="By">Null when the customer spoke.</param>
    public sealed record Resumed(DateTimeOffset At, AgentId? By) : ConversationEvent(At);

    public sealed record Snoozed(DateTimeOffset At, AgentId By, DateTimeOffset? Until) : ConversationEvent(At);

    /// <param name="By">Null when its time came or the customer spoke.</param>
    /// <param name="DueAt">Its time, when that was it.</param>
    public sealed record Woken(DateTimeOffset At, AgentId? By, DateTimeOffset? DueAt) : ConversationEvent(At);

    /// <summary>The agent who had it has gone. Where it stands now says the event that follows.</summary>
    public sealed record GivenBack(DateTimeOffset At, AgentId Agent) : ConversationEvent(At);

    public sealed record WrapUpBegan(DateTimeOffset At, AgentId Agent, CloseReason Reason, DateTimeOffset Until) : ConversationEvent(At);

    // ---- what is written about it

    public sealed record NoteAdded(DateTimeOffset At, string MessageId, AgentId By, string Text, IReadOnlyList<AgentId> Mentions) : ConversationEvent(At);

    /// <summary>A supervisor to the agent; the customer never sees it.</summary>
    public sealed record Whispered(DateTimeOffset At, string MessageId, AgentId By, AgentId To, string Text) : ConversationEvent(At);

    /// <summary>Somebody wants it back. On a page of ours that is all; at a platform what became of it follows.</summary>
    public sealed record Recalled(DateTimeOffset At, string MessageId, AgentId By) : ConversationEvent(At);

    /// <summary>What the platform made of a recall.</summary>
    /// <param name="IsTakenBack">If not, the customer may still see it.</param>
    /// <param name="Reason">Why not; null where it was.</param>
    /// <param name="PlatformCode">The platform's own code of its refusal; null where it gave none.</param>
    public sealed record RecallRecorded(DateTimeOffset At, string MessageId, bool IsTakenBack, DeliveryRefusal? Reason = null, string? PlatformCode = null)
        : ConversationEvent(At);

    public sealed record Labelled(DateTimeOffset At, AgentId By, IReadOnlyList<string> Added, IReadOnlyList<string> Removed) : ConversationEvent(At);

    public sealed record PrioritySet(DateTimeOffset At, AgentId By, int Points) : ConversationEvent(At);

    public sealed record TopicSet(DateTimeOffset At, AgentId? By, string? Topic) : ConversationEvent(At);

    public sealed record DispositionSet(DateTimeOffset At, AgentId By, string? Disposition) : ConversationEvent(At);

    public sealed record MessageScheduled(DateTimeOffset At, string MessageId, AgentId By, string Text, DateTimeOffset SendAt) : ConversationEvent(At);

    public sealed record ScheduledCancelled(DateTimeOffset At, string MessageId, AgentId By) : ConversationEvent(At);

    /// <summary>Its time came when the conversation was over.</summary>
    /// <param name="Because">Null where it was over; else what the channel's rules said against it.</param>
    public sealed record ScheduledMissed(DateTimeOffset At, string MessageId, DateTimeOffset SendAt, Refusal? Because = null) : ConversationEvent(At);

    // ---- the way to a person

    /// <param name="How">The button, a word, or because the bot did not know further.</param>
    public sealed record PersonAsked(DateTimeOffset At, PersonAskedBy How) : ConversationEvent(At);

    /// <summary>A person answered for the first time since the customer asked for one.</summary>
    /// <param name="Steps">What the customer had to do from asking on, the asking included.</param>
    public sealed record PersonReached(DateTimeOffset At, AgentId Agent, DateTimeOffset AskedAt, int Steps, double Seconds) : ConversationEvent(At);

    // ---- callback

    /// <param name="DueAt">The next attempt.</param>
    public sealed record CallbackAgreed(DateTimeOffset At, DateTimeOffset DueAt, string? Zone, string MessageKey, AgentId? By) : ConversationEvent(At);

    /// <summary>Its time came: it is work like any other from now on.</summary>
    public sealed record CallbackFellDue(DateTimeOffset At, DateTimeOffset DueAt) : ConversationEvent(At);

    /// <param name="NextDueAt">The next attempt; null when there is none.</param>
    public sealed record CallbackAttempted(DateTimeOffset At, AgentId By, CallbackOutcome Outcome, int Attempt, DateTimeOffset? NextDueAt) : ConversationEvent(At);

    /// <param name="By">Null when the customer cancelled it or was back first.</param>
    public sealed record CallbackCancelled(DateTimeOffset At, AgentId? By, bool CustomerBack) : ConversationEvent(At);

    public sealed record CallbackFailed(DateTimeOffset At, int Attempts) : ConversationEvent(At);

    // ---- rating

    public sealed record RatingAsked(DateTimeOffset At, AgentId? By, int Steps, DateTimeOffset ValidUntil) : ConversationEvent(At);

    public sealed record Rated(DateTimeOffset At, string MessageKey, int Score, int Steps, bool? Solved, IReadOnlyList<string> Tags, string? Remark, AgentId? Agent)
        : ConversationEvent(At);

    // ---- one conversation going on in another

    public sealed record MergedInto(DateTimeOffset At, AgentId By, ConversationId Into) : ConversationEvent(At);

    public sealed record Joined(DateTimeOffset At, ConversationId From, IReadOnlyList<Leg> Legs, DateTimeOffset? UnansweredSince) : ConversationEvent(At);

    public sealed record Unmerged(DateTimeOffset At, AgentId By, ConversationId From) : ConversationEvent(At);

    /// <param name="MessageKeys">The customer's messages that came meanwhile and belong to the other one; they stay readable here.</param>
    public sealed record SplitOff(DateTimeOffset At, ConversationId From, IReadOnlyList<string> MessageKeys) : ConversationEvent(At);

    /// <summary>All that came meanwhile is here again; the messages themselves stand before it.</summary>
    public sealed record TakenBack(DateTimeOffset At, ConversationId From) : ConversationEvent(At);
}

/// <summary>What of the customer's a message answers. Some platforms take nothing but answers, and want them numbered.</summary>
/// <param name="Seq">Of the customer's message or act in this log.</param>
/// <param name="SentSince">Messages of ours between that and this one.</param>
public sealed record Answered(long Seq, int SentSince);

/// <summary>What a silence came to; the first two are the customer's, the others the agent's.</summary>
public enum SilenceStep
{
    CustomerReminded,
    CustomerGone,

    /// <summary>Shown in the lists.</summary>
    AgentMarked,
    AgentReminded,
    LeadAlarmed,

    /// <summary>Taken from the agent and given back to the line.</summary>
    Moved,
}

public enum TransferKind
{
    ToQueue,
    ToAgent,

    /// <summary>Warm: after they had spoken about it.</summary>
    Consulted,
}

public enum ParticipantRole
{
    /// <summary>Sees everything, says nothing.</summary>
    Watching,

    /// <summary>Asked in by the agent: sees everything, writes notes.</summary>
    Consulted,

    /// <summary>Speaks with the customer beside the agent.</summary>
    Taking,

    /// <summary>A supervisor who watched and speaks now.</summary>
    Barging,
}

public enum PersonAskedBy
{
    Button,
    Word,

    /// <summary>The bot had no answer so often in a row.</summary>
    Unanswered,
}

public enum CallbackOutcome
{
    Reached,
    NoAnswer,
    WrongNumber,
}
