using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniFunctions.ServiceLevels;

/// <summary>
/// The state of one clock, and its whole record: when it is due follows from it and a calendar, so that no timer holds anything of its own.
/// <see cref="Timekeeper"/> changes it.
/// </summary>
/// <param name="CalendarVersion">The business hours it runs under now, with their hash.</param>
/// <param name="AsOf">Up to here <paramref name="Elapsed"/> is counted; what is later is computed when it is asked for.</param>
/// <param name="Elapsed">Time of the basis, pauses left out, under whatever calendars were in force meanwhile.</param>
/// <param name="Armed">The percentages that have not fired yet, ascending; the breach is the last.</param>
/// <param name="Warnings">What has fired, in order; the last <see cref="Remembered"/>.</param>
/// <param name="Breach">Once fired it stays: a later, more generous target heals nothing.</param>
/// <param name="Pauses">In order of their beginning; those that last and the last <see cref="Remembered"/>.</param>
/// <param name="PauseCount">All pauses there were, also those that are no longer listed.</param>
/// <param name="Terms">What it ran under, in order; the last <see cref="Remembered"/>.</param>
/// <param name="EndedAt">Null while it is open.</param>
public sealed record ServiceClock(
    ServiceTarget Target,
    string CalendarVersion,
    string CalendarHash,
    DateTimeOffset StartedAt,
    DateTimeOffset AsOf,
    TimeSpan Elapsed,
    ImmutableList<int> Armed,
    ImmutableList<TimerMark> Warnings,
    TimerMark? Breach,
    ImmutableList<PauseSpan> Pauses,
    int PauseCount,
    ImmutableList<ClockTerms> Terms,
    ServiceVerdict Verdict,
    DateTimeOffset? EndedAt)
{
    /// <summary>A clock that is changed for ever does not grow for ever; none of its figures needs the older entries.</summary>
    public const int Remembered = 64;

    [JsonIgnore]
    public bool IsPaused => Pauses.Exists(pause => pause.Until is null);

    [JsonIgnore]
    public bool IsOpen => Verdict == ServiceVerdict.Open;

    internal bool IsPausedBy(PauseReason reason) => Pauses.Exists(pause => pause.Until is null && pause.Reason == reason);
}
