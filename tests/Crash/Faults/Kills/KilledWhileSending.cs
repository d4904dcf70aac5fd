using System.Globalization;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Tests.Crash.Load;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// F08: between the call to the platform and the record of its outcome nobody knows whether the customer has the answer. The agent is shown
/// exactly that, and it is never silently sent again.
/// </summary>
internal sealed class KilledWhileSending : IFault
{
    private const int KillsOfEachPoint = 1_000;

    /// <summary>The platform has it and has not answered.</summary>
    private const string InTheCall = "the call";

    private static readonly string[] Points = [CrashPoint.Calling, InTheCall, CrashPoint.Called, CrashPoint.Recorded];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public string Id => "F08";

    public string Name => "Killed between the call and its result";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var victim = await Victim.CreateAsync();
        var ledger = new Ledger();
        var findings = new List<string>();
        await StartAsync(victim, round: 0);
        using var conversation = await OneConversation.BeginAsync(victim.Address, 1, ledger);
        var (rounds, unknown, shown) = (0, 0, 0);
        for (; findings.Count == 0 && budget.AnotherRound(rounds / Points.Length, KillsOfEachPoint); rounds++)
        {
            var messageId = string.Create(CultureInfo.InvariantCulture, $"reply-{rounds + 1}");
            if (await DieAsync(victim, conversation, messageId, PointOf(rounds)) is { } finding) findings.Add(finding);

            // Nobody has seen the 202 if the end came before it; the page would send it again, and gets the same answer.
            await StartAsync(victim, rounds + 1);
            if (await conversation.ReplyAsync(messageId) is not System.Net.HttpStatusCode.Accepted and var status) findings.Add($"{messageId} was answered {status} when it came again");
            else ledger.AcknowledgeReply(messageId, conversation.Id);

            var expected = PointOf(rounds) == CrashPoint.Recorded ? "delivered" : "unknown";
            var outcome = await conversation.OutcomeAsync(messageId);
            if (outcome != expected) findings.Add($"{messageId} is {outcome ?? "not there"} after {PointOf(rounds)}, not {expected}");
            if (expected == "unknown") unknown++;
            if (outcome == "unknown") shown++;
        }

        var verdict = await new Audit(ledger, victim.Platform.Received).RunAsync(victim.Address, Patience, Quiet);
        return new Proof(
            rounds,
            string.Create(CultureInfo.InvariantCulture, $"silent doubles {verdict.Doubled}; unknown shown {shown}/{unknown}; lost {verdict.Lost}"),
            [.. findings, .. verdict.Findings, .. Arrivals(victim, rounds)]);
    }

    private static async Task<string?> DieAsync(Victim victim, OneConversation conversation, string messageId, string point)
    {
        var taken = new TaskCompletionSource();
        using var hold = point == InTheCall ? victim.Platform.HoldAnswers(_ => taken.TrySetResult()) : null;
        await conversation.ReplyAsync(messageId);
        if (point != InTheCall) return await victim.DieAsync();
        await taken.Task.WaitAsync(Patience);
        await victim.KillAsync();
        return null;
    }

    /// <summary>How often each reply arrived: never when the end came before the call, once else.</summary>
    private static IEnumerable<string> Arrivals(Victim victim, int rounds)
    {
        var arrived = victim.Platform.Received.CountBy(message => message.Text).ToDictionary();
        for (var round = 0; round < rounds; round++)
        {
            var messageId = string.Create(CultureInfo.InvariantCulture, $"reply-{round + 1}");
            var expected = PointOf(round) == CrashPoint.Calling ? 0 : 1;
            if (arrived.GetValueOrDefault(messageId) != expected) yield return $"{messageId} arrived {arrived.GetValueOrDefault(messageId)} times after {PointOf(round)}, not {expected}";
        }
    }

    private static Task StartAsync(Victim victim, int round) => PointOf(round) == InTheCall
        ? victim.StartAsync()
        : victim.StartAsync(PointOf(round), PassesOfRecovery(round) + 1);

    /// <summary>What the last end left without an outcome is recorded as unknown, past the points behind the call, before anything new is sent.</summary>
    private static int PassesOfRecovery(int round) =>
        PointOf(round) != CrashPoint.Calling && round > 0 && PointOf(round - 1) != CrashPoint.Recorded ? 1 : 0;

    private static string PointOf(int round) => Points[round % Points.Length];
}
