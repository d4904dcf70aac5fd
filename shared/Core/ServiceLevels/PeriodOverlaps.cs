using OmniFunctions.Policies;

namespace OmniFunctions.ServiceLevels;

/// <summary>
/// Periods that claim the same readings: within a date, and where a night shift runs into the next date. An overlap changes no answer, but
/// whoever wrote it meant something else.
/// </summary>
internal static class PeriodOverlaps
{
    private readonly record struct Line(long FromMinute, long ToMinute, string Path)
    {
        internal Line After(long minutes) => new(FromMinute + minutes, ToMinute + minutes, Path);
    }

    internal static IEnumerable<PolicyFault> Faults(WeekHours week, IReadOnlyList<Holiday> holidays, IReadOnlyList<WorkingDay> workingDays)
    {
        var weekly = Weekdays.All.ToDictionary(day => day, day => Lines(week.On(day), $"week.{Weekdays.NameOf(day)}"));
        var dated = new SortedDictionary<DateOnly, IReadOnlyList<Line>>();
        foreach (var (date, lines) in holidays.Select((holiday, index) => (LocalDate.Parse(holiday.Date), Lines(holiday.Periods, Of("holidays", index))))
            .Concat(workingDays.Select((day, index) => (LocalDate.Parse(day.Date), Lines(day, weekly, index)))))
        {
            if (date is not null)
            {
                // Of a date that is there twice the first line is looked at; the second is a fault already.
                dated.TryAdd(date.Value, lines);
            }
        }

        return Weekdays.All.SelectMany(day => Between(weekly[day], weekly[Next(day)]))
            .Concat(dated.SelectMany(entry => AroundDate(entry.Key, entry.Value, dated, weekly)))
            .Distinct();
    }

    private static IEnumerable<PolicyFault> AroundDate(
        DateOnly date, IReadOnlyList<Line> lines, SortedDictionary<DateOnly, IReadOnlyList<Line>> dated, Dictionary<DayOfWeek, IReadOnlyList<Line>> weekly)
    {
        IReadOnlyList<Line> On(DateOnly other) => dated.TryGetValue(other, out var own) ? own : weekly[other.DayOfWeek];
        return Between(On(date.AddDays(-1)), lines).Concat(Between(lines, On(date.AddDays(1))));
    }

    /// <summary>Overlaps within a date, and of its last period with the next date's first.</summary>
    private static IEnumerable<PolicyFault> Between(IReadOnlyList<Line> lines, IReadOnlyList<Line> next)
    {
        Line? furthest = null;
        foreach (var line in lines.Concat(next.Select(line => line.After(DayPeriod.MinutesPerDay))).OrderBy(line => line.FromMinute))
        {
            if (line.FromMinute < furthest?.ToMinute)
            {
                yield return new(line.Path, $"It overlaps {furthest.Value.Path}.");
            }

            if (furthest is null || line.ToMinute > furthest.Value.ToMinute)
            {
                furthest = line;
            }
        }
    }

    private static IReadOnlyList<Line> Lines(WorkingDay day, Dictionary<DayOfWeek, IReadOnlyList<Line>> weekly, int index) =>
        Weekdays.Parse(day.Like) is { } like
            ? [.. weekly[like].Select(line => line with { Path = BusinessHoursValidation.At("workingDays", index) })]
            : Lines(day.Periods, Of("workingDays", index));

    private static IReadOnlyList<Line> Lines(IReadOnlyList<Period>? periods, string path) =>
    [
        .. (periods ?? []).Select((period, index) => (Parsed: DayPeriod.Parse(period), Path: BusinessHoursValidation.At(path, index)))
            .Where(line => line.Parsed is not null)
            .Select(line => new Line(line.Parsed!.Value.FromMinute, line.Parsed!.Value.ToMinute, line.Path)),
    ];

    private static string Of(string list, int index) => $"{BusinessHoursValidation.At(list, index)}.periods";

    private static DayOfWeek Next(DayOfWeek day) => (DayOfWeek)(((int)day + 1) % 7);
}
