using OmniFunctions.Tests.Crash.Faults;

// A kill is mostly a start, and a start is one thread's work: two classes side by side are as long as the machine has a core for each. Within a class it is one at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace OmniFunctions.Tests.Survival;

/// <summary>What holds the system to a time, or to taking everybody, in its short form too: nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>Lets one fault of the catalogue happen for some seconds. <c>tests/Crash -- --faults</c> runs the same for hours.</summary>
public abstract class SurvivalSpec(ITestOutputHelper output)
{
    private const int Seed = 1;
    private static readonly TimeSpan TimeOfEach = TimeSpan.FromSeconds(4);

    /// <param name="time">For a fault that needs more, or is content with less, than the others.</param>
    protected async Task SurviveAsync(string id, TimeSpan? time = null)
    {
        var fault = FaultCatalogue.Get(id);
        var proof = await fault.RunAsync(new Budget(time ?? TimeOfEach, Seed));
        output.WriteLine($"{id} {proof}");
        Assert.True(proof.Survived, $"{id} {fault.Name} {proof}\n{string.Join('\n', proof.Findings.Take(Proof.MaxFindingsShown))}");
    }
}
