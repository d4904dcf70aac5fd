using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Tests.Bench;

/// <summary>Open conversations in which nothing happens: the memory they take, and the processor time.</summary>
internal static class IdleScenario
{
    private const int UsualConversations = 4_000;
    private const int FullConversations = 100_000;
    private const double ResidentMiB = 500;

    /// <summary>Below this share of one core the server has come to rest.</summary>
    private const double AtRest = 0.03;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var count = options.Conversations ?? UsualConversations;
        await using var system = await StaffedServer.StartAsync(count);
        await system.ComeInAsync();
        await using (var openings = await Openings.BeginAsync(system)) await openings.OpenAsync(count, options.Clients);
        report.Settings($"{count:N0} conversations are offered to {system.Agents} agents; no page is open");
        report.Add(await RestAsync(system, count, "after they were opened", options));
        await system.KillAsync();
        await system.LaunchAsync();
        await system.Server.WaitUntilReadyAsync(Patience);
        report.Add(await RestAsync(system, count, "after a restart", options));
    }

    private static async Task<Measurement> RestAsync(StaffedServer system, int count, string variant, BenchOptions options)
    {
        for (var waited = Stopwatch.StartNew(); await BusyAsync(system, Look) > AtRest && waited.Elapsed < Patience;)
        {
            // It still looks after what was opened.
        }

        var busy = await BusyAsync(system, TimeSpan.FromSeconds(options.Seconds));
        var resident = system.Server.ResidentMiB;
        return (Measurement.Of("idle", string.Create(CultureInfo.InvariantCulture, $"{variant}, {busy * 100:0.0} % of a core")) with { RssMiB = resident, Conversations = count })
            .Against("500 MiB with 100,000 open", count < FullConversations ? null : resident <= ResidentMiB);
    }

    /// <returns>The share of one core that the server takes.</returns>
    private static async Task<double> BusyAsync(StaffedServer system, TimeSpan duration)
    {
        var before = system.Server.ProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.Delay(duration);
        return (system.Server.ProcessorTime - before) / clock.Elapsed;
    }
}
