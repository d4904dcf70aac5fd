using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>F09: a server under load is killed at any moment, again and again, on one data folder.</summary>
internal sealed class RandomKills : IFault
{
    private const int FullRounds = 10_000;
    private const int CyclesBeforeAnAudit = 3;

    public string Id => "F09";

    public string Name => "Killed at any moment under load";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var kills = 0;
        var sum = new Verdict(0, 0, 0, 0, []);
        while (budget.AnotherRound(kills, FullRounds))
        {
            // Short loops in a test, long ones in hours: the folder grows old, and the audit of all it holds is not most of the work.
            var cycles = Math.Clamp(kills, CyclesBeforeAnAudit, 100);
            sum += await new CrashRun(cycles, budget.Random.Next(), TextWriter.Null).RunAsync();
            kills += cycles;
        }

        return new Proof(kills, string.Create(CultureInfo.InvariantCulture, $"{sum}"), sum.IsClean || sum.Findings.Count > 0 ? sum.Findings : ["nothing was acknowledged"]);
    }
}
