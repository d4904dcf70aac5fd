namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

internal enum Kind
{
    Hours,
    MeteredHours,
    MeteredAroundTheClock,
}

/// <summary>
/// The same answers by another algorithm: cut the time at every instant at which anything could change, ask the document at the beginning of
/// each piece, and walk the pieces one by one. Slow, and with nothing in it to be clever about. All instants are ticks of UTC.
/// </summary>
internal sealed class OracleTimeline(string zoneName, Reading reading, Kind kind, long begins)
{
    private const long MostAtOnceTicks = 40 * TimeSpan.TicksPerDay;

    /// <summary>How far it looks for something that may never come.</summary>
    internal const long PatienceTicks = 800 * TimeSpan.TicksPerDay;

    private readonly ZoneFile zone = ZoneFile.Of(zoneName);
    private readonly List<(long From, long Until)> spans = [];
    private long covered = begins;
    private long atOnce = 3 * TimeSpan.TicksPerDay;

    internal bool IsOpen(long utc)
    {
        var shown = utc + zone.OffsetAt(utc);
        return kind switch
        {
            Kind.Hours => reading.IsWithinHours(shown),
            Kind.MeteredHours => reading.IsWithinHours(shown) && !reading.IsExempted(shown),
            _ => !reading.IsExempted(shown),
        };
    }

    internal long? NextOpening(long utc)
    {
        for (var i = 0; Has(i, utc + PatienceTicks); i++)
        {
            if (spans[i].From > utc)
            {
                return spans[i].From;
            }
        }

        return null;
    }

    internal long? NextClosing(long utc)
    {
        for (var i = 0; Has(i, utc + PatienceTicks); i++)
        {
            // First the end must be known: a span that was cut where the last chunk ended may reach beyond the instant.
            if (IsClosed(i, utc + PatienceTicks) && spans[i].Until > utc)
            {
                return spans[i].Until;
            }
        }

        return null;
    }

    internal List<(long From, long Until)> Spans(long from, long until)
    {
        Cover(until);
        return [.. spans.Select(span => (From: Math.Max(span.From, from), Until: Math.Min(span.Until, until))).Where(span => span.From < span.Until)];
    }

    internal long OpenBetween(long from, long until)
    {
        Cover(until);
        long open = 0;
        foreach (var span in spans)
        {
            open += Math.Max(0, Math.Min(span.Until, until) - Math.Max(span.From, from));
        }

        return open;
    }

    internal long? After(long from, long open)
    {
        if (open == 0)
        {
            return from;
        }

        for (var i = 0; Has(i, from + PatienceTicks); i++)
        {
            IsClosed(i, from + PatienceTicks);
            var begins = Math.Max(from, spans[i].From);
            if (spans[i].Until > begins)
            {
                if (open <= spans[i].Until - begins)
                {
                    return begins + open;
                }

                open -= spans[i].Until - begins;
            }
        }

        return null;
    }

    /// <summary>Whether there is such a span before the limit.</summary>
    private bool Has(int index, long limit)
    {
        while (index >= spans.Count && covered < limit)
        {
            Cover(covered + 1);
        }

        return index < spans.Count;
    }

    /// <summary>Whether the span's end is known; it may go on in the next chunk.</summary>
    private bool IsClosed(int index, long limit)
    {
        while (spans[index].Until == covered && covered < limit)
        {
            Cover(covered + 1);
        }

        return spans[index].Until < covered;
    }

    private void Cover(long until)
    {
        while (covered < until)
        {
            var end = covered + atOnce;
            atOnce = Math.Min(2 * atOnce, MostAtOnceTicks);
            var edges = Edges(covered, end);
            for (var i = 0; i + 1 < edges.Count; i++)
            {
                if (edges[i] < edges[i + 1] && IsOpen(edges[i]))
                {
                    Append(edges[i], edges[i + 1]);
                }
            }

            covered = end;
        }
    }

    private void Append(long from, long until)
    {
        if (spans.Count > 0 && spans[^1].Until == from)
        {
            spans[^1] = (spans[^1].From, until);
        }
        else
        {
            spans.Add((from, until));
        }
    }

    private List<long> Edges(long from, long until)
    {
        var edges = new List<long> { from, until };
        var offsets = new List<long> { zone.OffsetAt(from) };
        foreach (var (at, offset) in zone.ChangesWithin(from, until))
        {
            edges.Add(at);
            offsets.Add(offset);
        }

        // Every reading is looked for under every offset of these days; one that the clock did not show makes a cut that does no harm.
        for (var date = new DateTime(from).AddDays(-3).Date; date.Ticks < until + (2 * TimeSpan.TicksPerDay); date = date.AddDays(1))
        {
            foreach (var edge in reading.EdgesOf(date, withPeriods: kind != Kind.MeteredAroundTheClock))
            {
                foreach (var offset in offsets)
                {
                    if (from < edge - offset && edge - offset < until)
                    {
                        edges.Add(edge - offset);
                    }
                }
            }
        }

        edges.Sort();
        return edges;
    }
}
