using System.Globalization;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Crash.Faults.Crowds;

/// <summary>F51: one customer writes a hundred times as much as the others together. Theirs is accepted and taken in as before, and nobody's is lost.</summary>
internal sealed class OneFloods : IFault
{
    private const int Others = 20;
    private const double OthersPerSecond = 100;
    private const double FewestPerSecond = 5;
    private const double Times = 100;
    private const int Connections = 32;

    /// <summary>From this budget on, as much as the row asks for, and its limit of time.</summary>
    private static readonly TimeSpan TimeForAll = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestPhase = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPhase = TimeSpan.FromSeconds(60);

    /// <summary>Others' p99, against the one before.</summary>
    private const double MayGrow = 2;

    /// <summary>Below this a doubling is the machine's own noise.</summary>
    private const double LeastP99Ms = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Id => "F51";

    public string Name => "One customer floods";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var share = Math.Min(1, budget.Time / TimeForAll);
        var rate = share < 1 ? FewestPerSecond : OthersPerSecond;
        var phase = TimeSpan.FromTicks(Math.Clamp((budget.Time / 4).Ticks, ShortestPhase.Ticks, LongestPhase.Ticks));
        await using var victim = await Victim.CreateAsync();
        await victim.StartAsync();
        await PlainRules.SetAsync(victim.Address, "flood-1", TimeSpan.FromDays(1));
        var crowd = new Crowd(victim.Address);
        await crowd.WriteOnceAsync(Others + 1);
        var findings = new List<string>();
        if (await crowd.LostAsync(Patience) is var before and not 0) findings.Add($"{before} messages were lost before the flood");

        var calm = await crowd.WriteAtAsync(0, Others, Timetable.FromNow(rate, phase), Connections);
        var flooding = crowd.WriteAtAsync(Others, 1, Timetable.FromNow(rate * Times, phase), Connections);
        var flooded = await crowd.WriteAtAsync(0, Others, Timetable.FromNow(rate, phase), Connections);
        var flood = await flooding;
        var lost = await crowd.LostAsync(Patience);

        foreach (var (name, result) in new[] { ("the others before", calm), ("the others meanwhile", flooded) })
            if (result.Taken != result.Accepted.Count || result.TurnedAway.Count + result.Failed > 0)
                findings.Add($"of {name} {result.Taken} messages were taken, {result.TurnedAway.Count} turned away, {result.Failed} failed, {result.Unsent} waited for a connection");
        if (flood.TurnedAwayMute + flood.Failed > 0) findings.Add($"of the flood {flood.TurnedAwayMute} were turned away without a time and {flood.Failed} failed, the first with {flood.FirstFailure}");
        if (lost != 0) findings.Add($"{lost} accepted messages stand in no conversation");
        var (calmP99, floodedP99) = (calm.Accepted.Percentile(0.99), flooded.Accepted.Percentile(0.99));

        // Of little, and beside other work, it says more about the machine.
        if (share >= 1 && floodedP99 > Math.Max(LeastP99Ms, calmP99 * MayGrow)) findings.Add($"the others' p99 rose from {calmP99:0.0} to {floodedP99:0.0} ms");
        return new Proof(1, string.Create(CultureInfo.InvariantCulture,
            $"{flood.Taken} messages of the one taken and {flood.TurnedAway.Count} turned away, {flooded.Taken} of {Others} others; the others' p99 {calmP99:0.0} ms before and {floodedP99:0.0} ms meanwhile; lost {lost}"), findings);
    }
}
