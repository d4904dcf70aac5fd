using OmniFunctions.Tests.Crash.Faults;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>
/// A server that dies at crash points while customers write, an agent answers and closes, and a desktop watches. All of them go on over
/// the deaths; what they saw is held against what is left when it is quiet again.
/// </summary>
internal sealed class Siege : IAsyncDisposable
{
    private const int Customers = 6;
    private const int RepliesBeforeClosing = 7;
    private static readonly TimeSpan PauseOfCustomers = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenSource blind = new();
    private readonly List<Customer> customers = [];
    private readonly List<string> findings = [];
    private Task load = Task.CompletedTask;
    private Task watch = Task.CompletedTask;

    private Siege(Victim victim)
    {
        Victim = victim;
        Desktop = new Desktop(victim.Address);
    }

    public Victim Victim { get; }

    public Ledger Ledger { get; } = new();

    public Desktop Desktop { get; }

    public int Kills { get; private set; }

    public IReadOnlyList<string> Findings => findings;

    public static async Task<Siege> BeginAsync()
    {
        var siege = new Siege(await Victim.CreateAsync());
        siege.customers.AddRange(Enumerable.Range(1, Customers).Select(number => new Customer(siege.Victim.Address, number, siege.Ledger)));
        var answerer = new Answerer(siege.Victim.Address, siege.Ledger, RepliesBeforeClosing);
        siege.load = Task.WhenAll([.. siege.customers.Select(customer => customer.WriteAsync(PauseOfCustomers, siege.over.Token)), answerer.AnswerAsync(siege.over.Token)]);
        siege.watch = siege.Desktop.WatchAsync(siege.blind.Token);
        return siege;
    }

    /// <summary>Lets it die at each of the points in turn, at a random one of the first passes, until the budget is spent.</summary>
    /// <param name="points">Each with the latest pass at which to die, one that a life under this load comes to soon.</param>
    /// <param name="afterEach">What to do before the next one.</param>
    public async Task LastAsync(Budget budget, IReadOnlyList<(string Point, int MaxPass)> points, int killsOfEach, Func<Task>? afterEach = null)
    {
        for (var round = 0; findings.Count == 0 && budget.AnotherRound(round, killsOfEach); round++)
        {
            foreach (var (point, maxPass) in points)
            {
                await Victim.LaunchAsync(point, budget.Random.Next(1, maxPass + 1));
                if (await Victim.DieAsync() is { } finding) findings.Add(finding);
                else Kills++;
                if (afterEach is not null) await afterEach();
            }
        }
    }

    /// <summary>Brings the server back for good, lets everybody finish, and compares.</summary>
    public async Task<SiegeOutcome> EndAsync()
    {
        await Victim.StartAsync();
        await Task.Delay(Quiet);
        await over.CancelAsync();
        await load.WaitAsync(Patience);
        var verdict = await new Audit(Ledger, Victim.Platform.Received).RunAsync(Victim.Address, Patience, Quiet);
        using var supervisor = await DeskClient.SignInAsync(Victim.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var rest = new Aftermath(supervisor, Desktop, Victim.Platform.Received);
        var outcome = await rest.ReadAsync(Patience);
        return outcome with { Verdict = verdict, Findings = [.. findings, .. verdict.Findings, .. outcome.Findings] };
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await blind.CancelAsync();
        await Victim.DisposeAsync();
        await watch;

        // Whoever is still in the middle of a last try has nobody left to give up for.
        foreach (var customer in customers) customer.Dispose();
        over.Dispose();
        blind.Dispose();
    }
}
