namespace OmniFunctions.ServiceLevels;

/// <summary>
/// Open time on the axis of wall-clock readings, as if no clock were ever put forward or back: a week that repeats, and stretches of dates
/// in which something else holds. A reading is its ticks since 0001-01-01T00:00, which was a Monday: the place in the week is the remainder.
/// </summary>
internal sealed class Timetable
{
    internal const long WeekTicks = 7 * TimeSpan.TicksPerDay;

    private readonly SpanTable week;
    private readonly SpanTable dated;
    private readonly long[] starts;
    private readonly Stretch[] stretches;

    /// <param name="week">Within [0, <see cref="WeekTicks"/>); never empty.</param>
    /// <param name="stretches">Readings in which the week does not hold, disjoint and in order.</param>
    /// <param name="dated">What is open within them.</param>
    internal Timetable(SpanTable week, IReadOnlyList<(long Start, long End)> stretches, SpanTable dated)
    {
        this.week = week;
        this.dated = dated;
        starts = [.. stretches.Select(stretch => stretch.Start)];
        this.stretches = new Stretch[stretches.Count];
        long beyondTheWeek = 0;
        for (var i = 0; i < stretches.Count; i++)
        {
            var (start, end) = stretches[i];
            var openAtStart = WeekOpenBefore(start) + beyondTheWeek;
            var openAtEnd = openAtStart + dated.OpenBefore(end) - dated.OpenBefore(start);
            beyondTheWeek = openAtEnd - WeekOpenBefore(end);
            this.stretches[i] = new Stretch(end, openAtStart, openAtEnd, dated.OpenBefore(start), beyondTheWeek);
        }
    }

    /// <param name="OpenAtStart">On the whole axis, not in the stretch alone.</param>
    /// <param name="DatedAtStart">The dated table's own count at the start.</param>
    /// <param name="BeyondTheWeek">What to add to the bare week's count from the end on.</param>
    private readonly record struct Stretch(long End, long OpenAtStart, long OpenAtEnd, long DatedAtStart, long BeyondTheWeek);

    /// <summary>Open time from the beginning of the axis to a reading.</summary>
    internal long OpenBefore(long reading)
    {
        var i = StretchAt(reading);
        if (i < 0)
        {
            return WeekOpenBefore(reading);
        }

        ref readonly var stretch = ref stretches[i];
        return reading < stretch.End
            ? stretch.OpenAtStart + dated.OpenBefore(reading) - stretch.DatedAtStart
            : WeekOpenBefore(reading) + stretch.BeyondTheWeek;
    }

    /// <summary>The first reading before which <paramref name="open"/> lies open; it must be above zero.</summary>
    internal long ReadingOf(long open)
    {
        var i = LastOpenedBelow(open);
        if (i < 0)
        {
            return WeekReadingOf(open);
        }

        ref readonly var stretch = ref stretches[i];
        return open <= stretch.OpenAtEnd
            ? dated.PointOf(open - stretch.OpenAtStart + stretch.DatedAtStart)
            : WeekReadingOf(open - stretch.BeyondTheWeek);
    }

    internal bool IsOpen(long reading)
    {
        var i = StretchAt(reading);
        return i >= 0 && reading < stretches[i].End ? dated.IsOpen(reading) : week.IsOpen(reading % WeekTicks);
    }

    /// <summary>
    /// A reading beyond this one, up to which all is as it is now; what is beyond may be the same, as where one week ends and the next begins.
    /// <see cref="long.MaxValue"/> when it stays so for ever.
    /// </summary>
    internal long EdgeAfter(long reading)
    {
        var i = StretchAt(reading);
        if (i >= 0 && reading < stretches[i].End)
        {
            return Math.Min(dated.EdgeAfter(reading), stretches[i].End);
        }

        var inWeek = reading % WeekTicks;
        var edge = week.Total == WeekTicks ? long.MaxValue : reading - inWeek + Math.Min(week.EdgeAfter(inWeek), WeekTicks);
        return i + 1 < starts.Length ? Math.Min(edge, starts[i + 1]) : edge;
    }

    private long WeekOpenBefore(long reading) => (reading / WeekTicks * week.Total) + week.OpenBefore(reading % WeekTicks);

    private long WeekReadingOf(long open)
    {
        var weeks = (open - 1) / week.Total;
        return (weeks * WeekTicks) + week.PointOf(open - (weeks * week.Total));
    }

    private int StretchAt(long reading)
    {
        var i = starts.AsSpan().BinarySearch(reading);
        return i >= 0 ? i : ~i - 1;
    }

    /// <summary>The last stretch before whose start less than <paramref name="open"/> lies open.</summary>
    private int LastOpenedBelow(long open)
    {
        var (low, high) = (0, stretches.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (stretches[middle].OpenAtStart < open)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
