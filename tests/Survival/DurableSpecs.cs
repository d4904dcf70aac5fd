namespace OmniFunctions.Tests.Survival;

/// <summary>Orchestrations outlive the code that began them, and their own histories.</summary>
public sealed class DurableSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F45_Deployed_while_instances_are_under_way() => SurviveAsync("F45");
}
