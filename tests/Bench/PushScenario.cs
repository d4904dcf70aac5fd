using System.Diagnostics;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>From the first byte of a webhook to the frame at the agent's page, one message at a time, and nothing else going on.</summary>
internal static class PushScenario
{
    private const double P50Ms = 1;
    private const double P99Ms = 3;

    /// <summary>Rounds until the code that a message runs through has been compiled for good: time alone says little where few messages come in a second.</summary>
    private const int WarmUpRounds = 1_500;

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var system = await StaffedServer.StartAsync(conversations: 1);
        await using var probe = await Probe.BeginAsync(system);
        report.Settings("one customer is served and writes; 5 to 15 ms between a frame and the next message");
        var pauses = new Random(1);
        var warmingUp = Stopwatch.StartNew();
        for (var round = 0; round < WarmUpRounds && warmingUp.Elapsed < LongestWarmUp; round++) await probe.RoundAsync();

        var (toFrame, toAnswer) = (new Latencies(), new Latencies());
        var before = await Usage.ReadAsync(system.Server);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds)
        {
            var (sent, answered, arrived) = await RoundAsync();
            toAnswer.Add(sent, answered);
            toFrame.Add(sent, arrived);
        }

        var after = await Usage.ReadAsync(system.Server);
        var measured = Measurement.Of("push", "webhook to the agent's frame") with
        {
            Clients = 1,
            Rate = toFrame.Count / clock.Elapsed.TotalSeconds,
            P50Ms = toFrame.Percentile(0.5),
            P99Ms = toFrame.Percentile(0.99),
            CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / toFrame.Count,
            RssMiB = system.Server.ResidentMiB,
            FlushesPerOp = (double)(after.Commits - before.Commits) / toFrame.Count,
        };
        report.Add(measured.Against("p50 1 ms, p99 3 ms", measured.P50Ms <= P50Ms && measured.P99Ms <= P99Ms));
        report.Add(Measurement.Of("push", "of it, until it is answered") with { Clients = 1, P50Ms = toAnswer.Percentile(0.5), P99Ms = toAnswer.Percentile(0.99) });

        async Task<(long Sent, long Answered, long Arrived)> RoundAsync()
        {
            var round = await probe.RoundAsync();

            // Unloaded: let the work behind the message come to rest, at no fixed beat.
            await Task.Delay(pauses.Next(5, 15));
            return round;
        }
    }
}
