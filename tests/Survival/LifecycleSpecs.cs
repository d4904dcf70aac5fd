namespace OmniFunctions.Tests.Survival;

/// <summary>What wakes conversations fails.</summary>
[Collection(Alone.Name)]
public sealed class LifecycleSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F26_The_clock_jumps_and_drifts() => SurviveAsync("F26");

    [Fact]
    public Task F50_Every_doorbell_is_lost() => SurviveAsync("F50");
}
