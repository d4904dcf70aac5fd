using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OmniFunctions.Lab.Day;
using OmniFunctions.Lab.Plots;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Lab;

/// <summary><c>day</c>: a whole day of customers and agents under a policy, in seconds; with <c>--against</c> the same day under another one beside it.</summary>
internal static class DayCommand
{
    public const string Usage =
        "day [--policy <file>] [--against <file>] [--conversations N] [--agents N] [--seed N] [--date 2026-11-11] [--zone Asia/Shanghai] [--out <folder>] [--lang zh|en] [--json]";

    private const string DefaultZone = "Asia/Shanghai";
    private static readonly DateOnly DefaultDate = new(2026, 11, 11);
    private static readonly string[] Named = ["--policy", "--against", "--conversations", "--agents", "--seed", "--date", "--zone", "--out", "--lang"];

    public static int Run(IEnumerable<string> args, TextWriter output, TextWriter error)
    {
        var read = Arguments.Read(args, Named, ["--json"]);
        var conversations = (int)read.Number("--conversations", 20_000, 1, DayPlan.MaxConversations);
        var agents = (int)read.Number("--agents", 100, 1, DayPlan.MaxAgents);
        var seed = (ulong)read.Number("--seed", 1, 0, long.MaxValue);
        var date = read.Date("--date", DefaultDate);
        var zoneId = read.Text("--zone") ?? DefaultZone;
        var words = read.Choice("--lang", "en", "zh") == "zh" ? DayWords.Chinese : DayWords.English;
        var zone = Zones.Find(zoneId);
        string[] faults = [.. read.Faults, .. read.Positional.Select(word => $"'{word}' is not understood."), .. zone is null ? [$"There is no time zone '{zoneId}'."] : Array.Empty<string>()];
        if (faults.Length > 0) return LabCommands.NotUnderstood(error, faults, Usage);
        if (LabCommands.Policy(read.Text("--policy"), error) is not { } policy) return LabCommands.Failed;

        // The plan is made for the first policy, and the other one meets the same people.
        var plan = DayPlans.Standard(policy.Document, Midnight(date, zone!), conversations, agents);
        var one = Play(policy, plan, date, seed);
        if (read.Text("--out") is { } folder) Write(folder, one, words);
        if (read.Text("--against") is not { } against)
        {
            output.Write(read.Has("--json") ? Json(one) + "\n" : DayReport.Text(one, words));
        }
        else if (LabCommands.Policy(against, error) is { } draft)
        {
            var other = Play(draft, plan, date, seed);
            if (read.Text("--out") is { } beside) Write(Path.Combine(beside, "against"), other, words);
            var comparison = DayComparison.Of(one.Figures, other.Figures);
            output.Write(read.Has("--json") ? JsonSerializer.Serialize(comparison, LabCommands.Json) + "\n" : DayReport.Text(one, other, comparison, words));
        }
        else
        {
            return LabCommands.Failed;
        }

        if (read.Text("--out") is { } written && !read.Has("--json")) output.WriteLine(words.Format("day.plots", Path.GetFullPath(written)));
        return LabCommands.Done;
    }

    internal static DayRun Play(CompiledPolicy policy, DayPlan plan, DateOnly date, ulong seed)
    {
        var started = Stopwatch.GetTimestamp();
        var book = DaySimulation.Run(policy, plan, seed);
        var figures = DayFiguring.Figures(book, policy.Document);
        return new DayRun(date, policy.Version, policy.Hash[..LabCommands.HashShown], seed, book, figures, Stopwatch.GetElapsedTime(started));
    }

    private static DateTimeOffset Midnight(DateOnly date, TimeZoneInfo zone)
    {
        // Where the clock skips midnight the day begins when it shows the first later reading.
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static void Write(string folder, DayRun day, DayWords words)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, svg) in DayPlots.All(day.Book, day.Figures, words)) File.WriteAllText(Path.Combine(folder, file), svg);
        File.WriteAllText(Path.Combine(folder, "day.json"), Json(day) + "\n");
    }

    private static string Json(DayRun day) => JsonSerializer.Serialize(
        new
        {
            Date = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            day.PolicyVersion,
            day.PolicyHash,
            day.Seed,
            TookMs = (long)day.Took.TotalMilliseconds,
            day.Figures,
            Agents = day.Book.Agents.Select(agent => new { agent.Agent, agent.OnlineSeconds, agent.Occupancy, agent.Accepted, agent.Missed, agent.MostHeld }),
        },
        LabCommands.Json);
}
