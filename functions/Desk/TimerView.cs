using System.Globalization;
using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Desk;

public sealed record TimerList(IReadOnlyList<TimerView> Items);

/// <summary>One timer.</summary>
/// <param name="Name">offer, snooze, callback, wrapUp, reopening, assessment, scheduled, the step of a silence, or measure and percentage of a clock.</param>
/// <param name="FiredAt">Null while it is armed.</param>
/// <param name="CalendarVersion">The business hours it runs by; null for one that runs around the clock.</param>
/// <param name="State">fired, armed or paused.</param>
public sealed record TimerView(
    string Name, string? Measure, DateTimeOffset? DueAt, DateTimeOffset? FiredAt, long? LatenessMs, IReadOnlyList<PauseView> Pauses, string? CalendarVersion, string State)
{
    public static IEnumerable<TimerView> FiredIn(StoredEvent stored) => stored.Event switch
    {
        ConversationEvent.OfferMissed e => [Fired("offer", e.DueAt, e.At)],
        ConversationEvent.FirstResponseBreached e => [Fired("firstResponse", e.DueAt, e.At)],
        ConversationEvent.Woken { DueAt: { } due } e => [Fired("snooze", due, e.At)],
        ConversationEvent.CallbackFellDue e => [Fired("callback", e.DueAt, e.At)],
        ConversationEvent.AssessmentAsked { DueAt: { } due } e => [Fired("assessment", due, e.At)],
        ConversationEvent.SilenceMarked e => [Fired(JsonNamingPolicy.CamelCase.ConvertName(e.Step.ToString()), e.DueAt, e.At)],
        ConversationEvent.ScheduledMissed e => [Fired("scheduled", e.SendAt, e.At)],
        ConversationEvent.ClocksChanged e => e.Changes.SelectMany(change => change.Fired.Select(mark => Fired(change, mark))),
        _ => [],
    };

    public static IEnumerable<TimerView> ArmedIn(ConversationState state) =>
    [
        .. state.Clocks.Where(clock => clock.Clock.IsOpen).Select(Armed),
        .. PhaseTimers(state),
        .. state.Scheduled.Select(message => Armed("scheduled", message.SendAt)),
    ];

    private static IEnumerable<TimerView> PhaseTimers(ConversationState state)
    {
        (string Name, DateTimeOffset? Due) timer = state.Phase switch
        {
            Phase.Offered offered => ("offer", offered.ExpiresAt),
            Phase.Snoozed snoozed => ("snooze", snoozed.Until),
            Phase.WrapUp wrapUp => ("wrapUp", wrapUp.Until),
            Phase.Closed closed => ("reopening", closed.ReopensUntil),
            Phase.CallbackDue => ("callback", state.Callback?.DueAt),
            Phase.Waiting => ("assessment", state.Round?.NextAssessmentAt),
            _ => ("", null),
        };
        if (timer.Due is { } due) yield return Armed(timer.Name, due);
    }

    private static TimerView Fired(string name, DateTimeOffset dueAt, DateTimeOffset at) => new(name, null, dueAt, at, (long)(at - dueAt).TotalMilliseconds, [], null, "fired");

    private static TimerView Fired(ClockChange change, TimerMark mark) => new(
        string.Create(CultureInfo.InvariantCulture, $"{MeasureOf(change.Measure)} {mark.Percent} %"),
        MeasureOf(change.Measure),
        mark.DueAt,
        mark.FiredAt,
        (long)mark.Lateness.TotalMilliseconds,
        PausesOf(change.Clock),
        mark.CalendarVersion,
        "fired");

    private static TimerView Armed(string name, DateTimeOffset due) => new(name, null, due, null, null, [], null, "armed");

    private static TimerView Armed(ConversationClock clock) => new(
        MeasureOf(clock.Measure), MeasureOf(clock.Measure), clock.NextDue, null, null, PausesOf(clock.Clock), clock.Clock.CalendarVersion, clock.Clock.IsPaused ? "paused" : "armed");

    private static IReadOnlyList<PauseView> PausesOf(ServiceClock clock) => [.. clock.Pauses.Select(pause => new PauseView(pause.From, pause.Until))];

    private static string MeasureOf(ServiceMeasure measure) => JsonNamingPolicy.CamelCase.ConvertName(measure.ToString());
}

/// <param name="To">Null while it lasts.</param>
public sealed record PauseView(DateTimeOffset From, DateTimeOffset? To);
