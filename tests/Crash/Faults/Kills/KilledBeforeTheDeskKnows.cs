using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>F04: what was answered for goes on by itself as soon as the server is back; how soon the desk is told is measured.</summary>
internal sealed class KilledBeforeTheDeskKnows : IFault
{
    private const int KillsOfEachPoint = 1_000;

    /// <summary>Of fewer, the 99th of a hundred is just the slowest, and says more about the machine than about the system.</summary>
    private const int EnoughForAPercentile = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Id => "F04";

    public string Name => "Killed between the answer and the desk";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var resumed = new List<TimeSpan>();
        await using var siege = await Siege.BeginAsync();
        await siege.LastAsync(
            budget,
            [(CrashPoint.Answering, 20), (CrashPoint.Appended, 20), (CrashPoint.Received, 20), (CrashPoint.Ringing, 20)],
            KillsOfEachPoint,
            async () => resumed.Add(await ResumeAsync(siege)));
        var outcome = await siege.EndAsync();

        resumed.Sort();
        var p99 = resumed[(int)Math.Ceiling(resumed.Count * 0.99) - 1];
        string[] silent = p99 < Patience ? [] : ["nothing was pushed any more"];
        string[] late = resumed.Count >= EnoughForAPercentile && p99 > Limit
            ? [string.Create(CultureInfo.InvariantCulture, $"the first push came {p99.TotalMilliseconds:0} ms after the start, later than {Limit.TotalMilliseconds:0} ms")]
            : [];
        return new Proof(
            siege.Kills,
            string.Create(CultureInfo.InvariantCulture,
                $"first push after the start of the process p50 {resumed[resumed.Count / 2].TotalMilliseconds:0} ms, p99 {p99.TotalMilliseconds:0} ms; {outcome.Verdict}"),
            [.. outcome.Findings, .. silent, .. late]);
    }

    /// <returns>From the start of the process to the first push that reaches the desktop; the whole patience when none does.</returns>
    private static async Task<TimeSpan> ResumeAsync(Siege siege)
    {
        await siege.Victim.KillAsync();
        var push = siege.Desktop.NextPushAsync();
        var started = Stopwatch.GetTimestamp();
        await siege.Victim.StartAsync();
        var told = await Task.WhenAny(push, Task.Delay(Patience)) == push;
        await siege.Victim.KillAsync();
        return told ? Stopwatch.GetElapsedTime(started, await push) : Patience;
    }
}
