using System.Diagnostics;
using OmniFunctions.Tests.Crash.Faults;
using OmniFunctions.Tests.Crash.Faults.Kills;

namespace OmniFunctions.Tests.Crash;

/// <summary>Runs faults one after the other and prints a line for each.</summary>
/// <param name="time">For all of them together, each taking an equal share of what the ones before have left; null gives each a minute.</param>
internal sealed class FaultRun(IReadOnlyList<IFault> faults, TimeSpan? time, int seed)
{
    private static readonly TimeSpan TimeOfEach = TimeSpan.FromMinutes(1);

    /// <returns>Whether every one was survived. One that cannot be run here was not.</returns>
    public async Task<bool> RunAsync()
    {
        var spent = Stopwatch.StartNew();
        var survived = true;

        // The kill loop comes last: it is never done, so it takes what the others leave.
        var inOrder = faults.OrderBy(fault => fault is RandomKills).ToList();
        for (var i = 0; i < inOrder.Count; i++)
        {
            var left = time - spent.Elapsed;
            var share = left is null ? TimeOfEach : left.Value > TimeSpan.Zero ? left.Value / (inOrder.Count - i) : TimeSpan.Zero;
            survived &= await RunAsync(inOrder[i], new Budget(share, seed));
        }

        return survived;
    }

    private static async Task<bool> RunAsync(IFault fault, Budget budget)
    {
        if (fault.Missing is { } reason)
        {
            Console.WriteLine($"{fault.Id} not run: {reason}");
            return false;
        }

        try
        {
            var proof = await fault.RunAsync(budget);
            foreach (var finding in proof.Findings.Take(Proof.MaxFindingsShown)) Console.WriteLine(finding);
            Console.WriteLine($"{fault.Id} {proof}");
            return proof.Survived;
        }
#pragma warning disable CA1031 // One fault that cannot be run must not keep the hours of the others from being used.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Console.WriteLine(e);
            Console.WriteLine($"{fault.Id} could not be run with seed {budget.Seed}: {e.Message}");
            return false;
        }
    }
}
