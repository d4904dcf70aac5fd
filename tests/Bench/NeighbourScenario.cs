using System.Globalization;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>One customer writes a hundred times as much as the others together are used to; the others must hardly notice.</summary>
internal static class NeighbourScenario
{
    private const int Others = 50;
    private const double UsualRate = 20;
    private const double Times = 100;
    private const double P99Times = 2;

    /// <summary>Below this a doubling is the machine's own noise.</summary>
    private const double LeastP99Ms = 5;

    private const long Flooder = 8_000_000_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var rate = options.Rate ?? UsualRate;
        await using var system = await StaffedServer.StartAsync(Others + 1);
        await using var probe = await Probe.BeginAsync(system);
        await system.ComeInAsync();
        await using (var openings = await Openings.BeginAsync(system)) await openings.OpenAsync(Others, 4);
        report.Settings($"{Others} customers write {rate:0} messages a second together and one is watched; then one more writes {rate * Times:0}");
        var traffic = new Traffic(system, Others);
        await RunAsync(traffic, probe, rate, WarmUp);

        var duration = TimeSpan.FromSeconds(options.Seconds);
        var (calmAccepted, calmPushed) = await RunAsync(traffic, probe, rate, duration);
        var flooding = HttpLoad.RunAtAsync(system.Address, Timetable.FromNow(rate * Times, duration), 64, (number, buffer) => system.Texts.Write(Flooder, Flooder + number, buffer));
        var (accepted, pushed) = await RunAsync(traffic, probe, rate, duration);
        var flood = await flooding;
        Add("accepted", calmAccepted, accepted);
        Add("webhook to the agent's frame", calmPushed, pushed);
        report.Add(Measurement.Of("neighbour", string.Create(CultureInfo.InvariantCulture, $"the flood ({flood.TurnedAway.Count} turned away)")) with
        {
            Rate = flood.Rate,
            P50Ms = flood.Accepted.Count == 0 ? null : flood.Accepted.Percentile(0.5),
            P99Ms = flood.Accepted.Count == 0 ? null : flood.Accepted.Percentile(0.99),
            RssMiB = system.Server.ResidentMiB,
        });

        void Add(string what, Latencies calm, Latencies flooded)
        {
            report.Add(Measurement.Of("neighbour", $"others, {what}, calm") with { Rate = calm.Count / duration.TotalSeconds, P50Ms = calm.Percentile(0.5), P99Ms = calm.Percentile(0.99) });
            report.Add((Measurement.Of("neighbour", $"others, {what}, flood") with { Rate = flooded.Count / duration.TotalSeconds, P50Ms = flooded.Percentile(0.5), P99Ms = flooded.Percentile(0.99) })
                .Against("p99 at most doubled (F51)", flooded.Percentile(0.99) <= Math.Max(LeastP99Ms, calm.Percentile(0.99) * P99Times)));
        }
    }

    private static async Task<(Latencies Accepted, Latencies Pushed)> RunAsync(Traffic traffic, Probe probe, double rate, TimeSpan duration)
    {
        var others = traffic.RunAtAsync(rate, duration, 16);
        var (pushed, _) = await probe.RunAtAsync(rate, duration);
        return ((await others).AllTaken().Accepted, pushed);
    }
}
