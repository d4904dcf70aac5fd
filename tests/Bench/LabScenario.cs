using System.Diagnostics;
using System.Globalization;
using System.Text;
using OmniFunctions.Documents;
using OmniFunctions.Lab;
using OmniFunctions.Lab.Day;
using OmniFunctions.Lab.Script;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>The virtual clock: a conversation of thirty days over weekends, a holiday and the end of summer time, and days of customers before agents.</summary>
internal static class LabScenario
{
    private static readonly QueueId Service = new("service");

    private static readonly ServicePolicy Policy = new(
        "bench",
        Service,
        null,
        [new QueuePolicy(Service, "Service", Hours: "office", ReopenSeconds: 86_400)],
        DefaultLanguage: "en",
        Hours:
        [
            new QueueHours("office", "Europe/Berlin", WeekHours.Weekdays(new Period("08:00", "12:00"), new Period("13:00", "17:00")), [new Holiday("2026-10-30", "bridge day")]),
        ],
        Targets: [new TargetRule("all", null, TimeBasis.OpenHours, FirstResponseSeconds: 14_400, NextResponseSeconds: 14_400, ResolutionSeconds: 864_000, WarnAtPercent: [50, 80])]);

    public static void Run(BenchOptions options, Report report)
    {
        report.Settings("one thread, no store: production's decisions of conversations and routing, from one due time to the next");
        var (policy, script) = Story();
        Measure("30-day conversation", () => PolicyLab.Run(policy, script, Zone).Steps.Count, options, report);
        foreach (var (conversations, agents) in new[] { (2_000, 15), (20_000, 100) })
        {
            var plan = DayPlans.Standard(DemoPolicy.Document, new DateTimeOffset(2026, 11, 10, 16, 0, 0, TimeSpan.Zero), conversations, agents);
            var rules = CompiledPolicy.Of(DemoPolicy.Document, Zone);
            Measure(string.Create(CultureInfo.InvariantCulture, $"day, {conversations} x {agents}"), () => DaySimulation.Run(rules, plan, 1).Decisions, options, report);
        }
    }

    /// <summary>At least once, and as often as the time allows.</summary>
    private static void Measure(string variant, Func<int> run, BenchOptions options, Report report)
    {
        var first = Stopwatch.StartNew();
        if (run() == 0) throw new InvalidOperationException($"'{variant}' did nothing.");
        var cold = first.Elapsed;
        var latencies = new Latencies();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        do
        {
            var began = Stopwatch.GetTimestamp();
            run();
            latencies.Add(began, Stopwatch.GetTimestamp());
        }
        while (clock.Elapsed.TotalSeconds < options.Seconds);
        var process = Process.GetCurrentProcess();
        report.Settings(string.Create(CultureInfo.InvariantCulture, $"{variant}: the first run of the process took {cold.TotalMilliseconds:0} ms"));
        report.Add(new Measurement("lab", variant, 1, latencies.Count / clock.Elapsed.TotalSeconds, latencies.Percentile(0.5), latencies.Percentile(0.99),
            (process.TotalProcessorTime - processor).TotalMilliseconds / latencies.Count, null, process.WorkingSet64 / 1048576.0, Environment.ProcessorCount, Report.Commit,
            null, latencies.Mean));
    }

    /// <summary>Each working day the customer writes and is answered; over two nights it is snoozed.</summary>
    private static (CompiledPolicy Policy, LabScript Script) Story()
    {
        var days = Enumerable.Range(0, 30).Select(day => new DateOnly(2026, 10, 5).AddDays(day)).ToList();
        var lines = days.SelectMany((day, n) => new[]
        {
            $$"""{ "at": "{{day:yyyy-MM-dd}} 09:{{n:00}}", "customer": "li", "does": "write", "text": "Any news?" }""",
            n == 0 ? """{ "after": "5s", "agent": "ana", "does": "accept" }""" : """{ "after": "5s", "does": "look", "with": "li" }""",
            """{ "after": "20m", "agent": "ana", "does": "reply", "text": "We are at it." }""",
        });
        var json = $$"""{ "zone": "Europe/Berlin", "agents": [{ "id": "ana" }], "customers": [{ "name": "li" }], "story": [{{string.Join(',', lines)}}] }""";
        var (script, faults) = ScriptReading.Read(JsonText.Read(Encoding.UTF8.GetBytes(json)).Root!, Policy, Zone);
        return (CompiledPolicy.Of(Policy, Zone), script ?? throw new InvalidOperationException(faults[0].Problem));
    }

    private static TimeZoneInfo? Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
