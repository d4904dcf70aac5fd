using System.Net;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>One server that dies at the door again and again, and the one platform that delivers to it.</summary>
internal sealed class DoorKillLane(IReadOnlyList<string> points, bool stores)
{
    private const int MessagesOfOneCustomer = 25;

    /// <summary>Also of the platform, which here gives up for no machine that is busy: a second try after the first has come through would be one pass too many.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan TimeToAppear = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    /// <param name="Findings">What was seen on the way; the verdict has its own.</param>
    public sealed record Outcome(int Kills, Verdict Verdict, IReadOnlyList<string> Findings);

    public async Task<Outcome> RunAsync(Budget budget, int killsOfEachPoint)
    {
        await using var victim = await Victim.CreateAsync();
        var ledger = new Ledger();
        var findings = new List<string>();
        await victim.StartAsync(points[0], pass: 1);
        using var supervisor = await DeskClient.SignInAsync(victim.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var customer = new Customer(victim.Address, 1, ledger, Patience);
        var rounds = 0;
        for (; findings.Count == 0 && budget.AnotherRound(rounds / points.Count, killsOfEachPoint); rounds++)
        {
            var message = (rounds % MessagesOfOneCustomer) + 1;
            if (message == 1)
            {
                customer.Dispose();
                customer = new Customer(victim.Address, (rounds / MessagesOfOneCustomer) + 1, ledger, Patience);
            }

            if (await customer.PostAsync(message) is { } status) findings.Add($"answered {status} before the end: {Ledger.Text(customer.Sender, message)}");
            if (await victim.DieAsync() is { } finding) findings.Add(finding);

            // The same message again is the first pass, the next one the second: that is where the next round ends.
            await victim.StartAsync(points[(rounds + 1) % points.Count], pass: 2);
            if (await IsStoredAsync(supervisor, Ledger.Text(customer.Sender, message)) != stores)
                findings.Add($"{(stores ? "not stored" : "stored")} after {points[rounds % points.Count]}: {Ledger.Text(customer.Sender, message)}");
            if (await customer.PostAsync(message) is not HttpStatusCode.OK and var again) findings.Add($"answered {again?.ToString() ?? "nothing"} when it came again: {Ledger.Text(customer.Sender, message)}");
            else ledger.AcknowledgeMessage(customer.Sender, message);

            // A message that ten deaths in a row find in hand is set aside, as one that kills; on a slow machine a life would be too short to take it in.
            if (!await IsThereAsync(supervisor, Ledger.Text(customer.Sender, message))) findings.Add($"not taken in: {Ledger.Text(customer.Sender, message)}");
        }

        customer.Dispose();
        return new Outcome(rounds, await new Audit(ledger, victim.Platform.Received).RunAsync(victim.Address, Patience, Quiet), findings);
    }

    /// <summary>What is stored shows within the patience; what is not has not shown after a moment.</summary>
    private async Task<bool> IsStoredAsync(DeskClient supervisor, string text)
    {
        if (stores) return await IsThereAsync(supervisor, text);
        await Task.Delay(TimeToAppear);
        return await ShowsAsync(supervisor, text);
    }

    private static Task<bool> IsThereAsync(DeskClient supervisor, string text) => Patiently.WaitAsync(() => ShowsAsync(supervisor, text), Patience);

    private static async Task<bool> ShowsAsync(DeskClient supervisor, string text) =>
        (await supervisor.ListAsync("open")).Any(summary => summary.GetProperty("lastText").GetString() == text);
}
