using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

internal enum Happening
{
    TimePasses,
    Pauses,
    Resumes,
    ChangesTarget,
    ChangesCalendar,
    Stops,
    IsCancelled,
}

/// <param name="Which">The reason, the target or the calendar.</param>
/// <param name="At">In ticks of UTC; null is the very moment at which the clock is due next, if it is.</param>
internal sealed record Step(Happening What, int Which, long? At);

/// <summary>The life of one clock, lived by both.</summary>
internal sealed record LifeCase(ImmutableArray<BusinessHours> Calendars, ImmutableArray<ServiceTarget> Targets, long Start, ImmutableArray<Step> Steps)
{
    /// <summary>Storage takes longer than all the rest of a step.</summary>
    private const int RereadEvery = 3;

    /// <returns>Null when both agree after every step.</returns>
    internal string? Disagreement() => Disagreement([.. Calendars.Select(hours => new Subject(hours, Start))]);

    internal string? Disagreement(Subject[] subjects)
    {
        var clock = Timekeeper.Start(Targets[0], subjects[0].Calendar, QuestionCase.Utc(Start));
        var oracle = new OracleClock(subjects, Targets, Start);
        var calendar = 0;
        var last = Start;
        foreach (var (step, number) in Steps.Select((step, index) => (step, index)))
        {
            last = step.At ?? oracle.NextDue() ?? last;
            var (after, fired) = Do(step, clock, subjects, calendar, QuestionCase.Utc(last));
            calendar = step.What == Happening.ChangesCalendar && clock.IsOpen ? step.Which : calendar;
            clock = number % RereadEvery == 0 ? Reread(after) : after;
            var expected = oracle.Do(step, last);
            var later = last + TimeSpan.TicksPerDay;
            var difference =
                Compare("fired", fired, expected)
                ?? Compare("next due", Timekeeper.NextDue(clock, subjects[calendar].Calendar)?.UtcTicks, oracle.NextDue(), oracle.Since)
                ?? Compare("breach due", Timekeeper.BreachDue(clock, subjects[calendar].Calendar)?.UtcTicks, oracle.BreachDue(), oracle.Since)
                ?? Compare("elapsed", Timekeeper.ElapsedAt(clock, subjects[calendar].Calendar, QuestionCase.Utc(later)), new TimeSpan(oracle.Elapsed(later)))
                ?? Compare("verdict", clock.Verdict, oracle.Verdict)
                ?? Compare("breach", clock.Breach, oracle.Breach)
                ?? Compare("pauses", clock.PauseCount, oracle.PauseCount);
            if (difference is not null)
            {
                return $"after step {number}, {difference}";
            }
        }

        return null;
    }

    internal IEnumerable<LifeCase> Smaller() =>
    [
        .. Enumerable.Range(0, Steps.Length).Select(index => this with { Steps = Steps.RemoveAt(index) }),
        .. Enumerable.Range(0, Calendars.Length).SelectMany(index => SmallerHours.Of(Calendars[index]).Select(hours => this with { Calendars = Calendars.SetItem(index, hours) })),
        .. Enumerable.Range(0, Targets.Length).Where(index => Targets[index].WarnAtPercent.Length > 0)
            .Select(index => this with { Targets = Targets.SetItem(index, Targets[index] with { WarnAtPercent = [] }) }),
    ];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"A clock from {QuestionCase.Utc(Start):o}\n  targets {string.Join("; ", Targets.Select((target, index) => $"{index}: {target.TargetSeconds} s {target.Basis}, warn at [{string.Join(' ', target.WarnAtPercent)}]"))}\n  steps {string.Join("; ", Steps.Select((step, index) => $"{index}: {step.What} {step.Which} at {QuestionCase.Shown(step.At)}"))}\n  calendars {string.Join("\n    ", Calendars.Select(hours => JsonSerializer.Serialize(hours, CoreJson.Instance.BusinessHours)))}");

    private (ServiceClock Clock, IReadOnlyList<TimerMark> Fired) Do(Step step, ServiceClock clock, Subject[] subjects, int calendar, DateTimeOffset at)
    {
        var current = subjects[calendar].Calendar;
        return step.What switch
        {
            Happening.TimePasses => Timekeeper.Advance(clock, current, at),
            Happening.Pauses => Timekeeper.Pause(clock, current, (PauseReason)step.Which, at),
            Happening.Resumes => Timekeeper.Resume(clock, current, (PauseReason)step.Which, at),
            Happening.ChangesTarget => Timekeeper.Retarget(clock, current, Targets[step.Which], at),
            Happening.ChangesCalendar => Timekeeper.Reschedule(clock, current, subjects[step.Which].Calendar, at),
            Happening.Stops => Timekeeper.Stop(clock, current, at),
            _ => Timekeeper.Cancel(clock, current, at),
        };
    }

    /// <summary>Through storage and back: nothing may live outside the record.</summary>
    private static ServiceClock Reread(ServiceClock clock) =>
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(clock, CoreJson.Instance.ServiceClock), CoreJson.Instance.ServiceClock)!;

    private static string? Compare(string what, IReadOnlyList<TimerMark> product, List<TimerMark> oracle) =>
        product.SequenceEqual(oracle) ? null : $"{what}: the product says {string.Join("; ", product)}, the oracle says {string.Join("; ", oracle)}";

    /// <summary>What the oracle does not find within its patience must not be found there by the product either.</summary>
    private static string? Compare(string what, long? product, long? oracle, long since) =>
        product == oracle || (oracle is null && product >= since + OracleTimeline.PatienceTicks) ? null : $"{what}: the product says {QuestionCase.Shown(product)}, the oracle says {QuestionCase.Shown(oracle)}";

    private static string? Compare<T>(string what, T product, T oracle) =>
        EqualityComparer<T>.Default.Equals(product, oracle) ? null : $"{what}: the product says '{product}', the oracle says '{oracle}'";
}
