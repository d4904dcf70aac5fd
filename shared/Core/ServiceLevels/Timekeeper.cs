using System.Collections.Immutable;

namespace OmniFunctions.ServiceLevels;

/// <summary>
/// What can happen to a clock. Every change first lets fire what was due by then, so that nothing that comes late erases a breach; what fired
/// is returned beside the clock, and never again. A clock that has ended stays as it is.
/// Times that go backwards (a corrected clock, a late message) count as the latest one the clock has seen: elapsed time is never given back.
/// Every method takes the calendar that the clock runs under and throws <see cref="ArgumentException"/> for another one.
/// </summary>
public static class Timekeeper
{
    public static ServiceClock Start(ServiceTarget target, BusinessCalendar calendar, DateTimeOffset at) => new(
        target,
        calendar.Version,
        calendar.Hash,
        StartedAt: at,
        AsOf: at,
        Elapsed: TimeSpan.Zero,
        Armed: [.. target.WarnAtPercent, ServiceTarget.Breach],
        Warnings: [],
        Breach: null,
        Pauses: [],
        PauseCount: 0,
        Terms: [new ClockTerms(at, TimeSpan.Zero, target.TargetSeconds, target.Basis, calendar.Version, calendar.Hash)],
        ServiceVerdict.Open,
        EndedAt: null);

    /// <summary>When to look again: the next warning or the breach.</summary>
    /// <returns>Null when it has ended, is paused, has fired everything, or is not due before <see cref="WallClock.Ends"/>.</returns>
    public static DateTimeOffset? NextDue(ServiceClock clock, BusinessCalendar calendar) =>
        clock.IsOpen && clock.Armed is [var percent, ..] ? DueAt(clock, calendar, percent) : null;

    /// <summary>When the target will be breached if nothing changes. For the countdown; null as for <see cref="NextDue"/>, and once it is breached.</summary>
    public static DateTimeOffset? BreachDue(ServiceClock clock, BusinessCalendar calendar) =>
        clock.IsOpen && clock.Breach is null ? DueAt(clock, calendar, ServiceTarget.Breach) : null;

    /// <summary>Time of the basis that has passed, pauses left out.</summary>
    public static TimeSpan ElapsedAt(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset at)
    {
        Expect(clock, calendar);
        return clock.IsOpen && !clock.IsPaused && at > clock.AsOf
            ? clock.Elapsed + calendar.Meter(clock.Target.Basis).OpenBetween(clock.AsOf, at)
            : clock.Elapsed;
    }

    /// <summary>Time passed: what is due by now fires, in order, however late.</summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Advance(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset now)
    {
        var at = NotBefore(clock, now);
        var fired = new List<TimerMark>();
        while (NextDue(clock, calendar) is { } due && due <= at)
        {
            var mark = new TimerMark(clock.Armed[0], clock.Target.TargetSeconds, due, at, calendar.Version);
            fired.Add(mark);
            clock = mark.Percent == ServiceTarget.Breach
                ? clock with { Armed = [], Breach = mark }
                : clock with { Armed = clock.Armed.RemoveAt(0), Warnings = Latest(clock.Warnings.Add(mark)) };
        }

        return (clock, fired);
    }

    /// <summary>It stands still until every reason for it has gone. A reason that holds already changes nothing.</summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Pause(ServiceClock clock, BusinessCalendar calendar, PauseReason reason, DateTimeOffset at) =>
        Change(clock, calendar, at, (counted, moment) => counted.IsPausedBy(reason)
            ? counted
            : counted with { Pauses = Latest(counted.Pauses.Add(new PauseSpan(reason, moment, Until: null))), PauseCount = counted.PauseCount + 1 });

    /// <summary>A reason to stand still has gone; it runs again when it was the last one. A reason that does not hold changes nothing.</summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Resume(ServiceClock clock, BusinessCalendar calendar, PauseReason reason, DateTimeOffset at) =>
        Change(clock, calendar, at, (counted, moment) => counted with
        {
            Pauses = counted.Pauses.ConvertAll(pause => pause.Until is null && pause.Reason == reason ? pause with { Until = moment } : pause),
        });

    /// <summary>
    /// Another target from now on; what has elapsed counts against it. A warning is given again only if the new target's is yet to come, and what
    /// the new target makes overdue fires now, due now. A breach stays.
    /// </summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Retarget(ServiceClock clock, BusinessCalendar calendar, ServiceTarget target, DateTimeOffset at) =>
        Change(clock, calendar, at, (counted, moment) => counted.Target == target
            ? counted
            : UnderTerms(counted with { Target = target, Armed = ArmedAnew(counted, target) }, calendar, moment));

