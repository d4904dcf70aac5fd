namespace OmniFunctions.Tests.Survival;

/// <summary>Very many come at once.</summary>
[Collection(Alone.Name)]
public sealed class CrowdSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F49_Restarted_to_a_storm_of_overdue_timers() => SurviveAsync("F49");

    [Fact]
    public Task F51_One_customer_floods() => SurviveAsync("F51");

    [Fact]
    public Task F52_Five_times_as_much_comes_as_can_be_taken() => SurviveAsync("F52");

    [Fact]
    public Task F53_All_pages_come_back_at_once() => SurviveAsync("F53");
}
