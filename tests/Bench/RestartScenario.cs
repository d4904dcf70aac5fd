using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// SIGKILL with open conversations whose targets all fall due while nobody is there: how soon a webhook is accepted again, how soon all that is overdue has been
/// seen to, and what customers notice of it meanwhile.
/// </summary>
internal static class RestartScenario
{
    private const int UsualConversations = 2_000;
    private const int FullConversations = 100_000;
    private const int Sample = 100;
    private const double FirstSeconds = 2;
    private const double AllSeconds = 30;
    private const double StormP99Ms = 200;
    private const double UsualRate = 50;
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Knock = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var count = Math.Max(4 * Sample, options.Conversations ?? UsualConversations);
        await using var system = await StaffedServer.StartAsync(count);
        await system.ComeInAsync();
        var openings = await Openings.BeginAsync(system);

        // How fast they open says how far ahead the target must lie, so that none is missed before all are open.
        await openings.OpenAsync(Sample);
        var sample = Stopwatch.StartNew();
        await openings.OpenAsync(Sample);
        var target = Margin + (sample.Elapsed * 1.5 * count / Sample);
        await system.SetRulesAsync("bench-2", (int)target.TotalSeconds);
        var begun = openings.Opened;
        await openings.OpenAsync(count - begun);
        var lastDue = Stopwatch.StartNew();
        var missedBefore = (await Counters.ReadAsync(system.Address)).Missed;
        var armed = count - begun - missedBefore;
        await openings.DisposeAsync();
        await system.KillAsync();
        report.Settings(string.Create(CultureInfo.InvariantCulture, $"{count:N0} open, {armed:N0} targets fall due while the server is dead; then {options.Rate ?? UsualRate:0} messages a second come"));
        if (target - lastDue.Elapsed is { Ticks: > 0 } early) await Task.Delay(early);

        var clock = Stopwatch.StartNew();
        await system.LaunchAsync();
        var processor = system.Server.ProcessorTime;
        await FirstAsync(system, count);
        var first = clock.Elapsed;
        using var over = new CancellationTokenSource();
        var storm = HttpLoad.RunAtAsync(
            system.Address, Timetable.FromNow(options.Rate ?? UsualRate, Patience), 16, (n, buffer) => system.Texts.Write(1 + (n % count), count + 2 + n, buffer), over: over.Token);
        Counters counted;
        while ((counted = await Counters.ReadAsync(system.Address)).Missed < armed && clock.Elapsed < Patience) await Task.Delay(50);
        var all = clock.Elapsed;
        await over.CancelAsync();
        var accepted = (await storm).AllTaken().Accepted;
        var cost = system.Server.ProcessorTime - processor;

        report.Add((Measurement.Of("restart", "to the first accepted webhook") with { P50Ms = first.TotalMilliseconds, Conversations = count })
            .Against("2 s with 100,000 open", count < FullConversations ? null : first.TotalSeconds <= FirstSeconds));
        report.Add((Measurement.Of("restart", string.Create(CultureInfo.InvariantCulture, $"to all overdue timers ({counted.Missed} of {armed})")) with
        {
            P50Ms = all.TotalMilliseconds,
            Rate = counted.Missed / (all - first).TotalSeconds,
            CpuMsPerOp = cost.TotalMilliseconds / Math.Max(1, counted.Missed),
            RssMiB = system.Server.ResidentMiB,
            Conversations = count,
        }).Against("30 s with 100,000 open", count < FullConversations ? null : counted.Missed >= armed && all.TotalSeconds <= AllSeconds));
        var p99 = accepted.Percentile(0.99);
        report.Add((Measurement.Of("restart", "webhooks accepted meanwhile") with { Rate = options.Rate ?? UsualRate, P50Ms = accepted.Percentile(0.5), P99Ms = p99, Conversations = count })
            .Against("p99 200 ms with 100,000 open (F49)", count < FullConversations ? null : p99 <= StormP99Ms));
    }

    /// <summary>Knocks until somebody answers.</summary>
    private static async Task FirstAsync(StaffedServer system, int count)
    {
        var buffer = new byte[4096];
        using var connection = new RawConnection(system.Address);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(Knock))
        {
            var length = system.Texts.Write(1, count + 1, buffer);
            if ((await connection.SendAsync(buffer.AsMemory(0, length))).IsAccepted) return;
        }

        throw new InvalidOperationException($"No webhook was accepted for {Patience.TotalSeconds:0} s after the restart.");
    }
}
