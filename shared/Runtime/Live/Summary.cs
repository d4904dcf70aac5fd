using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>A conversation as a line of a list.</summary>
/// <param name="Version">The sequence number of its last event.</param>
/// <param name="Phase">withBot, waiting, offered, serving, waitingOnCustomer, snoozed, callbackDue, wrapUp, closed, merged or ended.</param>
/// <param name="LastText">Of the last message, in one line and cut to 140 characters; empty where only its kind says something.</param>
/// <param name="LastFrom">customer or agent.</param>
/// <param name="Unanswered">Customer messages since the last reply.</param>
public sealed record Summary(
    string Id,
    long Version,
    string Phase,
    string Channel,
    string Account,
    PersonView Person,
    Named Queue,
    Named? Holder,
    DateTimeOffset? WaitingSince,
    DateTimeOffset? OfferExpiresAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastMessageAt,
    string LastText,
    string LastFrom,
    FirstResponseView FirstResponse,
    int Unanswered)
{
    /// <summary>Of the last message; null where an older build wrote it down.</summary>
    public ItemKind? LastKind { get; init; }

    /// <summary>Every target that is or was at work, in the order in which they began.</summary>
    public IReadOnlyList<ClockView> Clocks { get; init; } = [];

    /// <summary>The agent who put it aside, and is asked first when it wakes.</summary>
    public Named? SnoozedBy { get; init; }

    public DateTimeOffset? SnoozedUntil { get; init; }

    public DateTimeOffset? WrapUpUntil { get; init; }

    public CallbackView? Callback { get; init; }

    /// <summary>All channels that the customer has used here, those of conversations that go on in this one among them.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Points on top of what the rules give.</summary>
    public int Priority { get; init; }

    public Named? Topic { get; init; }

    public Named? Disposition { get; init; }

    public IReadOnlyList<ParticipantView> Participants { get; init; } = [];

    public ConsultView? Consult { get; init; }

    /// <summary>The conversation that it goes on in.</summary>
    public string? MergedInto { get; init; }

    public IReadOnlyList<ScheduledView> Scheduled { get; init; } = [];

    public CloseReason? CloseReason { get; init; }

    public DateTimeOffset? ReopensUntil { get; init; }

    /// <summary>Until when the customer may say how it was; null when they were not asked.</summary>
    public DateTimeOffset? RatingAsked { get; init; }
}

/// <param name="Attempt">Those that were made.</param>
public sealed record CallbackView(DateTimeOffset DueAt, string? Zone, int Attempt, int Of, bool IsDue);

public sealed record ParticipantView(Named Agent, ParticipantRole Role, DateTimeOffset Since);

public sealed record ConsultView(Named By, Named Agent);

public sealed record ScheduledView(string MessageId, string Text, DateTimeOffset At, Named By);

/// <param name="Measure">firstResponse, nextResponse, resolution or timeInQueue.</param>
/// <param name="State">running, paused, breached, met, missed or cancelled.</param>
/// <param name="DueAt">When it is or was due; null while it stands still, since then nobody knows.</param>
public sealed record ClockView(string Measure, string State, DateTimeOffset? DueAt, DateTimeOffset Since);

/// <param name="State">running, breached or stopped.</param>
/// <param name="DueAt">When it stopped, for a clock that stopped.</param>
public sealed record FirstResponseView(string State, DateTimeOffset DueAt, DateTimeOffset Since);