    /// <summary>
    /// Another version of the business hours from now on, or another queue's. What has elapsed under <paramref name="calendar"/> stays
    /// elapsed; the remainder runs under <paramref name="next"/>.
    /// </summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Reschedule(ServiceClock clock, BusinessCalendar calendar, BusinessCalendar next, DateTimeOffset at) =>
        Change(clock, calendar, at, (counted, moment) => IsOf(counted, next)
            ? counted
            : UnderTerms(counted with { CalendarVersion = next.Version, CalendarHash = next.Hash }, next, moment), next);

    /// <summary>What the clock waited for has happened: met when that was before the target was due, else missed.</summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Stop(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset at) =>
        End(clock, calendar, ServiceVerdict.Met, at);

    /// <summary>It will not happen any more, and nobody is to blame for that; a target that was breached before is missed all the same.</summary>
    public static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Cancel(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset at) =>
        End(clock, calendar, ServiceVerdict.Cancelled, at);

    private static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) End(ServiceClock clock, BusinessCalendar calendar, ServiceVerdict unlessBreached, DateTimeOffset at) =>
        Change(clock, calendar, at, (counted, moment) => counted with
        {
            Pauses = counted.Pauses.ConvertAll(pause => pause.Until is null ? pause with { Until = moment } : pause),
            Armed = [],
            Verdict = counted.Breach is null ? unlessBreached : ServiceVerdict.Missed,
            EndedAt = moment,
        });

    /// <param name="change">Gets the clock with everything counted up to the moment.</param>
    /// <param name="next">The calendar it runs under afterwards, when that is another one.</param>
    private static (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Change(
        ServiceClock clock, BusinessCalendar calendar, DateTimeOffset at, Func<ServiceClock, DateTimeOffset, ServiceClock> change, BusinessCalendar? next = null)
    {
        if (!clock.IsOpen)
        {
            return (clock, []);
        }

        var moment = NotBefore(clock, at);
        var (counted, before) = Advance(clock, calendar, moment);
        var changed = change(counted with { AsOf = moment, Elapsed = ElapsedAt(counted, calendar, moment) }, moment);
        var (settled, after) = Advance(changed, next ?? calendar, moment);
        return (settled, [.. before, .. after]);
    }

    private static DateTimeOffset? DueAt(ServiceClock clock, BusinessCalendar calendar, int percent)
    {
        Expect(clock, calendar);
        var remaining = clock.Target.At(percent) - clock.Elapsed;
        if (remaining <= TimeSpan.Zero)
        {
            // Only a smaller target brings this about, and then also to a clock that is paused.
            return clock.AsOf;
        }

        return clock.IsPaused ? null : calendar.Meter(clock.Target.Basis).After(clock.AsOf, remaining);
    }

    private static ImmutableList<int> ArmedAnew(ServiceClock clock, ServiceTarget target)
    {
        if (clock.Breach is not null)
        {
            return [];
        }

        // One so long ago that it is not remembered would be given again: sixty-four warnings later that is no harm.
        var fired = clock.Warnings.ConvertAll(mark => mark.Percent);
        return [.. target.WarnAtPercent.Where(percent => clock.Elapsed < target.At(percent) || !fired.Contains(percent)), ServiceTarget.Breach];
    }

    private static ServiceClock UnderTerms(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset from) => clock with
    {
        Terms = Latest(clock.Terms.Add(
            new ClockTerms(from, clock.Elapsed, clock.Target.TargetSeconds, clock.Target.Basis, calendar.Version, calendar.Hash))),
    };

    private static ImmutableList<T> Latest<T>(ImmutableList<T> entries) =>
        entries.Count > ServiceClock.Remembered ? entries.RemoveRange(0, entries.Count - ServiceClock.Remembered) : entries;

    /// <summary>Pauses that last are never dropped: they are what holds the clock.</summary>
    private static ImmutableList<PauseSpan> Latest(ImmutableList<PauseSpan> pauses)
    {
        var oldest = pauses.Count > ServiceClock.Remembered ? pauses.FindIndex(pause => pause.Until is not null) : -1;
        return oldest < 0 ? pauses : pauses.RemoveAt(oldest);
    }

    private static DateTimeOffset NotBefore(ServiceClock clock, DateTimeOffset at) => at < clock.AsOf ? clock.AsOf : at;

    private static bool IsOf(ServiceClock clock, BusinessCalendar calendar) => clock.CalendarVersion == calendar.Version && clock.CalendarHash == calendar.Hash;

    private static void Expect(ServiceClock clock, BusinessCalendar calendar)
    {
        if (!IsOf(clock, calendar))
        {
            throw new ArgumentException($"The clock runs under the business hours {clock.CalendarVersion}, not under {calendar.Version}.", nameof(calendar));
        }
    }
}
