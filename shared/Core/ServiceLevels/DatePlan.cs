namespace OmniFunctions.ServiceLevels;

/// <summary>The periods of any date, by the one rule of precedence: what is said of the date itself, else what is said of its weekday.</summary>
internal sealed class DatePlan
{
    private readonly DayPeriod[][] week;
    private readonly SortedDictionary<DateOnly, DayPeriod[]> dated = [];

    /// <param name="document">Without faults.</param>
    internal DatePlan(BusinessHours document)
        : this([.. Enum.GetValues<DayOfWeek>().Select(day => Parse(document.Week.On(day)))])
    {
        foreach (var holiday in document.Holidays ?? [])
        {
            dated[LocalDate.Parse(holiday.Date)!.Value] = Parse(holiday.Periods);
        }

        foreach (var day in document.WorkingDays ?? [])
        {
            dated[LocalDate.Parse(day.Date)!.Value] = day.Like is null ? Parse(day.Periods) : week[(int)Weekdays.Parse(day.Like)!.Value];
        }
    }

    private DatePlan(DayPeriod[][] week) => this.week = week;

    /// <summary>Open whatever the clock shows.</summary>
    internal static DatePlan AroundTheClock { get; } = new([.. Enumerable.Repeat<DayPeriod[]>([new(0, DayPeriod.MinutesPerDay)], 7)]);

    internal Timetable TimetableWithout(IReadOnlyList<(long Start, long End)> exempted)
    {
        var stretches = Stretches(exempted);
        var open = stretches.SelectMany(stretch => ExemptedReadings.TakenFrom(Within(stretch.Start, stretch.End), exempted));
        return new Timetable(Week(), stretches, SpanTable.Of(open));
    }

    /// <summary>Where the bare week does not hold: the named dates, each with the next one, into which its night shift may reach, and exempted readings.</summary>
    private List<(long Start, long End)> Stretches(IReadOnlyList<(long Start, long End)> exempted)
    {
        var stretches = new List<(long Start, long End)>();
        var named = dated.Keys.Select(date => (Start: LocalDate.Midnight(date), End: LocalDate.Midnight(date.AddDays(2))));
        foreach (var (start, end) in named.Concat(exempted).Order())
        {
            if (stretches.Count > 0 && start <= stretches[^1].End)
            {
                stretches[^1] = (stretches[^1].Start, Math.Max(stretches[^1].End, end));
            }
            else
            {
                stretches.Add((start, end));
            }
        }

        return stretches;
    }

    private IEnumerable<(long Start, long End)> Within(long start, long end)
    {
        for (var date = LocalDate.DateOf(start).AddDays(-1); LocalDate.Midnight(date) < end; date = date.AddDays(1))
        {
            var midnight = LocalDate.Midnight(date);
            foreach (var period in On(date))
            {
                var from = Math.Max(start, midnight + (period.FromMinute * TimeSpan.TicksPerMinute));
                var to = Math.Min(end, midnight + (period.ToMinute * TimeSpan.TicksPerMinute));
                if (from < to)
                {
                    yield return (from, to);
                }
            }
        }
    }

    private SpanTable Week()
    {
        var spans = new List<(long Start, long End)>();
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            // The axis begins on a Monday.
            var midnight = ((int)day + 6) % 7 * TimeSpan.TicksPerDay;
            foreach (var period in week[(int)day])
            {
                var (from, to) = (midnight + (period.FromMinute * TimeSpan.TicksPerMinute), midnight + (period.ToMinute * TimeSpan.TicksPerMinute));
                spans.Add((from, Math.Min(to, Timetable.WeekTicks)));
                // The Sunday's night shift ends on the Monday, where the week begins.
                spans.Add((0, Math.Max(0, to - Timetable.WeekTicks)));
            }
        }

        return SpanTable.Of(spans);
    }

    private DayPeriod[] On(DateOnly date) => dated.TryGetValue(date, out var periods) ? periods : week[(int)date.DayOfWeek];

    private static DayPeriod[] Parse(IReadOnlyList<Period>? periods) => [.. (periods ?? []).Select(period => DayPeriod.Parse(period)!.Value)];
}
