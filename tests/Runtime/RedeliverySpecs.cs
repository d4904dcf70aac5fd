using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Tests.Runtime;

public sealed class RedeliverySpecs
{
    [Fact]
    public void A_message_outlives_an_outage_of_half_a_minute_and_holds_its_place_for_no_more_than_a_minute()
    {
        var held = Enumerable.Range(1, Redelivery.Deliveries - 1).Select(Redelivery.PauseAfter).Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause);
        Assert.InRange(held, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(1, 0.2)]
    [InlineData(2, 0.4)]
    [InlineData(6, 6.4)]
    [InlineData(7, 10)]
    [InlineData(2_000, 10)]
    public void Each_pause_is_twice_the_last_up_to_ten_seconds(int delivery, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Redelivery.PauseAfter(delivery));
}
