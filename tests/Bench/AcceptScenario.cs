using System.Globalization;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>Signed webhooks, each answered when the broker has flushed it; a thousand customers write in turn, and the system takes their messages in meanwhile.</summary>
internal static class AcceptScenario
{
    private const int Senders = 1000;
    private const int Many = 64;

    /// <summary>Message numbers of longer texts begin beyond those of the others.</summary>
    private const long LongerFrom = 1_000_000;

    /// <summary>WeChat lets a text have two thousand bytes.</summary>
    private static readonly int[] Longer = [500, 1_900];

    private const double RateOfMany = 12_500;
    private const double P99MsOfMany = 10;
    private const double RateOfOne = 2_500;
    private const double P99MsOfOne = 0.8;

    /// <summary>Until the code that a message runs through has mostly been compiled for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        int[] clientCounts = options.Clients is { } asked ? [asked] : [1, Many];
        var floor = await FloorScenario.MeasureAsync(options, report, clientCounts);
        await using var system = await StaffedServer.StartAsync(conversations: Senders);
        report.Settings($"{Senders} customers write in turn, nobody is at their desk; wechat-oa text in plain mode");
        var first = 0L;
        foreach (var clients in clientCounts)
        {
            first = await RunAsync(system, clients, WarmUp, first) is { } warm ? first + warm.Taken : first;
            await system.DrainAsync();
            var before = await Usage.ReadAsync(system.Server);
            var result = await RunAsync(system, clients, TimeSpan.FromSeconds(options.Seconds), first);
            var after = await Usage.ReadAsync(system.Server);
            var drained = await system.DrainAsync();
            var whole = await Usage.ReadAsync(system.Server);
            report.Add(Against(clients, Measurement.Of("accept", "webhook answered after its flush") with
            {
                Clients = clients,
                Rate = result.Rate,
                P50Ms = result.Accepted.Percentile(0.5),
                P99Ms = result.Accepted.Percentile(0.99),
                CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / result.Taken,
                FloorRatio = result.Rate / floor[clients],
                RssMiB = system.Server.ResidentMiB,
                FlushesPerOp = (double)(after.Commits - before.Commits) / result.Taken,
            }));

            // What was answered is not yet in its conversation. Here is what a message costs until it is, and how fast that goes.
            report.Add(Measurement.Of("accept", string.Create(CultureInfo.InvariantCulture, $"until all are taken in (+{drained.TotalSeconds:0.0} s)")) with
            {
                Clients = clients,
                Rate = result.Taken / (result.Elapsed + drained).TotalSeconds,
                CpuMsPerOp = (whole.Processor - before.Processor).TotalMilliseconds / result.Taken,
                FlushesPerOp = (double)(whole.Commits - before.Commits) / result.Taken,
                RssMiB = system.Server.ResidentMiB,
            });
            first += result.Taken;
        }

        var (twice, duplicates) = await DuplicatesAsync(system, clientCounts[^1], options, first);
        report.Add(twice);
        foreach (var more in Longer) report.Add(await LongerAsync(system, clientCounts[^1], more, duplicates, options));
    }

    /// <summary>From other customers, whose texts are longer.</summary>
    private static async Task<Measurement> LongerAsync(StaffedServer system, int clients, int more, long duplicates, BenchOptions options)
    {
        var texts = new WeChatTexts(DemoSettings.WeChat, system.Address, $"longer-{more}", more);
        var first = more * LongerFrom;
        var before = await Usage.ReadAsync(system.Server);
        var result = (await HttpLoad.RunAsync(system.Address, clients, TimeSpan.FromSeconds(options.Seconds), (n, buffer) => texts.Write(n % Senders, first + n, buffer))).AllTaken();
        var after = await Usage.ReadAsync(system.Server);
        await system.DrainAsync(duplicates);
        return Measurement.Of("accept", string.Create(CultureInfo.InvariantCulture, $"texts longer by {more:N0} characters")) with
        {
            Clients = clients,
            Rate = result.Rate,
            P50Ms = result.Accepted.Percentile(0.5),
            P99Ms = result.Accepted.Percentile(0.99),
            CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / result.Taken,
            RssMiB = system.Server.ResidentMiB,
            FlushesPerOp = (double)(after.Commits - before.Commits) / result.Taken,
        };
    }

    /// <summary>Everything comes twice in a row, as from a platform that did not hear the first answer.</summary>
    private static async Task<(Measurement Measured, long Duplicates)> DuplicatesAsync(StaffedServer system, int clients, BenchOptions options, long first)
    {
        var counted = await Counters.ReadAsync(system.Address);
        var before = await Usage.ReadAsync(system.Server);
        var result = (await HttpLoad.RunAsync(system.Address, clients, TimeSpan.FromSeconds(options.Seconds), (n, buffer) => system.Texts.Write((n / 2) % Senders, first + 1 + (n / 2), buffer))).AllTaken();
        var after = await Usage.ReadAsync(system.Server);
        var distinct = (result.Taken / 2) + 1;
        await system.DrainAsync(result.Taken - distinct);
        var takenIn = (await Counters.ReadAsync(system.Address)).TakenIn - counted.TakenIn;
        var measured = (Measurement.Of("accept", "each of them twice") with
        {
            Clients = clients,
            Rate = result.Rate,
            P50Ms = result.Accepted.Percentile(0.5),
            P99Ms = result.Accepted.Percentile(0.99),
            CpuMsPerOp = (after.Processor - before.Processor).TotalMilliseconds / result.Taken,
            RssMiB = system.Server.ResidentMiB,
            FlushesPerOp = (double)(after.Commits - before.Commits) / result.Taken,
        }).Against(string.Create(CultureInfo.InvariantCulture, $"no duplicate taken in ({takenIn} of {result.Taken})"), takenIn <= distinct);
        return (measured, result.Taken - distinct);
    }

    private static async Task<LoadResult> RunAsync(StaffedServer system, int clients, TimeSpan duration, long first) =>
        (await HttpLoad.RunAsync(system.Address, clients, duration, (n, buffer) => system.Texts.Write((first + n) % Senders, first + n, buffer))).AllTaken();

    private static Measurement Against(int clients, Measurement m) => clients switch
    {
        1 => m.Against("2,500/s, p99 0.8 ms", m.Rate >= RateOfOne && m.P99Ms <= P99MsOfOne),
        Many => m.Against("12,500/s, p99 10 ms", m.Rate >= RateOfMany && m.P99Ms <= P99MsOfMany),
        _ => m,
    };
}
