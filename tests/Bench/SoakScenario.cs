using System.Globalization;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>An hour's worth of an ordinary day: a steady rate over many open conversations. Latencies must hold, memory must be flat, and nothing may be lost.</summary>
internal static class SoakScenario
{
    private const int UsualConversations = 1_000;
    private const int FullConversations = 100_000;
    private const double UsualRate = 1_000;
    private const int FullSeconds = 1_800;
    private const double ProbesPerSecond = 20;
    private const double AcceptP99Ms = 100;
    private const double PushP99Ms = 200;

    /// <summary>Of memory, from the end of the first third to the last reading.</summary>
    private const double MayGrow = 0.1;

    /// <summary>A stretch is measured by itself, so that a slow one is seen.</summary>
    private const int Stretches = 6;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (count, rate) = (options.Conversations ?? UsualConversations, options.Rate ?? UsualRate);
        await using var system = await StaffedServer.StartAsync(count);
        await using var probe = await Probe.BeginAsync(system);
        await system.ComeInAsync();
        await using (var openings = await Openings.BeginAsync(system)) await openings.OpenAsync(count, options.Clients);
        var isWhole = count >= FullConversations && rate >= UsualRate && options.Seconds >= FullSeconds;
        var stretch = TimeSpan.FromSeconds(Math.Max(1, (double)options.Seconds / Stretches));
        report.Settings($"{rate:N0} messages a second of {count:N0} open conversations, {Stretches} stretches of {stretch.TotalSeconds:0} s");
        var traffic = new Traffic(system, count);
        var (accepted, pushed, missing, warm, last) = (new Latencies(), new Latencies(), 0, 0.0, 0.0);
        for (var number = 1; number <= Stretches; number++)
        {
            var before = await Usage.ReadAsync(system.Server);
            var loading = traffic.RunAtAsync(rate, stretch);
            var (pushes, lost) = await probe.RunAtAsync(ProbesPerSecond, stretch);
            var load = (await loading).AllTaken();
            var after = await Usage.ReadAsync(system.Server);
            accepted.AddAll(load.Accepted);
            pushed.AddAll(pushes);
            missing += lost;
            last = system.Server.ResidentMiB;
            if (number == Stretches / 3) warm = last;
            report.Add(Measurement.Of("soak", string.Create(CultureInfo.InvariantCulture, $"stretch {number}: accepted")) with
            {
                Rate = load.Rate,
                P50Ms = load.Accepted.Percentile(0.5),
                P99Ms = load.Accepted.Percentile(0.99),
                CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / (load.Taken + pushes.Count),
                RssMiB = last,
                Conversations = count,
            });
        }

        await system.DrainAsync();
        var counted = await Counters.ReadAsync(system.Address);
        var lostInAll = counted.Accepted - counted.TakenIn + missing;
        report.Add((Measurement.Of("soak", "accepted") with { Rate = rate, P50Ms = accepted.Percentile(0.5), P99Ms = accepted.Percentile(0.99), RssMiB = last, Conversations = count })
            .Against("accept p99 100 ms", !isWhole ? null : accepted.Percentile(0.99) <= AcceptP99Ms));
        report.Add((Measurement.Of("soak", "webhook to the agent's frame") with { Rate = ProbesPerSecond, P50Ms = pushed.Percentile(0.5), P99Ms = pushed.Percentile(0.99), Conversations = count })
            .Against("push p99 200 ms", !isWhole ? null : pushed.Percentile(0.99) <= PushP99Ms));
        report.Add((Measurement.Of("soak", string.Create(CultureInfo.InvariantCulture, $"lost {lostInAll}, memory {warm:0} to {last:0} MiB")) with { RssMiB = last, Conversations = count })
            .Against("0 lost, memory flat", !isWhole && lostInAll == 0 ? null : lostInAll == 0 && last <= warm * (1 + MayGrow)));
    }
}
