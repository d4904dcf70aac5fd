using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>
/// F24: messages that nobody can read lie among those of many customers. Each is set aside, leaves a mark where it would have stood, and
/// holds up nobody: neither the others nor the conversation it belongs to.
/// </summary>
internal sealed class PoisonAmongOthers : IFault
{
    private const int FullRounds = 200;

    /// <summary>Of fewer, the 99th of a hundred says more about the machine than about the system.</summary>
    private const int EnoughForAComparison = 50_000;

    private const double AllowedChange = 0.10;

    public string Id => "F24";

    public string Name => "Poison message";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var (clean, poisoned) = (new List<double>(), new List<double>());
        var (rounds, blocked, marks, poisons) = (0, 0, 0, 0);

        // The first run pays for the compiler, and is not counted.
        await PoisonedRun.RunAsync(beginsWithPoison: true, budget.Random);
        for (; findings.Count == 0 && budget.AnotherRound(rounds, FullRounds); rounds++)
        {
            var run = await PoisonedRun.RunAsync(beginsWithPoison: rounds % 2 == 1, budget.Random);
            clean.AddRange(run.CleanMs);
            poisoned.AddRange(run.PoisonedMs);
            blocked += run.Blocked;
            marks += run.Marks;
            poisons += run.Poisons;
            findings.AddRange(run.Findings);
        }

        var (before, after) = (Percentile(clean), Percentile(poisoned));
        var change = (after - before) / before;
        if (poisoned.Count >= EnoughForAComparison && change > AllowedChange)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"the others' p99 rose by {change:P0}"));
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"others' p99 {before:0.0} ms without poison and {after:0.0} ms with it ({change:+0.0%;-0.0%}) in {clean.Count} and {poisoned.Count} messages, blocked conversations {blocked}, gaps marked {marks} of {poisons}"), findings);
    }

    private static double Percentile(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[(int)Math.Ceiling(values.Count * 0.99) - 1];
    }
}
