using System.Globalization;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

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
    private const int MessagesOfOneCustomer = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToAppear = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public abstract string Id { get; }

    public abstract string Name { get; }

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var victim = await Victim.CreateAsync();
        var ledger = new Ledger();
        var findings = new List<string>();
        using var supervisor = await FirstStartAsync(victim);
        var customer = new Customer(victim.Address, 1, ledger);
        var rounds = 0;
        for (; budget.AnotherRound(rounds / points.Count, KillsOfEachPoint); rounds++)
        {
            var message = (rounds % MessagesOfOneCustomer) + 1;
            if (message == 1)
            {
                customer.Dispose();
                customer = new Customer(victim.Address, (rounds / MessagesOfOneCustomer) + 1, ledger);
            }

            if (await customer.PostAsync(message) is { } status) findings.Add($"answered {status} before the end: {Ledger.Text(customer.Sender, message)}");
            if (await victim.DieAsync() is { } finding) findings.Add(finding);

            // The same message again is the first pass, the next one the second: that is where the next round ends.
            await victim.StartAsync(points[(rounds + 1) % points.Count], pass: 2);
            if (await IsStoredAsync(supervisor, Ledger.Text(customer.Sender, message)) != stores)
                findings.Add($"{(stores ? "not stored" : "stored")} after {points[rounds % points.Count]}: {Ledger.Text(customer.Sender, message)}");
            if (!await customer.TryPostAsync(message)) findings.Add($"refused when it came again: {Ledger.Text(customer.Sender, message)}");
            else ledger.AcknowledgeMessage(customer.Sender, message);
            if (findings.Count > 0) break;
        }

        customer.Dispose();
        var verdict = await new Audit(ledger, victim.Platform.Received).RunAsync(victim.Address, Patience, Quiet);
        return new Proof(rounds, Figure(rounds, verdict), [.. findings, .. verdict.Findings]);
    }

    private string Figure(int rounds, Verdict verdict) => string.Create(CultureInfo.InvariantCulture,
        $"lost {verdict.Lost}, doubled {verdict.Doubled} in {rounds} kills at {string.Join(", ", points)}");

    private async Task<DeskClient> FirstStartAsync(Victim victim)
    {
        await victim.StartAsync(points[0], pass: 1);
        return await DeskClient.SignInAsync(victim.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
    }

    /// <summary>What is stored shows within the patience; what is not is looked for no longer than a moment.</summary>
    private async Task<bool> IsStoredAsync(DeskClient supervisor, string text)
    {
        var shown = false;
        await Patiently.WaitAsync(
            async () => shown = (await supervisor.ListAsync("open")).Any(summary => summary.GetProperty("lastText").GetString() == text),
            stores ? Patience : TimeToAppear);
        return shown;
    }
}
