namespace OmniFunctions.ServiceLevels;

/// <summary>
/// The instants at which something is open (or a meter runs), and the questions one asks of them. Open at an instant means: the zone's wall clock
/// shows an open reading then. So hours that a clock put forward jumps over do not happen, and those that it shows twice happen twice.
/// Answers are in UTC; instants outside <see cref="WallClock.Begins"/> to <see cref="WallClock.Ends"/> are refused with
/// <see cref="ArgumentOutOfRangeException"/>, and a search that would leave them finds nothing.
/// </summary>
public sealed class Timeline
{
    /// <summary>Spans that one listing gives at most: thirty years of a day in three parts.</summary>
    public const int MaxSpans = 32_768;

    private readonly Timetable timetable;
    private readonly WallClock clock;

    /// <summary>Open time before each stretch of the wall clock begins, counted from <see cref="WallClock.Begins"/>; one more for the end.</summary>
    private readonly long[] openAt;

    /// <summary>What the timetable has counted where each stretch begins.</summary>
    private readonly long[] countedAt;

    internal Timeline(Timetable timetable, WallClock clock)
    {
        this.timetable = timetable;
        this.clock = clock;
        var count = clock.Starts.Length;
        openAt = new long[count + 1];
        countedAt = new long[count];
        for (var i = 0; i < count; i++)
        {
            countedAt[i] = timetable.OpenBefore(clock.Starts[i] + clock.Offsets[i]);
            openAt[i + 1] = openAt[i] + timetable.OpenBefore(EndOf(i) + clock.Offsets[i]) - countedAt[i];
        }
    }

    public bool IsOpen(DateTimeOffset at) => IsOpen(Ticks(at));

    /// <summary>When it opens next, after <paramref name="at"/>: while it is open, the opening after the next closing.</summary>
    /// <returns>Null when it does not open again before <see cref="WallClock.Ends"/>.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset at)
    {
        var ticks = Ticks(at);
        return IsOpen(ticks)
            ? Instant(Change(ticks) is { } closing ? Change(closing) : null)
            : Instant(Change(ticks));
    }

    /// <summary>When it closes next, after <paramref name="at"/>: while it is closed, the closing after the next opening.</summary>
    /// <returns>Null when it does not close again before <see cref="WallClock.Ends"/>.</returns>
    public DateTimeOffset? NextClosing(DateTimeOffset at)
    {
        var ticks = Ticks(at);
        return IsOpen(ticks)
            ? Instant(Change(ticks))
            : Instant(Change(ticks) is { } opening ? Change(opening) : null);
    }

    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins.</exception>
    public TimeSpan OpenBetween(DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, from);
        return new TimeSpan(OpenBefore(Ticks(until)) - OpenBefore(Ticks(from)));
    }

    /// <summary>
    /// The first instant at which so much open time has passed. It is never an opening: what ends with the day is due when the day closes, and
    /// not the next morning.
    /// </summary>
    /// <returns>Null when that lies beyond <see cref="WallClock.Ends"/>; <paramref name="from"/> itself for no time at all.</returns>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);
        var ticks = Ticks(from);
        if (openTime == TimeSpan.Zero)
        {
            return Instant(ticks);
        }

        var open = OpenBefore(ticks);
        if (openTime.Ticks > openAt[^1] - open)
        {
            return null;
        }

        open += openTime.Ticks;
        var stretch = LastStretchOpenedBelow(open);
        return Instant(timetable.ReadingOf(open - openAt[stretch] + countedAt[stretch]) - clock.Offsets[stretch]);
    }

    /// <summary>The open spans within a range, cut at its ends, in order, found as they are asked for; at most <see cref="MaxSpans"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins.</exception>
    public IEnumerable<OpenSpan> Spans(DateTimeOffset from, DateTimeOffset until)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(until, from);
        return SpansWithin(Ticks(from), Ticks(until)).Take(MaxSpans);
    }

    private IEnumerable<OpenSpan> SpansWithin(long from, long until)
    {
        for (long? opening = IsOpen(from) ? from : Change(from); opening < until;)
        {
            var closing = Change(opening.Value);
            var end = closing < until ? closing.Value : until;
            yield return new OpenSpan(Utc(opening.Value), Utc(end));
            opening = closing is { } next ? Change(next) : null;
        }
    }

    private bool IsOpen(long utc) => utc < WallClock.Ends.Ticks && timetable.IsOpen(utc + clock.Offsets[clock.StretchAt(utc)]);

    private long OpenBefore(long utc)
    {
        var stretch = clock.StretchAt(utc);
        return openAt[stretch] + timetable.OpenBefore(utc + clock.Offsets[stretch]) - countedAt[stretch];
    }

    /// <summary>The next instant that is not as this one. Goes from edge to edge: a few steps, unless nothing changes for years.</summary>
    private long? Change(long utc)
    {
        var stretch = clock.StretchAt(utc);
        var wasOpen = timetable.IsOpen(utc + clock.Offsets[stretch]);
        while (true)
        {
            var edge = timetable.EdgeAfter(utc + clock.Offsets[stretch]);
            var end = EndOf(stretch);
            // Compared as readings: an edge that never comes has no instant.
            if (edge < end + clock.Offsets[stretch])
            {
                utc = edge - clock.Offsets[stretch];
            }
            else if (++stretch < clock.Starts.Length)
            {
                utc = end;
            }
            else
            {
                return null;
            }

            if (timetable.IsOpen(utc + clock.Offsets[stretch]) != wasOpen)
            {
                return utc;
            }
        }
    }

    private int LastStretchOpenedBelow(long open)
    {
        // Equal counts follow each other where a whole stretch is closed; the amount was full before the first of them.
        var (low, high) = (0, clock.Starts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (openAt[middle] < open)
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

    private long EndOf(int stretch) => stretch + 1 < clock.Starts.Length ? clock.Starts[stretch + 1] : WallClock.Ends.Ticks;

    private static long Ticks(DateTimeOffset at)
    {
        var ticks = at.UtcTicks;
        if (ticks < WallClock.Begins.UtcTicks || ticks > WallClock.Ends.UtcTicks)
        {
            throw new ArgumentOutOfRangeException(nameof(at), at, $"Only the years {WallClock.FirstYear} to {WallClock.LastYear} have answers.");
        }

        return ticks;
    }

    private static DateTimeOffset? Instant(long? utc) => utc is { } ticks ? Utc(ticks) : null;

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
