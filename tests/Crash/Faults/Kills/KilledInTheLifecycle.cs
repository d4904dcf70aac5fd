using System.Globalization;
using OmniFunctions.Runtime.Faults;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// F05: an activity may run again, its effect happens once: at the platform, in the log, and where the agents' places are counted.
/// </summary>
internal sealed class KilledInTheLifecycle : IFault
{
    private const int KillsOfEachPoint = 1_000;

    public string Id => "F05";

    public string Name => "Killed around an effect";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var siege = await Siege.BeginAsync();
        await siege.LastAsync(budget, [(CrashPoint.Decided, 20), (CrashPoint.Performed, 30)], KillsOfEachPoint);
        var outcome = await siege.EndAsync();
        var once = outcome.Replies - outcome.Verdict.Doubled;
        return new Proof(
            siege.Kills,
            string.Create(CultureInfo.InvariantCulture, $"effects = 1 in {once}/{outcome.Replies} replies, of which {outcome.Unknown} shown as unknown; {outcome.Verdict}"),
            outcome.Findings);
    }
}
