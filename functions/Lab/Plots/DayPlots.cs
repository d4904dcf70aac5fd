using System.Globalization;
using OmniFunctions.Lab.Day;

namespace OmniFunctions.Lab.Plots;

/// <summary>The day in five pictures.</summary>
internal static class DayPlots
{
    /// <summary>Queues with a line of their own; the rest are drawn together.</summary>
    private const int MaxQueues = Canvas.Series;
    private const int HoursShown = 24;
    private static readonly TimeSpan Bucket = TimeSpan.FromMinutes(30);
    private static readonly double[] WaitBounds = [0, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, double.PositiveInfinity];

    /// <returns>File names and what they hold.</returns>
    public static IReadOnlyList<(string File, string Svg)> All(DayBook book, DayFigures figures, DayWords words) =>
    [
        ("waiting-by-time.svg", WaitingByTime(book, words)),
        ("queue-length.svg", QueueLength(book, words)),
        ("occupancy.svg", Occupancy(book, figures, words)),
        ("waits.svg", Waits(book, figures, words)),
        ("load-per-agent.svg", Load(book, figures, words)),
    ];

    private static string WaitingByTime(DayBook book, DayWords words)
    {
        var buckets = book.Visits
            .Where(visit => visit.WaitSeconds is not null)
            .GroupBy(visit => (int)((visit.Arrived - book.Plan.Begins) / Bucket))
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => (Hour: (bucket.Key + 0.5) * Bucket.TotalHours, Wait: Spread.Of(bucket.Select(visit => visit.WaitSeconds!.Value))))
            .ToList();
        var canvas = new Canvas(words["plot.waitingByTime"], words["plot.waitingByTime.sub"]).Legend([words["p50"], words["p90"]]);
        var y = Scale.Upward(buckets.Select(bucket => bucket.Wait.P90).DefaultIfEmpty().Max(), Canvas.Bottom, Canvas.Top);
        var x = Day(canvas, y, words["seconds.short"]);
        return canvas
            .Curve(buckets.Select(bucket => (x.Place(bucket.Hour), y.Place(bucket.Wait.P50))), 0)
            .Curve(buckets.Select(bucket => (x.Place(bucket.Hour), y.Place(bucket.Wait.P90))), 1)
            .Svg();
    }

    private static string QueueLength(DayBook book, DayWords words)
    {
        QueueId[] queues =
        [
            .. book.Samples.SelectMany(sample => sample.Waiting.Keys).Distinct()
                .OrderByDescending(queue => book.Samples.Sum(sample => sample.Waiting.GetValueOrDefault(queue))).Take(MaxQueues),
        ];
        var canvas = new Canvas(words["plot.queueLength"], words["plot.queueLength.sub"]).Legend(queues.Select(queue => queue.Value));
        var samples = Shown(book);
        var y = Scale.Upward(samples.SelectMany(sample => sample.Waiting.Values).DefaultIfEmpty().Max(), Canvas.Bottom, Canvas.Top);
        var x = Day(canvas, y, "");
        foreach (var (index, queue) in queues.Index())
        {
            canvas.Curve(samples.Select(sample => (x.Place(Hour(book, sample)), y.Place(sample.Waiting.GetValueOrDefault(queue)))), index);
        }

        return canvas.Svg();
    }

    private static string Occupancy(DayBook book, DayFigures figures, DayWords words)
    {
        var samples = Shown(book);
        var canvas = new Canvas(words["plot.occupancy"], words.Format("plot.occupancy.sub", Readable.Percent(figures.Occupancy)))
            .Legend([words["units.held"], words["units.there"]]);
        var y = Scale.Upward(samples.Select(sample => sample.UnitsThere).DefaultIfEmpty().Max(), Canvas.Bottom, Canvas.Top);
        var x = Day(canvas, y, "");
        List<(double X, double Y)> held = [.. samples.Select(sample => (x.Place(Hour(book, sample)), y.Place(sample.UnitsHeld)))];
        return canvas
            .Area(held, 0)
            .Curve(held, 0)
            .Curve(samples.Select(sample => (x.Place(Hour(book, sample)), y.Place(sample.UnitsThere))), 1)
            .Svg();
    }

    private static string Waits(DayBook book, DayFigures figures, DayWords words)
    {
        double[] waits = [.. book.Visits.Where(visit => visit.WaitSeconds is not null).Select(visit => visit.WaitSeconds!.Value)];
        double[] shares = [.. WaitBounds.Select((bound, index) => 100.0 * waits.Count(wait => wait <= bound && (index == 0 || wait > WaitBounds[index - 1])) / Math.Max(1, waits.Length))];
        var canvas = new Canvas(
            words["plot.waits"],
            words.Format("plot.waits.sub", Readable.Seconds(figures.Wait.P50), Readable.Seconds(figures.Wait.P90), Readable.Seconds(figures.Wait.P99), Readable.Seconds(figures.Wait.Longest)));
        var y = Scale.Upward(shares.Max(), Canvas.Bottom, Canvas.Top);
        Upright(canvas, y, "%");
        var width = (double)(Canvas.Right - Canvas.Left) / shares.Length;
        foreach (var (index, share) in shares.Index())
        {
            var left = Canvas.Left + (index * width);
            var label = index == 0 ? "0" : double.IsInfinity(WaitBounds[index]) ? "> " + Readable.Seconds(WaitBounds[index - 1]) : "≤ " + Readable.Seconds(WaitBounds[index]);
            var percent = share.ToString(share is > 0 and < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " %";
            canvas.Bar(left + 4, y.Place(share), width - 8, Canvas.Bottom - y.Place(share), 0, $"{label}: {percent}")
                .Text(left + (width / 2), Canvas.Bottom + 20, label, "quiet", "middle")
                .Text(left + (width / 2), y.Place(share) - 6, percent, "label", "middle");
        }

        return canvas.Svg();
    }

    private static string Load(DayBook book, DayFigures figures, DayWords words)
    {
        AgentHours[] agents = [.. book.Agents.Where(agent => agent.OnlineSeconds > 0).OrderByDescending(agent => agent.Occupancy).ThenBy(agent => agent.Agent.Value, StringComparer.Ordinal)];
        var canvas = new Canvas(words["plot.load"], words.Format("plot.load.sub", agents.Length, Readable.Index(figures.LoadFairness), Readable.Index(figures.WorkFairness)));
        var y = Scale.Upward(100 * agents.Select(agent => agent.Occupancy).DefaultIfEmpty().Max(), Canvas.Bottom, Canvas.Top);
        Upright(canvas, y, "%");
        var width = (double)(Canvas.Right - Canvas.Left) / Math.Max(1, agents.Length);
        foreach (var (index, agent) in agents.Index())
        {
            var top = y.Place(100 * agent.Occupancy);
            canvas.Bar(
                Canvas.Left + (index * width) + (width * 0.1),
                top,
                width * 0.8,
                Canvas.Bottom - top,
                0,
                words.Format("plot.load.tip", agent.Agent.Value, Readable.Percent(agent.Occupancy), agent.Accepted, Readable.Hours(agent.OnlineSeconds)));
        }

        var mean = y.Place(100 * figures.Occupancy);
        return canvas.Across(mean, "mark").Text(Canvas.Right, mean - 6, words.Format("plot.load.mean", Readable.Percent(figures.Occupancy)), "label", "end").Svg();
    }

    private static IReadOnlyList<DaySample> Shown(DayBook book) => [.. book.Samples.Where(sample => sample.At <= book.Plan.Begins.AddHours(HoursShown))];

    private static double Hour(DayBook book, DaySample sample) => (sample.At - book.Plan.Begins).TotalHours;

    /// <summary>Hours across and round numbers upward.</summary>
    private static Scale Day(Canvas canvas, Scale y, string unit)
    {
        Upright(canvas, y, unit);
        var x = new Scale(0, HoursShown, Canvas.Left, Canvas.Right);
        for (var hour = 0; hour <= HoursShown; hour += 3)
        {
            canvas.Line(x.Place(hour), Canvas.Bottom, x.Place(hour), Canvas.Bottom + 5, "grid")
                .Text(x.Place(hour), Canvas.Bottom + 20, string.Create(CultureInfo.InvariantCulture, $"{hour:00}:00"), "quiet", "middle");
        }

        return x;
    }

    private static void Upright(Canvas canvas, Scale y, string unit)
    {
        foreach (var tick in y.Ticks())
        {
            canvas.Across(y.Place(tick)).Text(Canvas.Left - 8, y.Place(tick) + 4, tick.ToString("0.##", CultureInfo.InvariantCulture) + (unit.Length == 0 ? "" : " " + unit), "quiet", "end");
        }
    }
}
