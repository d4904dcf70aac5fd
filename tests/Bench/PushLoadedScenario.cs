using System.Globalization;

namespace OmniFunctions.Tests.Bench;

/// <summary>From a webhook to the agent's frame while the customers of other open conversations write as well.</summary>
internal static class PushLoadedScenario
{
    private const int UsualConversations = 1_000;
    private const double UsualRate = 4_000;
    private const double ProbesPerSecond = 50;
    private const double P99Ms = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (count, rate) = (options.Conversations ?? UsualConversations, options.Rate ?? UsualRate);
        await using var system = await StaffedServer.StartAsync(count);
        await using var probe = await Probe.BeginAsync(system);
        await system.ComeInAsync();
        await using (var openings = await Openings.BeginAsync(system)) await openings.OpenAsync(count, options.Clients);
        report.Settings($"{rate:N0} messages a second of {count:N0} open conversations, and {ProbesPerSecond:0} of the one that is watched");
        var traffic = new Traffic(system, count);
        await Task.WhenAll(traffic.RunAtAsync(rate, WarmUp), probe.RunAtAsync(ProbesPerSecond, WarmUp));
        await system.DrainAsync();

        var duration = TimeSpan.FromSeconds(options.Seconds);
        var before = await Usage.ReadAsync(system.Server);
        var loading = traffic.RunAtAsync(rate, duration);
        var (pushes, missing) = await probe.RunAtAsync(ProbesPerSecond, duration);
        var load = (await loading).AllTaken();
        var drained = await system.DrainAsync();
        var after = await Usage.ReadAsync(system.Server);
        var messages = load.Taken + pushes.Count;
        report.Add((Measurement.Of("push-loaded", string.Create(CultureInfo.InvariantCulture, $"webhook to the agent's frame ({missing} missing)")) with
        {
            Rate = ProbesPerSecond,
            P50Ms = pushes.Percentile(0.5),
            P99Ms = pushes.Percentile(0.99),
            CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / messages,
            FlushesPerOp = (double)(after.Commits - before.Commits) / messages,
            RssMiB = system.Server.ResidentMiB,
            Conversations = count,
        }).Against("p99 20 ms at 4,000/s", rate < UsualRate ? null : missing == 0 && pushes.Percentile(0.99) <= P99Ms));
        report.Add(Measurement.Of("push-loaded", string.Create(CultureInfo.InvariantCulture, $"accepted meanwhile (+{drained.TotalSeconds:0.0} s to take in)")) with
        {
            Rate = load.Rate,
            P50Ms = load.Accepted.Percentile(0.5),
            P99Ms = load.Accepted.Percentile(0.99),
            Conversations = count,
        });
    }
}
