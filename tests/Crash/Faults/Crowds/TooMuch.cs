using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Crash.Faults.Crowds;

/// <summary>
/// F52: five times as much comes as can be taken. What is taken stays as much as before and is kept, what is not is told when to come again, and soon afterwards
/// it is as if nothing had been.
/// </summary>
internal sealed class TooMuch : IFault
{
    private const int Customers = 200;
    private const int OrdinaryConnections = 16;
    private const int Connections = 200;

    /// <summary>Platforms open as many as they like, and so few that all of them find room would show nobody turned away.</summary>
    private const int FloodConnections = 1_000;
    private const double Times = 5;
    private const double Goodput = 0.9;
    private const double Ordinary = 0.3;

    /// <summary>From this budget on the row's limits hold.</summary>
    private static readonly TimeSpan TimeForAll = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan ShortestPhase = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPhase = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Id => "F52";

    public string Name => "Five times as much comes as can be taken";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var isWhole = budget.Time >= TimeForAll;
        var phase = TimeSpan.FromTicks(Math.Clamp((budget.Time / 10).Ticks, ShortestPhase.Ticks, LongestPhase.Ticks));
        await using var victim = await Victim.CreateAsync();
        await victim.StartAsync();
        await PlainRules.SetAsync(victim.Address, "much-1", TimeSpan.FromDays(1));
        var crowd = new Crowd(victim.Address);
        await crowd.WriteOnceAsync(Customers);
        var findings = new List<string>();
        if (await crowd.LostAsync(Patience) is var before and not 0) findings.Add($"{before} messages were lost before it began");

        // Messages that come together share a flush, so fewer connections would not show what can be taken.
        var closed = await crowd.WriteAsync(Customers, phase, Connections);
        if (await crowd.LostAsync(Patience) is var left and not 0) findings.Add($"{left} messages of the peak were lost");
        var peak = closed.Rate;

        var flood = await crowd.WriteAtAsync(0, Customers, Timetable.FromNow(peak * Times, phase), isWhole ? FloodConnections : Connections);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience && await crowd.WriteAtAsync(0, Customers, Timetable.FromNow(Math.Max(10, peak * Ordinary), Look), OrdinaryConnections) is { } look && look.Taken < look.Accepted.Count + look.TurnedAway.Count + look.Failed)
        {
            // Not everybody is taken yet.
        }

        var back = clock.Elapsed;
        var lost = await crowd.LostAsync(Patience);
        if (back > Patience) findings.Add("it did not come back to taking everybody");
        if (flood.TurnedAwayMute > 0) findings.Add($"{flood.TurnedAwayMute} of {flood.TurnedAway.Count} were turned away without a time to come again");
        if (flood.Failed > 0) findings.Add($"{flood.Failed} were neither taken nor turned away, the first was answered {flood.FirstFailure}");
        if (flood.Taken == 0) findings.Add("nothing was taken any more");
        if (lost != 0) findings.Add($"{lost} accepted messages stand in no conversation");

        // For a moment, and beside other work, these say more about the machine.
        if (isWhole && flood.Unsent > 0) findings.Add($"{flood.Unsent} waited for a connection until it was over: nobody was turned away in time for them");
        if (isWhole && flood.Rate < peak * Goodput) findings.Add($"{flood.Rate:0} a second were taken, of {peak:0} at the peak");
        if (isWhole && back > BackWithin) findings.Add($"everybody was taken again after {back.TotalSeconds:0.0} s");
        return new Proof(1, string.Create(CultureInfo.InvariantCulture,
            $"peak {peak:0}/s; at {peak * Times:0}/s {flood.Rate:0}/s were taken and {flood.TurnedAway.Count} turned away, {flood.TurnedAwayMute} of them without a time, {flood.Unsent} unheard; everybody again after {back.TotalSeconds:0.0} s; lost {lost}"), findings);
    }
}
