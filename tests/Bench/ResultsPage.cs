using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniFunctions.Lab.Plots;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// <c>docs/performance.md</c> from the results that lie beside it: a table of every measurement with its target, and pictures. Whoever measured again runs this, and
/// nobody copies a figure by hand.
/// </summary>
internal static class ResultsPage
{
    public const string Command = "page";
    private const string Begin = "<!-- results: written by tests/Bench -- page -->";
    private const string End = "<!-- end of results -->";
    private const int MaxResults = 5_000;

    /// <param name="page">The markdown file; results and pictures are in the folder of the same name.</param>
    public static void Write(string page)
    {
        var folder = Path.ChangeExtension(page, null);
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{page} has no place for results: '{Begin}' and '{End}'.");
        var results = Read(folder);
        var pictures = Pictures(results).ToList();
        foreach (var (file, _, svg) in pictures) File.WriteAllText(Path.Combine(folder, file), svg);
        File.WriteAllText(page, text[..(begin + Begin.Length)] + "\n\n" + Markdown(results, pictures.Select(picture => (picture.File, picture.Title)), Path.GetFileName(folder)) + "\n" + text[end..]);
    }

    /// <summary>One file a scenario, one result a line, as <c>--json</c> prints them.</summary>
    private static List<Measurement> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0)
            .Take(MaxResults)
            .Select(line => JsonSerializer.Deserialize<Measurement>(line, Measurement.Json) ?? throw new JsonException("A result is null.")),
    ];

    private static string Markdown(List<Measurement> results, IEnumerable<(string File, string Title)> pictures, string folder)
    {
        if (results.Count == 0) return "Nothing has been measured on a quiet machine yet.\n";
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{results[0].Cores} cores; commits {string.Join(", ", results.Select(result => result.Commit).Distinct())}.\n\n");
        text.Append("| scenario | variant | clients | op/s | p50 ms | p99 ms | CPU ms/op | of floor | RSS MiB | target | |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var m in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{m.Scenario}` | {m.Variant} | {m.Clients} | {m.Rate:N0} | {m.P50Ms:0.00} | {m.P99Ms:0.00} | {m.CpuMsPerOp:0.000} | {m.FloorRatio:0.00} | {m.RssMiB:0} | {m.Target} | {Verdict(m)} |\n");
        }

        foreach (var (file, title) in pictures) text.Append(CultureInfo.InvariantCulture, $"\n![{title}]({folder}/{file})\n");
        return text.ToString();
    }

    private static string Verdict(Measurement m) => (m.Target, m.Reached) switch
    {
        (null, _) => "",
        (_, null) => "too small a run",
        (_, true) => "reached",
        (_, false) => "**missed**",
    };

    private static IEnumerable<(string File, string Title, string Svg)> Pictures(List<Measurement> results)
    {
        var growing = results.Where(m => m is { Scenario: "conversations", Conversations: not null, CpuMsPerOp: not null }).OrderBy(m => m.Conversations).ToList();
        if (growing.Count > 1)
        {
            yield return Curve("cost-by-open.svg", "Processor time of a new conversation", "milliseconds, by how many are open", growing, m => m.CpuMsPerOp!.Value);
            yield return Curve("rate-by-open.svg", "New conversations a second", "begun, routed and pushed, by how many are open", growing, m => m.Rate ?? 0);
        }

        var costs = results.Where(m => m is { CpuMsPerOp: not null, Rate: not null }).GroupBy(m => m.Scenario).Select(group => (Name: group.Key, Value: group.First().CpuMsPerOp!.Value)).ToList();
        if (costs.Count > 0) yield return Bars("cost-by-scenario.svg", "Processor time of one operation", "milliseconds of the server process, the first variant of each scenario", costs);
        var sizes = results.Where(m => m is { Scenario: "accept", CpuMsPerOp: not null } && (m.Variant.StartsWith("webhook", StringComparison.Ordinal) || m.Variant.StartsWith("texts", StringComparison.Ordinal)))
            .Select(m => (string.Create(CultureInfo.InvariantCulture, $"{(m.Variant.StartsWith("texts", StringComparison.Ordinal) ? m.Variant["texts longer by ".Length..].Replace("characters", "more", StringComparison.Ordinal) : "a short text")}, {m.Clients}"), m.CpuMsPerOp!.Value)).ToList();
        if (sizes.Count > 1) yield return Bars("cost-by-size.svg", "Processor time of an accepted message", "milliseconds, by the characters of its text and the number of clients", sizes);
        var floor = results.Find(m => m is { Scenario: "floor", Clients: 1 })?.P50Ms;
        var answered = results.Find(m => m.Scenario == "push" && m.Variant.Contains("answered", StringComparison.Ordinal))?.P50Ms;
        var shown = results.Find(m => m.Scenario == "push" && m.Variant.Contains("frame", StringComparison.Ordinal))?.P50Ms;
        if (floor is { } least && answered is { } answer && shown is { } frame) yield return Waterfall(least, answer, frame);
    }

    private static (string, string, string) Curve(string file, string title, string subtitle, List<Measurement> results, Func<Measurement, double> value)
    {
        var canvas = new Canvas(title, subtitle);
        var y = Upward(canvas, results.Max(value));
        var x = new Scale(0, results[^1].Conversations!.Value, Canvas.Left, Canvas.Right);
        foreach (var result in results) canvas.Text(x.Place(result.Conversations!.Value), Canvas.Bottom + 22, result.Conversations.Value.ToString("N0", CultureInfo.InvariantCulture), "quiet", "end");
        return (file, title, canvas.Curve(results.Select(result => (x.Place(result.Conversations!.Value), y.Place(value(result)))), 0).Svg());
    }

    private static (string, string, string) Bars(string file, string title, string subtitle, List<(string Name, double Value)> bars)
    {
        var canvas = new Canvas(title, subtitle);
        var y = Upward(canvas, bars.Max(bar => bar.Value));
        var step = (double)(Canvas.Right - Canvas.Left) / bars.Count;
        foreach (var (index, (name, value)) in bars.Index())
        {
            var at = Canvas.Left + (index * step);
            canvas.Bar(at + (step * 0.15), y.Place(value), step * 0.7, Canvas.Bottom - y.Place(value), 0, string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.000} ms"))
                .Text(at + (step / 2), Canvas.Bottom + 22, name, "quiet", "middle");
        }

        return (file, title, canvas.Svg());
    }

    /// <summary>Where the median message's time goes: what any server takes, what the door adds, and what is between the answer and the agent's page.</summary>
    private static (string, string, string) Waterfall(double floor, double answered, double shown)
    {
        const string Title = "Where the time of one message goes";
        var canvas = new Canvas(Title, "milliseconds at the median, one message at a time");
        var x = Scale.Upward(shown, Canvas.Left + 200, Canvas.Right);
        foreach (var tick in x.Ticks()) canvas.Line(x.Place(tick), Canvas.Top, x.Place(tick), Canvas.Bottom, "grid").Text(x.Place(tick), Canvas.Bottom + 22, tick.ToString("0.##", CultureInfo.InvariantCulture), "quiet", "middle");
        (string Name, double From, double To)[] steps =
        [
            ("any server: HMAC, one row", 0, Math.Min(floor, answered)),
            ("the door beyond that", Math.Min(floor, answered), answered),
            ("intake, log, push", Math.Min(answered, shown), shown),
        ];
        foreach (var (index, (name, from, to)) in steps.Index())
        {
            var y = Canvas.Top + 20 + (index * 76);
            canvas.Bar(x.Place(from), y, x.Place(to) - x.Place(from), 44, index, string.Create(CultureInfo.InvariantCulture, $"{name}: {to - from:0.00} ms"))
                .Text(Canvas.Left - 40, y + 26, name, "label");
        }

        return ("waterfall.svg", Title, canvas.Svg());
    }

    private static Scale Upward(Canvas canvas, double highest)
    {
        var y = Scale.Upward(highest, Canvas.Bottom, Canvas.Top);
        foreach (var tick in y.Ticks()) canvas.Across(y.Place(tick)).Text(Canvas.Left - 8, y.Place(tick) + 4, tick.ToString("0.###", CultureInfo.InvariantCulture), "quiet", "end");
        return y;
    }
}
