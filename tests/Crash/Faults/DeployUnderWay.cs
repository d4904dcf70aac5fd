extern alias replay;

using System.Globalization;
using replay::OmniFunctions.Tests.Replay;
using replay::OmniFunctions.Tests.Replay.Mutations;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>
/// F45: new orchestrator code meets what the old code began. The golden histories of every release replay on the code of today and notice
/// every mutation of it; and on a living hub the old instances end as the old code would have them, a version beside the other.
/// </summary>
internal sealed class DeployUnderWay : IFault
{
    private const int FullRounds = 1_000;

    public string Id => "F45";

    public string Name => "Deployed while instances are under way";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        foreach (var (name, history) in GoldenHistories.All)
            if (GoldenHistories.Replay(history, GoldenHistories.Present()).Disagreement is { } disagreement) findings.Add($"{name} no longer replays: {disagreement}");
        var broken = findings.Count;

        var missed = MutationCatalogue.All.Where(mutation => MutationCatalogue.Noticing(mutation).Count == 0).ToList();
        findings.AddRange(missed.Select(mutation => $"no golden history notices that {mutation}"));

        var rounds = 0;
        var kept = new Deployment.Outcome(0, 0, 0);
        while (budget.AnotherRound(rounds, FullRounds))
        {
            await using var deployment = new Deployment(budget.Random.Next());
            kept += await deployment.RunAsync(findings);
            rounds++;
        }

        var golden = GoldenHistories.All.Count;
        var mutations = MutationCatalogue.All.Count;
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"golden histories replayed {golden - broken}/{golden}, mutations caught {mutations - missed.Count}/{mutations}, {kept}"), findings);
    }
}
