using System.Globalization;
using OmniFunctions.Tests.Crash.Load;

namespace OmniFunctions.Tests.Crash.Faults.Kills;

/// <summary>
/// F17: the heap is held to less than a flood of customers would like. The server either gets by with it or ends, and never goes on with
/// less in memory than on the disk. Everything that was acknowledged is there when it has its memory back.
/// </summary>
internal sealed class OutOfMemory : IFault
{
    private const int FullRounds = 1_000;
    private const int Customers = 150;

    /// <summary>Shown to be enough for the flood: the buffers are bounded, so that it does not end here.</summary>
    private const int EnoughMiB = 48;

    /// <summary>Around what a start alone fits into.</summary>
    private static readonly int[] HeapMiB = [8, EnoughMiB, 6];

    private static readonly TimeSpan Flood = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public string Id => "F17";

    public string Name => "The memory is used up";

    public async Task<Proof> RunAsync(Budget budget)
    {
        await using var victim = await Victim.CreateAsync();
        var ledger = new Ledger();
        using var over = new CancellationTokenSource();
        var customers = Enumerable.Range(1, Customers).Select(number => new Customer(victim.Address, number, ledger)).ToList();
        var load = Task.WhenAll(customers.Select(customer => customer.WriteAsync(TimeSpan.Zero, over.Token)));
        var findings = new List<string>();
        var (rounds, ended) = (0, 0);
        for (; rounds < HeapMiB.Length || (findings.Count == 0 && budget.AnotherRound(rounds, FullRounds)); rounds++)
        {
            var heap = HeapMiB[rounds % HeapMiB.Length];
            if (await FloodAsync(victim, heap) is not { } code) continue;
            ended++;
            if (heap == EnoughMiB) findings.Add(string.Create(CultureInfo.InvariantCulture, $"ended with {code} at {heap} MiB: {victim.Server.Output}"));
        }

        await victim.StartAsync();
        await over.CancelAsync();
        await load.WaitAsync(Patience);
        var verdict = await new Audit(ledger, victim.Platform.Received).RunAsync(victim.Address, Patience, Quiet);
        foreach (var customer in customers) customer.Dispose();
        return new Proof(
            rounds,
            string.Create(CultureInfo.InvariantCulture, $"{verdict}; out of memory {ended} times of {rounds} at {HeapMiB.Min()} to {HeapMiB.Max()} MiB"),
            [.. findings, .. verdict.Findings]);
    }

    /// <returns>The exit code, or null when it got by.</returns>
    private static async Task<int?> FloodAsync(Victim victim, int heapMiB)
    {
        await victim.LaunchAsync(new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = string.Create(CultureInfo.InvariantCulture, $"0x{(long)heapMiB << 20:x}") });
        try
        {
            await victim.Server.WaitUntilReadyAsync(Patience);
        }
        catch (InvalidOperationException) when (victim.Server.HasExited)
        {
            // It did not even come up; what it took in before the end counts all the same.
        }

        return await victim.Server.EndAsync(Flood);
    }
}
