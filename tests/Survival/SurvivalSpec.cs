using OmniFunctions.Tests.Crash.Faults;

// Faults start whole servers and measure how soon they are back: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace OmniFunctions.Tests.Survival;

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
