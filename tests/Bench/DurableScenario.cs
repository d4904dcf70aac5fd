using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// The engine alone: orchestrations that call five activities one after the other, or all at once, begun and waited for by a client in the same process, whose
/// work is counted in.
/// </summary>
internal static class DurableScenario
{
    private const int Activities = 5;

    /// <summary>
    /// Of one orchestration, the facts that are kept: it began, each activity was asked for and came back, it ended. The marks that other engines write around
    /// each turn are not counted, though they would double the number.
    /// </summary>
    private const int EventsOfOne = 1 + (2 * Activities) + 1;

    private const int UsualClients = 256;
    private const double EventsPerSecond = 25_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var clients = options.Clients ?? UsualClients;
        report.Settings($"{Activities} activities each, {clients} orchestrations under way; op/s and cpu are of durable events, {EventsOfOne} an orchestration; p50 and p99 of whole orchestrations");
        var registry = new DurableTaskRegistry()
            .AddOrchestratorFunc<int, int>("Chain", ChainAsync)
            .AddOrchestratorFunc<int, int>("Fan", FanAsync)
            .AddActivityFunc<int, int>("Add", (_, number) => number + 1);
        foreach (var (orchestrator, variant) in new[] { ("Chain", "one after the other"), ("Fan", "all at once") })
        {
            using var folder = new TemporaryFolder();
            using var store = EmbeddedStore.Open(new StoreOptions(folder.Path) { Name = "durable" });
            await using var services = new ServiceCollection().BuildServiceProvider();
            await using var hub = new TaskHub(store, new RegistryFactory(registry), services);
            await hub.StartAsync();
            await RunAsync(hub, orchestrator, clients, WarmUp);
            var (processor, commits) = (Processor(), store.Statistics.Commits);
            var (latencies, elapsed) = await RunAsync(hub, orchestrator, clients, TimeSpan.FromSeconds(options.Seconds));
            var events = (double)latencies.Count * EventsOfOne;
            var measured = Measurement.Of("durable", variant) with
            {
                Clients = clients,
                Rate = events / elapsed.TotalSeconds,
                P50Ms = latencies.Percentile(0.5),
                P99Ms = latencies.Percentile(0.99),
                CpuMsPerOp = (Processor() - processor).TotalMilliseconds / events,
                FlushesPerOp = (store.Statistics.Commits - commits) / events,
                RssMiB = Environment.WorkingSet / 1048576.0,
            };
            report.Add(measured.Against("25,000 durable events/s", measured.Rate >= EventsPerSecond));
            await hub.StopAsync();
        }
    }

    private static async Task<(Latencies Latencies, TimeSpan Elapsed)> RunAsync(TaskHub hub, string orchestrator, int clients, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var latencies = new Latencies();
            while (clock.Elapsed < duration)
            {
                var began = Stopwatch.GetTimestamp();
                var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, 0);
                var done = await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
                if (done.ReadOutputAs<int>() != Activities) throw new InvalidOperationException($"An orchestration ended with {done.RuntimeStatus} and {done.SerializedOutput}.");
                latencies.Add(began, Stopwatch.GetTimestamp());
            }

            return latencies;
        })));
        var elapsed = clock.Elapsed;
        var all = new Latencies();
        foreach (var one in results) all.AddAll(one);
        return (all, elapsed);
    }

    private static async Task<int> ChainAsync(TaskOrchestrationContext context, int number)
    {
        for (var i = 0; i < Activities; i++) number = await context.CallActivityAsync<int>("Add", number);
        return number;
    }

    private static async Task<int> FanAsync(TaskOrchestrationContext context, int number) =>
        (await Task.WhenAll(Enumerable.Range(0, Activities).Select(_ => context.CallActivityAsync<int>("Add", number)))).Sum();

    private static TimeSpan Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
