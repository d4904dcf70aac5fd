namespace OmniFunctions.Tests.Survival;

/// <summary>Orchestrations outlive the code that began them, and their own histories.</summary>
public sealed class DurableSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F45_Deployed_while_instances_are_under_way() => SurviveAsync("F45");

    [Fact]
    public Task F48_A_history_grows_with_every_message() => SurviveAsync("F48");
}
