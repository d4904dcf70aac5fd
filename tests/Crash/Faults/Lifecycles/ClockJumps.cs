using System.Globalization;
using OmniFunctions.Tests.Crash.InProcess;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.Faults.Lifecycles;

/// <summary>
/// F26: the machine's clock is set an hour or a year ahead or back, or drifts, while conversations wait. What falls due goes by the time that
/// passes: nothing ends early or late, and the door's replay window refuses and admits as before. Most of it in this process, where hours
/// of waiting take no time; and a whole server process under a clock that is moved from outside.
/// </summary>
internal sealed class ClockJumps : IFault
{
    private const int FullRounds = 10_000;

    /// <summary>From this budget on the server is left until its deadlines have come, which are real minutes.</summary>
    private static readonly TimeSpan TimeForDeadlines = TimeSpan.FromMinutes(2);

    private static readonly (string What, Action<JumpingClock> Happen)[] Moves =
    [
        ("an hour ahead", clock => clock.Jump(TimeSpan.FromHours(1))),
        ("an hour back", clock => clock.Jump(TimeSpan.FromHours(-1))),
        ("a year ahead", clock => clock.Jump(TimeSpan.FromDays(365))),
        ("a year back", clock => clock.Jump(TimeSpan.FromDays(-365))),
        ("drifting ahead", clock => clock.Drift(0.0005)),
        ("drifting back", clock => clock.Drift(-0.0005)),
        ("right again", clock => clock.Drift(0)),
    ];

    public string Id => "F26";

    public string Name => "The clock jumps and drifts";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var outside = await MoveAServerAsync(budget, findings);
        var passing = new ManualTime();
        var machine = new JumpingClock(passing);
        await using var waits = await WaitingCustomers.StartAsync(passing, machine, budget.Random);
        var rounds = 0;
        for (; waits.Findings.Count == 0 && budget.AnotherRound(rounds, FullRounds); rounds++)
        {
            var (what, happen) = Moves[rounds % Moves.Length];
            await waits.RoundAsync(rounds, what, () => happen(machine));
        }

        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"wrong verdicts {waits.Findings.Count} of {waits.Verdicts}, of which {waits.Breaches} breached as they should; {waits.Admitted} genuine deliveries admitted, {waits.Refused} replayed ones refused; {outside}"), [.. findings, .. waits.Findings]);
    }

    private static async Task<string> MoveAServerAsync(Budget budget, List<string> findings)
    {
        if (MovedClock.Missing is { } reason) return $"no whole process was run: {reason}";
        var outcome = await MovedServer.RunAsync(toTheEnd: budget.Time >= TimeForDeadlines, findings);
        return string.Create(CultureInfo.InvariantCulture,
            $"a whole process whose clock was moved {outcome.Moves} times: wrong verdicts {findings.Count} of {outcome.Verdicts}, {outcome.Admitted} admitted, {outcome.Refused} refused");
    }
}
