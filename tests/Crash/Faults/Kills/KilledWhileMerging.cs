using System.Globalization;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Tests.Crash.Load;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// F67: two conversations become one and two again, while both customers write, and the server dies anywhere between the steps. It comes to its end
/// afterwards, and every message stands once with its own customer.
/// </summary>
internal sealed class KilledWhileMerging : IFault
{
    private const int Full = 1_000;

    /// <summary>After these a new pair begins, so that what is read again each time stays short.</summary>
    private const int RoundsOfAPair = 20;

    /// <summary>The latest pass of each point that the steps of one round come to.</summary>
    private static readonly (string Point, int MaxPass)[] Points =
        [(CrashPoint.Committed, 1), (CrashPoint.Appended, 6), (CrashPoint.Ringing, 6), (CrashPoint.Decided, 6), (CrashPoint.Performed, 8), (CrashPoint.Pushing, 8)];

    /// <summary>From the start of the server on, which the last start tells the length of.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(800);

    public string Id => "F67";

    public string Name => "Killed while conversations are merged";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var victim = await Victim.CreateAsync();
        await victim.StartAsync();
        var findings = new List<string>();
        var (rounds, atPoints) = (0, 0);
        MergingPair? pair = null;
        for (; findings.Count == 0 && budget.AnotherRound(rounds, Full); rounds++)
        {
            if (rounds % RoundsOfAPair == 0)
            {
                pair?.Dispose();
                pair = await MergingPair.BeginAsync(victim.Address, rounds / RoundsOfAPair);
            }

            var step = rounds % 2 == 0 ? "merge" : "unmerge";
            var (point, maxPass) = Points[budget.Random.Next(Points.Length)];
            await victim.LaunchAsync(point, budget.Random.Next(1, maxPass + 1));
            var acts = pair!.ActAsync(step);
            if (await victim.DiesWithinAsync(victim.Starts[^1] + (LongestLife * budget.Random.NextDouble()))) atPoints++;
            await victim.StartAsync();
            await acts;
            findings.AddRange(await pair.FaultsAsync(step));
        }

        pair?.Dispose();
        return new Proof(
            rounds,
            string.Create(CultureInfo.InvariantCulture, $"{findings.Count} wrong in {rounds} kills, {atPoints} of them at a crash point"),
            findings);
    }
}
