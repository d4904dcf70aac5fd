using System.Globalization;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Tests.Crash.Load;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// F07: an answer in hand is lost with the server until it is in the log, and not afterwards. The agent's page sees a broken connection
/// either way, and sends it again under the same id.
/// </summary>
internal sealed class KilledWhileReplying : IFault
{
    private const int KillsOfEachPoint = 1_000;
    private static readonly string[] Points = [CrashPoint.Commanded, CrashPoint.Committed];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public string Id => "F07";

    public string Name => "Killed while an agent answers";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var victim = await Victim.CreateAsync();
        var ledger = new Ledger();
        var findings = new List<string>();
        await victim.StartAsync(PointOf(0), pass: 1);
        using var conversation = await OneConversation.BeginAsync(victim.Address, 1, ledger);
        var rounds = 0;
        for (; findings.Count == 0 && budget.AnotherRound(rounds / Points.Length, KillsOfEachPoint); rounds++)
        {
            var messageId = string.Create(CultureInfo.InvariantCulture, $"reply-{rounds + 1}");
            var isInTheLog = PointOf(rounds) == CrashPoint.Committed;
            if (await conversation.ReplyAsync(messageId) is { } early) findings.Add($"{messageId} was answered {early} before the end");
            if (await victim.DieAsync() is { } finding) findings.Add(finding);

            await victim.StartAsync(PointOf(rounds + 1), PassesOfARepetition(rounds) + 1);
            if (await conversation.DeliveryAsync(messageId) is not null != isInTheLog) findings.Add($"{messageId} is {(isInTheLog ? "not " : "")}in the log after {PointOf(rounds)}");
            if (await conversation.ReplyAsync(messageId) is not System.Net.HttpStatusCode.Accepted and var status) findings.Add($"{messageId} was answered {status} when it came again");
            else ledger.AcknowledgeReply(messageId, conversation.Id);
            if (await conversation.OutcomeAsync(messageId) is not "delivered" and var outcome) findings.Add($"{messageId} is {outcome ?? "not there"} in the end");
        }

        var verdict = await new Audit(ledger, victim.Platform.Received).RunAsync(victim.Address, Patience, Quiet);
        return new Proof(
            rounds,
            string.Create(CultureInfo.InvariantCulture, $"lost {verdict.Lost}, doubled {verdict.Doubled} in {rounds} kills at {string.Join(", ", Points)}"),
            [.. findings, .. verdict.Findings]);
    }

    private static string PointOf(int round) => Points[round % Points.Length];

    /// <summary>The answer that comes again passes the next round's point before that round's own does, unless it is in the log already.</summary>
    private static int PassesOfARepetition(int round) => PointOf(round + 1) == CrashPoint.Commanded || PointOf(round) == CrashPoint.Commanded ? 1 : 0;
}
