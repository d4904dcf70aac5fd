using System.Globalization;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>F06: the desktop asks from its cursor for what it was not told, and shows in the end what the store has.</summary>
internal sealed class KilledWhilePushing : IFault
{
    private const int KillsOfEachPoint = 1_000;

    public string Id => "F06";

    public string Name => "Killed while the desk is told";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var siege = await Siege.BeginAsync();
        await siege.LastAsync(budget, [(CrashPoint.Placing, 20), (CrashPoint.Pushing, 20), (CrashPoint.CatchingUp, 3)], KillsOfEachPoint);
        var outcome = await siege.EndAsync();
        return new Proof(
            siege.Kills,
            string.Create(CultureInfo.InvariantCulture, $"desk = store in {outcome.EntriesCompared} entries, {siege.Desktop.Gaps} gaps within a connection; {outcome.Verdict}"),
            outcome.Findings);
    }
}
