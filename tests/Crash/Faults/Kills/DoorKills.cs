using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// One message a round: the server dies with it in hand, the platform sees its connection break, looks away while the server comes back,
/// and delivers again.
/// </summary>
/// <param name="points">Taken in turn.</param>
/// <param name="stores">Whether a message that was in hand there is kept.</param>
internal abstract class DoorKills(IReadOnlyList<string> points, bool stores) : IFault
{
    private const int KillsOfEachPoint = 1_000;

    /// <summary>Servers side by side, each on its own folder: a start is one thread's work for most of its time, and a kill is mostly a start.</summary>
    private const int Lanes = 4;

    public abstract string Id { get; }

    public abstract string Name { get; }

    public async Task<Proof> RunAsync(Budget budget)
    {
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => new DoorKillLane(points, stores).RunAsync(budget, KillsOfEachPoint / Lanes)));
        var verdict = lanes.Select(lane => lane.Verdict).Aggregate((one, other) => one + other);
        var kills = lanes.Sum(lane => lane.Kills);
        var figure = string.Create(CultureInfo.InvariantCulture, $"lost {verdict.Lost}, doubled {verdict.Doubled} in {kills} kills at {string.Join(", ", points)}");
        return new Proof(kills, figure, [.. lanes.SelectMany(lane => lane.Findings), .. verdict.Findings]);
    }
}
