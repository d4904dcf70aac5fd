using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Routing;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// One decision of routing with its whole explanation, on a full floor: a thousand agents online and ten thousand conversations waiting. No
/// server and no store: what is measured is production's Dispatcher alone, on one thread.
/// </summary>
internal static class RoutingScenario
{
    private const int Agents = 1_000;
    private const int Waiting = 10_000;
    private const int Lines = 40;
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly QueueId Service = new("service");
    private static readonly SkillId Refunds = new("refunds");
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static void Run(BenchOptions options, Report report)
    {
        report.Settings($"{Agents} agents online, {Waiting} conversations waiting in up to {Lines} lines, one thread, explanation of every candidate included");
        foreach (var strategy in new[] { Strategy.LongestIdle, Strategy.LeastLoaded, Strategy.Weighted, Strategy.LastAgentFirst })
            Measure($"arrival, {Name(strategy)}", Arrivals(strategy, []), options, report);
        Measure("arrival, skills and levels", Arrivals(Strategy.LongestIdle, [new(Refunds, 2)]), options, report);
        Measure("freed agent, one line", Freed(_ => 1, _ => []), options, report);
        Measure("freed agent, 40 lines", Freed(ByLine, _ => []), options, report);
        Measure("first 1,000 do not match", Freed(ByLine, line => line == 0 ? [new(Refunds, 3)] : []), options, report);
    }

    /// <summary>Ten thousand wait for a skill that nobody has; one more arrives, and the best of a thousand with room is found.</summary>
    private static Func<int, (RoutingGroup Group, WaitingWork? Work)> Arrivals(Strategy strategy, ImmutableArray<SkillNeed> require)
    {
        var group = Floor(Enumerable.Range(0, Agents), free: true);
        group = Line(group, ByLine, _ => [new(new SkillId("rocketry"), 1)]);
        var terms = new RoutingTerms(Channel: "webchat", Strategy: strategy, Require: require, LastAgent: Agent(Agents / 2), LastAgentWaitSeconds: 60);
        return number => (group, Work(number, Start.AddHours(1), terms));
    }

    /// <summary>Everybody is full and ten thousand wait; one agent lets go, and the conversation whose turn it is is found.</summary>
    private static Func<int, (RoutingGroup Group, WaitingWork? Work)> Freed(Func<int, int> line, Func<int, ImmutableArray<SkillNeed>> require)
    {
        var group = Line(Floor(Enumerable.Range(0, Agents), free: false), line, require);
        return _ => (group, null);
    }

    private static void Measure(string variant, Func<int, (RoutingGroup Group, WaitingWork? Work)> scene, BenchOptions options, Report report)
    {
        var latencies = new Latencies();
        var now = Start.AddHours(1);
        var number = 0;
        for (var warmingUp = Stopwatch.StartNew(); warmingUp.Elapsed < WarmUp;) Once();
        latencies = new Latencies();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds) Once();
        var process = Process.GetCurrentProcess();
        report.Add(new Measurement("routing", variant, 1, latencies.Count / clock.Elapsed.TotalSeconds, latencies.Percentile(0.5), latencies.Percentile(0.99),
            (process.TotalProcessorTime - processor).TotalMilliseconds / latencies.Count, null, process.WorkingSet64 / 1048576.0, Environment.ProcessorCount, Report.Commit,
            null, latencies.Mean));

        void Once()
        {
            var (group, work) = scene(number);
            var agent = Agent(number++ % Agents);
            var began = Stopwatch.GetTimestamp();
            var (_, assigned) = work is null
                ? Dispatcher.Release(group, new ConversationId($"held-{agent.Value}"), agent, now)
                : Dispatcher.Enqueue(group, work, now);
            latencies.Add(began, Stopwatch.GetTimestamp());
            if (assigned is not [{ Why: { } why }] || why.Candidates.Count + why.FurtherCandidates != Agents)
                throw new InvalidOperationException($"'{variant}' gave {assigned.Count} conversations.");
        }
    }

    private static RoutingGroup Floor(IEnumerable<int> agents, bool free) => agents.Aggregate(RoutingGroup.Empty, (group, number) =>
    {
        var place = new AgentPlace(
            free ? 3 : 1,
            [Service, new QueueId("sales"), new QueueId(Number("team", number % Lines))],
            Weight: 1 + (number % 3),
            Skills: ImmutableDictionary<SkillId, int>.Empty.Add(Refunds, number % 3).Add(new SkillId("english"), 2));
        group = Dispatcher.SeatAgent(group, Agent(number), Presence.Online, place, Start.AddSeconds(number)).Group;
        return Dispatcher.Hold(group, new ConversationId($"held-{Agent(number).Value}"), Agent(number), new HeldWork("webchat"), force: true, Start.AddSeconds(number)).Group;
    });

    private static RoutingGroup Line(RoutingGroup group, Func<int, int> line, Func<int, ImmutableArray<SkillNeed>> require) =>
        Enumerable.Range(0, Waiting).Aggregate(group, (current, number) =>
        {
            var terms = new RoutingTerms(Channel: Number("channel", line(number)), Priority: line(number) == 0 ? 50 : 0, Require: require(line(number)), TargetDueAt: Start.AddSeconds(60 + (line(number) * 30)));
            return Dispatcher.Enqueue(current, Work(-1 - number, Start.AddMilliseconds(number), terms), Start.AddHours(1)).Group;
        });

    private static WaitingWork Work(int number, DateTimeOffset since, RoutingTerms terms) =>
        new(new ConversationId(Number("conversation", number)), Service, since, [], "bench", null, "", terms);

    /// <summary>A thousand in the first line, whose turn comes first; the others share the rest.</summary>
    private static int ByLine(int number) => number < Agents ? 0 : 1 + (number % (Lines - 1));

    private static AgentId Agent(int number) => new(Number("agent", number));

    private static string Number(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");

    private static string Name(Strategy strategy) => strategy switch
    {
        Strategy.LongestIdle => "longest idle",
        Strategy.LeastLoaded => "least loaded",
        Strategy.Weighted => "weighted",
        Strategy.LastAgentFirst => "last agent first",
        _ => throw new InvalidOperationException($"Strategy {strategy} is not known here."),
    };
}
