using System.Globalization;
using System.Text;
using OmniFunctions.Lab.Day;

namespace OmniFunctions.Lab;

/// <summary>A day in words and columns, for a terminal.</summary>
internal static class DayReport
{
    public static string Text(DayRun day, DayWords words)
    {
        var text = new StringBuilder();
        text.AppendLine(words.Format("day.head", Date(day), day.Figures.Conversations, day.Figures.Agents, Number(day.Figures.AgentHours), day.Seed))
            .AppendLine(words.Format("day.policy", day.PolicyVersion, day.PolicyHash))
            .AppendLine(words.Format("day.took", day.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), day.Figures.Decisions))
            .AppendLine()
            .AppendLine(words["day.byQueue"])
            .AppendLine(Queues(day.Figures, words))
            .AppendLine(words["day.byTier"])
            .AppendLine(Tiers(day.Figures, words));
        var rows = new TextTable(words["figure"], "");
        foreach (var row in DayRow.All(day.Figures).Where(row => !IsInATable(row))) rows.Add(Name(row.Figure, row.Of, words), Shown(row.Value, row.Unit, words));
        return text.Append(rows.Text()).AppendLine().AppendLine(words["day.definitions"]).ToString();
    }

    /// <summary>Two policies on the same day, figure by figure.</summary>
    public static string Text(DayRun one, DayRun other, DayComparison comparison, DayWords words)
    {
        var text = new StringBuilder();
        text.AppendLine(words.Format("day.head", Date(one), one.Figures.Conversations, one.Figures.Agents, Number(one.Figures.AgentHours), one.Seed))
            .AppendLine("A: " + words.Format("day.policy", one.PolicyVersion, one.PolicyHash))
            .AppendLine("B: " + words.Format("day.policy", other.PolicyVersion, other.PolicyHash))
            .AppendLine();
        var rows = new TextTable(words["figure"], "A", "B", words["difference"], "");
        foreach (var row in comparison.Rows)
        {
            rows.Add(
                Name(row.Figure, row.Of, words),
                Shown(row.One, row.Unit, words),
                Shown(row.Other, row.Unit, words),
                row.Difference is { } difference ? (difference > 0 ? "+" : "") + Shown(difference, row.Unit, words) : "",
                row.OtherIsBetter switch { true => words["better"], false => words["worse"], null => "" });
        }

        return text.Append(rows.Text()).AppendLine().AppendLine(words["day.definitions"]).ToString();
    }

    private static string Queues(DayFigures figures, DayWords words)
    {
        var table = new TextTable(
            words["queue"], words["target"], words["conversations"], words["served"], words["abandoned"], words["turnedAway"], words["open"], words["serviceLevel"], words["abandonRate"],
            words["Mean"], words["P50"], words["P90"], words["P99"], words["Longest"]);
        foreach (var queue in figures.Queues.Append(figures.All))
        {
            var isAll = queue.Queue == DayFiguring.AllQueues;
            table.Add(
                isAll ? words["all"] : queue.Queue,
                isAll ? "" : Readable.Seconds(queue.TargetSeconds),
                Number(queue.Conversations),
                Number(queue.Served),
                Number(queue.Abandoned),
                Number(queue.TurnedAway),
                Number(queue.Open),
                Readable.Percent(queue.ServiceLevel),
                Readable.Percent(queue.AbandonRate),
                Readable.Seconds(queue.Wait.Mean),
                Readable.Seconds(queue.Wait.P50),
                Readable.Seconds(queue.Wait.P90),
                Readable.Seconds(queue.Wait.P99),
                Readable.Seconds(queue.Wait.Longest));
        }

        return table.Text();
    }

    private static string Tiers(DayFigures figures, DayWords words)
    {
        var table = new TextTable(
            words["tier"], words["conversations"], words["abandonRate"], words["Mean"], words["P50"], words["P90"], words["P99"], words["Longest"], words["tierWaitFairness"]);
        foreach (var tier in figures.Tiers)
        {
            table.Add(
                tier.Tier ?? words["none"],
                Number(tier.Conversations),
                Readable.Percent(tier.AbandonRate),
                Readable.Seconds(tier.Wait.Mean),
                Readable.Seconds(tier.Wait.P50),
                Readable.Seconds(tier.Wait.P90),
                Readable.Seconds(tier.Wait.P99),
                Readable.Seconds(tier.Wait.Longest),
                Readable.Index(tier.WaitFairness));
        }

        return table.Text();
    }

    private static bool IsInATable(DayRow row) => row.Figure.StartsWith("queue", StringComparison.Ordinal) || row.Figure.StartsWith("tier", StringComparison.Ordinal);

    private static string Name(string figure, string? of, DayWords words) => of is null ? words.Figure(figure)
        : figure == "breaches" ? $"{words.Figure(figure)} · {words[of]}"
        : $"{of} · {words.Figure(figure)}";

    private static string Shown(double? value, DayUnit unit, DayWords words) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } seconds, DayUnit.Seconds) => (seconds < 0 ? "-" : "") + Readable.Seconds(Math.Abs(seconds)),
        ({ } share, DayUnit.Share) => Readable.Percent(share),
        ({ } index, DayUnit.Index) => Readable.Index(index),
        ({ } number, DayUnit.Count or DayUnit.Hours) => Number(number),
        _ => throw new InvalidOperationException($"Nobody shows {unit}."),
    };

    private static string Date(DayRun day) => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
