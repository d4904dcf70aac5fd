using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>Five times of what the system takes: it goes on taking that much, tells the others when to come again, and is itself soon afterwards.</summary>
internal static class OverloadScenario
{
    private const int Senders = 1000;
    private const int Many = 64;

    /// <summary>For the peak: messages that come together share a flush, so fewer would not show what can be taken.</summary>
    private const int PeakClients = 256;

    /// <summary>Platforms open as many connections as they like.</summary>
    private const int Connections = 1_000;

    private const double Times = 5;
    private const double Goodput = 0.9;

    /// <summary>Of the peak: what an ordinary day brings, before and after.</summary>
    private const double Ordinary = 0.3;

    /// <summary>Normal again is an ordinary p99, or twice the one before.</summary>
    private const double NormalTimes = 2;

    private const double NormalP99Ms = 20;
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>WeChat's own.</summary>
    private static readonly TimeSpan PlatformsPatience = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        await using var system = await StaffedServer.StartAsync(Senders);
        var first = 0L;
        var duration = TimeSpan.FromSeconds(options.Seconds);
        first += Sent(await ClosedAsync(WarmUp));
        await system.DrainAsync();
        var closed = await ClosedAsync(duration);
        first += Sent(closed);
        var drained = await system.DrainAsync();

        // The peak of the door. What can be kept up is less, because what is accepted must be taken in as well; the rest waits in the broker.
        var peak = options.Rate ?? closed.Rate;
        var calm = await OpenAsync(peak * Ordinary, duration, Many);
        report.Settings(string.Create(CultureInfo.InvariantCulture, $"peak {peak:0}/s accepted, of which {closed.Taken / (duration + drained).TotalSeconds:0}/s can be taken in; then {peak * Times:0}/s over {Connections} connections"));
        report.Add(Measurement.Of("overload", "before, 30 % of the peak") with { Rate = calm.Rate, P50Ms = calm.Accepted.Percentile(0.5), P99Ms = calm.Accepted.Percentile(0.99) });

        var before = await Usage.ReadAsync(system.Server);
        var flood = await OpenAsync(peak * Times, duration, Connections);
        var after = await Usage.ReadAsync(system.Server);
        report.Add((Measurement.Of("overload", string.Create(CultureInfo.InvariantCulture, $"accepted at five times ({flood.Failed} failed, {flood.Unsent} unheard)")) with
        {
            Clients = Connections,
            Rate = flood.Rate,
            P50Ms = flood.Accepted.Percentile(0.5),
            P99Ms = flood.Accepted.Percentile(0.99),
            CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / Math.Max(1, flood.Taken),
            RssMiB = system.Server.ResidentMiB,
        }).Against("goodput 90 % of the peak", flood.Rate >= Goodput * peak && flood.Failed == 0));
        report.Add((Measurement.Of("overload", string.Create(CultureInfo.InvariantCulture, $"turned away ({flood.TurnedAway.Count}, {flood.TurnedAwayMute} without a time)")) with
        {
            Rate = flood.TurnedAway.Count / duration.TotalSeconds,
            P50Ms = flood.TurnedAway.Count == 0 ? null : flood.TurnedAway.Percentile(0.5),
            P99Ms = flood.TurnedAway.Count == 0 ? null : flood.TurnedAway.Percentile(0.99),
        }).Against("early, with Retry-After", flood.TurnedAway.Count > 0 && flood.TurnedAwayMute == 0));

        var limit = Math.Max(NormalP99Ms, calm.Accepted.Percentile(0.99) * NormalTimes);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            var look = await OpenAsync(peak * Ordinary, Look, Many);
            if (look.TurnedAway.Count + look.Failed == 0 && look.Accepted.Percentile(0.99) <= limit) break;
        }

        report.Add((Measurement.Of("overload", string.Create(CultureInfo.InvariantCulture, $"normal again (p99 {limit:0} ms)")) with { P50Ms = clock.Elapsed.TotalMilliseconds })
            .Against("within 10 s", clock.Elapsed <= BackWithin));
        report.Add(Measurement.Of("overload", "until all of it is taken in") with { P50Ms = (await system.DrainAsync()).TotalMilliseconds });

        static long Sent(LoadResult result) => result.Taken + result.TurnedAway.Count;

        async Task<LoadResult> ClosedAsync(TimeSpan time)
        {
            var from = first;
            var result = await HttpLoad.RunAsync(system.Address, PeakClients, time, (n, buffer) => system.Texts.Write((from + n) % Senders, from + n, buffer));

            // A server that has just begun is slow, and may turn some away; at its peak it answers them all.
            return result.Failed == 0 ? result : result.AllTaken();
        }

        async Task<LoadResult> OpenAsync(double rate, TimeSpan time, int connections)
        {
            var timetable = Timetable.FromNow(rate, time);
            var from = first;
            first += timetable.Total;

            // An open run counts from nought, a closed one from one: nobody's message is sent twice, or it would be waited for in vain.
            return await HttpLoad.RunAtAsync(system.Address, timetable, connections, (n, buffer) => system.Texts.Write((from + n + 1) % Senders, from + n + 1, buffer), PlatformsPatience);
        }
    }
}
