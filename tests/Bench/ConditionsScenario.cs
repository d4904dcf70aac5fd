using System.Collections.Immutable;
using System.Diagnostics;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// What a policy's conditions cost on the way of every message: a route among five hundred that ask about everything, of which the last matches. No server
/// and no store, on one thread; a run that allocates anything is a fault.
/// </summary>
internal static class ConditionsScenario
{
    private const int Routes = PolicyLimits.MaxRules;

    /// <summary>Of one timing: a single evaluation is shorter than the clock's own step.</summary>
    private const int AtOnce = 100;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly QueueId Service = new("service");
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 2, 0, 0, TimeSpan.Zero);

    private static readonly Facts Facts = new(
        "wechat-oa", "main", Now, "refund", "zh",
        PersonFacts.None with { Tier = "gold", Tags = ["vip", "b2b"], Attributes = ImmutableDictionary<string, AttributeValue>.Empty.Add("city", AttributeValue.Of("Hangzhou")).Add("orders", AttributeValue.Of(12)) },
        Service, new QueueFigures(7, 4, 0, 95, 240));

    public static void Run(BenchOptions options, Report report)
    {
        report.Settings($"{Routes} routes of six tests each, the last one matches; {AtOnce} decisions a timing, one thread, no allocation");
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        var policy = CompiledPolicy.Of(Document(), _ => zone);
        Measure("route, first matches", policy, Facts with { Topic = "topic-0" }, "rule 0", options, report);
        Measure("route, last of 500 matches", policy, Facts, $"rule {Routes - 1}", options, report);
    }

    private static void Measure(string variant, CompiledPolicy policy, Facts facts, string rule, BenchOptions options, Report report)
    {
        if (policy.Route(facts).Rule != rule) throw new InvalidOperationException($"'{variant}' was decided by {policy.Route(facts).Rule}.");
        var latencies = new Latencies();
        for (var warmingUp = Stopwatch.StartNew(); warmingUp.Elapsed < WarmUp;) Once();
        latencies = new Latencies();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < AtOnce; i++) policy.Route(facts);
        if (GC.GetAllocatedBytesForCurrentThread() != allocated) throw new InvalidOperationException($"'{variant}' allocates.");

        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds) Once();
        var process = Process.GetCurrentProcess();
        var decisions = (double)latencies.Count * AtOnce;
        report.Add(new Measurement("conditions", variant, 1, decisions / clock.Elapsed.TotalSeconds, latencies.Percentile(0.5) / AtOnce, latencies.Percentile(0.99) / AtOnce,
            (process.TotalProcessorTime - processor).TotalMilliseconds / decisions, null, process.WorkingSet64 / 1048576.0, Environment.ProcessorCount, Report.Commit, null, latencies.Mean / AtOnce));

        void Once()
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < AtOnce; i++) policy.Route(facts);
            latencies.Add(began, Stopwatch.GetTimestamp());
        }
    }

    private static ServicePolicy Document() => new(
        "bench",
        Service,
        null,
        [new QueuePolicy(Service, "Service", Hours: "office")],
        Tiers: ["standard", "silver", "gold"],
        Hours: [new QueueHours("office", "Asia/Shanghai", WeekHours.Weekdays(new Period("09:00", "18:00")))],
        Routes: [.. Enumerable.Range(0, Routes).Select(number => new RouteRule($"rule {number}", Service, Rule(number == Routes - 1 ? "refund" : $"topic-{number}")))]);

    /// <summary>The topic comes last, so that everything before it is looked at.</summary>
    private static Condition.All Rule(string topic) => new Condition.All(
    [
        Test("channel", ConditionOperator.In, new Operand.Many([new Operand.Text("webchat"), new Operand.Text("wechat-oa")])),
        Test("person.tier", ConditionOperator.AtLeast, new Operand.Text("silver")),
        new Condition.Any([Test("person.tags", ConditionOperator.Contains, new Operand.Text("b2b")), Test("person.orders", ConditionOperator.AtLeast, new Operand.Number(50))]),
        Test("queue.open", ConditionOperator.Is, new Operand.Flag(true)),
        Test("topic", ConditionOperator.Is, new Operand.Text(topic)),
    ]);

    private static Condition.Test Test(string field, ConditionOperator op, Operand value) => new(field, op, value);
}
