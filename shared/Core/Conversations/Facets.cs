using System.Collections.Immutable;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Conversations;

/// <summary>From opening (or being taken up again) to closing.</summary>
/// <param name="Place">In the line, however often it is passed on: whoever has waited longest stays first.</param>
/// <param name="EnteredAt">When it last entered a queue.</param>
/// <param name="Transfers">How often it was passed on.</param>
/// <param name="Directed">Whom it waits for alone.</param>
/// <param name="PersonAsk">When the customer asked for a person, until one has answered.</param>
/// <param name="WasServed">An agent has had it.</param>
public sealed record Round(
    DateTimeOffset Place, DateTimeOffset EnteredAt, int Transfers = 0, Directed? Directed = null, PersonAsk? PersonAsk = null, bool WasServed = false)
{
    /// <summary>On which it stands in line; null before it was routed.</summary>
    public RoutingTerms? Terms { get; init; }

    /// <summary>Points that the route gave; it keeps them wherever it goes.</summary>
    public int RoutePriority { get; init; }

    public Reception Reception { get; init; }

    public SilenceTerms? Silence { get; init; }

    /// <summary>Routing was asked how the line stands, and has not said yet.</summary>
    public bool AssessmentAsked { get; init; }

    public DateTimeOffset? NextAssessmentAt { get; init; }

    public bool CallbackOffered { get; init; }

    /// <summary>Messages in a row to which the bot had no answer.</summary>
    public int BotUnanswered { get; init; }

    /// <summary>Overflow steps that were done, in order; the last <see cref="MaxOverflow"/>.</summary>
    public ImmutableList<OverflowDone> Overflow { get; init => field = value ?? []; } = [];

    public const int MaxOverflow = 64;
}

/// <param name="Index">Of the step in the queue's list.</param>
public sealed record OverflowDone(QueueId Queue, int Index, DateTimeOffset At);

/// <summary>What silence comes to, as the rules said when it was routed.</summary>
public sealed record SilenceTerms(CustomerSilence? Customer, AgentSilence? Agent);

/// <summary>An automatic text that counts against its channel's budget.</summary>
public sealed record SpentText(TextKind Kind, string Channel, DateTimeOffset At)
{
    public const int Remembered = 64;
}

/// <summary>It was passed on to one agent, and goes back when they do not take it.</summary>
public sealed record Directed(AgentId Agent, DateTimeOffset Until);

/// <param name="Steps">What the customer has had to do from asking on, the asking included.</param>
public sealed record PersonAsk(DateTimeOffset At, PersonAskedBy How, int Steps);

/// <summary>Someone beside the holder.</summary>
public sealed record Participant(AgentId Agent, ParticipantRole Role, DateTimeOffset Since)
{
    public const int MaxParticipants = 16;

    internal bool MaySpeak => Role is ParticipantRole.Taking or ParticipantRole.Barging;
}

/// <summary>A colleague was asked in; one at a time.</summary>
public sealed record Consultation(AgentId By, AgentId Agent, DateTimeOffset Since);

/// <summary>An agent's message that leaves at its time.</summary>
public sealed record ScheduledMessage(string MessageId, AgentId By, string Text, DateTimeOffset SendAt)
{
    public const int MaxScheduled = 20;

    public const int MaxDaysAhead = 30;

    /// <summary>Characters: the texts stand in the snapshot until they leave.</summary>
    public const int MaxTextLength = 2_000;
}

/// <summary>Enough of a note to know a repeated command.</summary>
public sealed record RememberedNote(string MessageId, string Fingerprint)
{
    public const int Remembered = 32;
}

/// <param name="DueAt">The next attempt.</param>
/// <param name="Attempts">Those that were made.</param>
/// <param name="IsDue">Its time has come, and an agent has it or is being looked for.</param>
public sealed record CallbackPlan(DateTimeOffset AgreedAt, DateTimeOffset DueAt, string? Zone, string MessageKey, int Attempts, bool IsDue);

/// <param name="Key">Of the last rating given; null while there is none.</param>
public sealed record RatingAsk(DateTimeOffset AskedAt, int Steps, DateTimeOffset ValidUntil, string? Key);

/// <param name="MessageKeys">The customer's messages that came on its legs since, at most <see cref="MaxMessages"/>.</param>
/// <param name="UnansweredSince">Since when its own customer waits for an answer; null when they do not.</param>
public sealed record JoinedPart(ConversationId From, ImmutableList<Leg> Legs, DateTimeOffset At, ImmutableList<string> MessageKeys, DateTimeOffset? UnansweredSince = null)
{
    public const int MaxParts = 8;

    public const int MaxMessages = 400;
}
