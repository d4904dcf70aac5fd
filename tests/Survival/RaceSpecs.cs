namespace OmniFunctions.Tests.Survival;

/// <summary>Two do the same at the same time.</summary>
public sealed class RaceSpecs(ITestOutputHelper output) : SurvivalSpec(output)
{
    [Fact]
    public Task F22_Two_deliveries_at_once_on_two_workers() => SurviveAsync("F22");

    [Fact]
    public Task F23_First_messages_of_a_new_customer_in_parallel() => SurviveAsync("F23");

    [Fact]
    public Task F31_Two_agents_accept_at_once() => SurviveAsync("F31");

    [Fact]
    public Task F66_A_linked_person_writes_on_two_channels_at_once() => SurviveAsync("F66");
}
