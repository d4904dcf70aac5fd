using System.Globalization;

namespace OmniFunctions.Tests.Bench;

/// <summary>New conversations begun, routed to an agent and pushed, as the number of open ones grows: what the thousandth costs, and the hundred-thousandth.</summary>
internal static class ConversationsScenario
{
    private const int UsualConversations = 4_000;
    private const int WarmUp = 1_000;
    private const double Rate = 2_500;

    /// <summary>The slowest stretch may be so much slower than the first.</summary>
    private const double Flat = 0.8;

    private static readonly int[] Edges = [2_000, 4_000, 10_000, 20_000, 50_000, 100_000];

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var total = Math.Max(WarmUp + 1, options.Conversations ?? UsualConversations);
        await using var system = await StaffedServer.StartAsync(total);
        await system.ComeInAsync();
        await using var openings = await Openings.BeginAsync(system);
        report.Settings($"{system.Agents} agents with room for 200 each are online, one page is open; the first {WarmUp:N0} conversations warm up");
        await openings.OpenAsync(WarmUp, options.Clients);
        double? first = null;
        foreach (var edge in Edges.Where(edge => edge < total).Append(total))
        {
            var count = edge - openings.Opened;
            var before = await Usage.ReadAsync(system.Server);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var latencies = await openings.OpenAsync(count, options.Clients);
            var elapsed = clock.Elapsed;
            var after = await Usage.ReadAsync(system.Server);
            var rate = count / elapsed.TotalSeconds;
            first ??= rate;
            var measured = Measurement.Of("conversations", string.Create(CultureInfo.InvariantCulture, $"{edge - count:N0} to {edge:N0} open")) with
            {
                Clients = options.Clients ?? 64,
                Rate = rate,
                P50Ms = latencies.Percentile(0.5),
                P99Ms = latencies.Percentile(0.99),
                CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / count,
                FlushesPerOp = (double)(after.Commits - before.Commits) / count,
                RssMiB = system.Server.ResidentMiB,
                Conversations = edge,
            };
            report.Add(measured.Against("2,500/s, within 20 % of the first stretch", rate >= Rate && rate >= first * Flat));
        }
    }
}
