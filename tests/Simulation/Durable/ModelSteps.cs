using System.Globalization;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>The steps as they must come out, whatever fails on the way; and what they leave behind in the entities.</summary>
internal sealed class ModelSteps : IProgramSteps
{
    public int Tally { get; private set; }

    public int[] Balances { get; } = new int[RandomProgram.Accounts];

    /// <summary>What the whole program returns, all its generations run.</summary>
    public string Expect(Script script)
    {
        while (true)
        {
            var did = RandomProgram.RunAsync(script, this).GetAwaiter().GetResult();
            if (script.Rounds == 1) return did;
            script = script with { Rounds = script.Rounds - 1, SoFar = did };
        }
    }

    public static string ResultOf(string operation) => operation.Length.ToString(CultureInfo.InvariantCulture);

    public Task<string> ActAsync(string operation) => Task.FromResult(ResultOf(operation));

    public Task<string> FailAsync(string operation) => Task.FromResult("failed");

    public Task<string> SleepAsync(TimeSpan span) => Task.FromResult("slept");

    public Task<string> RaceAsync(string operation) => Task.FromResult(ResultOf(operation));

    public Task<string> CallProgramAsync(Script script)
    {
        try
        {
            return Task.FromResult(Expect(script));
        }
        catch (DeliberateException)
        {
            return Task.FromResult("failed");
        }
    }

    public Task SignalTallyAsync(int amount, TimeSpan? later)
    {
        Tally += amount;
        return Task.CompletedTask;
    }

    public Task<string> TransferAsync(int from, int to, int amount, TimeSpan hold)
    {
        Balances[from] -= amount;
        Balances[to] += amount;
        return Task.FromResult("moved");
    }
}
