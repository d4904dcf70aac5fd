namespace OmniFunctions.ServiceLevels;

/// <summary>Disjoint spans in order, with what lies open before each, so that a measure and its inverse are one binary search each.</summary>
internal sealed class SpanTable
{
    private readonly long[] starts;
    private readonly long[] ends;
    private readonly long[] openBefore;

    private SpanTable(long[] starts, long[] ends)
    {
        this.starts = starts;
        this.ends = ends;
        openBefore = new long[starts.Length];
        for (var i = 0; i < starts.Length; i++)
        {
            openBefore[i] = Total;
            Total += ends[i] - starts[i];
        }
    }

    internal long Total { get; }

    /// <summary>Spans that touch or overlap become one, so that an end is always a real closing.</summary>
    internal static SpanTable Of(IEnumerable<(long Start, long End)> spans)
    {
        var starts = new List<long>();
        var ends = new List<long>();
        foreach (var (start, end) in spans.Where(span => span.End > span.Start).OrderBy(span => span.Start))
        {
            if (ends.Count > 0 && start <= ends[^1])
            {
                ends[^1] = Math.Max(ends[^1], end);
            }
            else
            {
                starts.Add(start);
                ends.Add(end);
            }
        }

        return new SpanTable([.. starts], [.. ends]);
    }

    /// <summary>How much lies open before <paramref name="x"/>.</summary>
    internal long OpenBefore(long x)
    {
        var i = LastStartAtOrBefore(x);
        return i < 0 ? 0 : openBefore[i] + Math.Min(x, ends[i]) - starts[i];
    }

    /// <summary>The first point before which <paramref name="open"/> lies open; it must be above zero and not above <see cref="Total"/>.</summary>
    internal long PointOf(long open)
    {
        var i = openBefore.AsSpan().BinarySearch(open);
        // Where a span begins exactly there, the one before it has just ended with that amount.
        i = (i >= 0 ? i : ~i) - 1;
        return starts[i] + open - openBefore[i];
    }

    internal bool IsOpen(long x)
    {
        var i = LastStartAtOrBefore(x);
        return i >= 0 && x < ends[i];
    }

    /// <summary>The nearest start or end beyond <paramref name="x"/>, or <see cref="long.MaxValue"/>.</summary>
    internal long EdgeAfter(long x)
    {
        var i = LastStartAtOrBefore(x);
        if (i >= 0 && x < ends[i])
        {
            return ends[i];
        }

        return i + 1 < starts.Length ? starts[i + 1] : long.MaxValue;
    }

    private int LastStartAtOrBefore(long x)
    {
        var i = starts.AsSpan().BinarySearch(x);
        return i >= 0 ? i : ~i - 1;
    }
}
