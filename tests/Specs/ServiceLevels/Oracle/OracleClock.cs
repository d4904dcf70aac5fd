using System.Collections.Immutable;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>
/// A clock that keeps every stretch it ever ran and adds all of them up whenever it is asked, where the product carries one sum from change to change.
/// </summary>
internal sealed class OracleClock(Subject[] subjects, ImmutableArray<ServiceTarget> targets, long start)
{
    private readonly List<(OracleTimeline Under, long From, long Until)> ran = [];
    private readonly HashSet<int> reasons = [];
    private readonly HashSet<int> warned = [];
    private ServiceTarget target = targets[0];
    private int calendar;
    private List<int> armed = [.. targets[0].WarnAtPercent, 100];

    /// <summary>The last change: from here on it looks for what is due.</summary>
    internal long Since { get; private set; } = start;

    internal ServiceVerdict Verdict { get; private set; } = ServiceVerdict.Open;

    internal TimerMark? Breach { get; private set; }

    internal int PauseCount { get; private set; }

    private OracleTimeline Meter => subjects[calendar].Oracle(target.Basis);

    private bool IsRunning => Verdict == ServiceVerdict.Open && reasons.Count == 0;

    internal long Elapsed(long at) => ran.Sum(stretch => stretch.Under.OpenBetween(stretch.From, stretch.Until))
        + (IsRunning && at > Since ? Meter.OpenBetween(Since, at) : 0);

    internal long? NextDue() => Verdict == ServiceVerdict.Open && armed.Count > 0 ? Due(armed.Min()) : null;

    internal long? BreachDue() => Verdict == ServiceVerdict.Open && Breach is null ? Due(100) : null;

    internal List<TimerMark> Do(Step step, long at)
    {
        if (Verdict != ServiceVerdict.Open)
        {
            return [];
        }

        at = Math.Max(at, Since);
        var fired = FireBy(at);
        if (step.What == Happening.TimePasses)
        {
            return fired;
        }

        if (IsRunning)
        {
            ran.Add((Meter, Since, at));
        }

        Since = at;
        Change(step, at);
        fired.AddRange(FireBy(at));
        return fired;
    }

    private void Change(Step step, long at)
    {
        switch (step.What)
        {
            case Happening.Pauses:
                PauseCount += reasons.Add(step.Which) ? 1 : 0;
                break;
            case Happening.Resumes:
                reasons.Remove(step.Which);
                break;
            case Happening.ChangesTarget when !target.Equals(targets[step.Which]):
                target = targets[step.Which];
                armed = Breach is null ? [.. target.WarnAtPercent.Where(percent => Needed(percent) > Elapsed(at) || !warned.Contains(percent)), 100] : [];
                break;
            case Happening.ChangesCalendar:
                calendar = step.Which;
                break;
            case Happening.Stops:
                Verdict = Breach is null ? ServiceVerdict.Met : ServiceVerdict.Missed;
                break;
            case Happening.IsCancelled:
                Verdict = Breach is null ? ServiceVerdict.Cancelled : ServiceVerdict.Missed;
                break;
        }
    }

    private List<TimerMark> FireBy(long at)
    {
        var fired = new List<TimerMark>();
        foreach (var percent in Verdict == ServiceVerdict.Open ? armed.Order().ToArray() : [])
        {
            if (Due(percent) is { } due && due <= at)
            {
                var mark = new TimerMark(percent, target.TargetSeconds, QuestionCase.Utc(due), QuestionCase.Utc(at), subjects[calendar].Hours.Version);
                fired.Add(mark);
                armed.Remove(percent);
                warned.Add(percent);
                Breach = percent == 100 ? mark : Breach;
            }
        }

        return fired;
    }

    private long? Due(int percent)
    {
        var missing = Needed(percent) - Elapsed(Since);
        return missing <= 0 ? Since : IsRunning ? Meter.After(Since, missing) : null;
    }

    private long Needed(int percent) => (long)(target.TargetSeconds * 10_000_000m * percent / 100m);
}
