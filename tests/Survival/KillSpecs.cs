namespace OmniFunctions.Tests.Survival;

/// <summary>The process ends without warning.</summary>
public sealed class KillSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F09_Killed_at_any_moment_under_load() => SurviveAsync("F09");
}
