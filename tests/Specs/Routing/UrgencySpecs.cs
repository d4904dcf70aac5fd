using System.Globalization;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

/// <summary>Whose turn it is.</summary>
public sealed class UrgencySpecs
{
    [Fact]
    public void Priority_goes_first_and_a_long_wait_makes_up_for_it()
    {
        // Five points are worth two and a half minutes: waiting counts twice, by ageing and by nearness to the target.
        Assert.Equal("vip", FirstOf(Work("patient", -149), Work("vip").Asking(new(Priority: 5))));
        Assert.Equal("patient", FirstOf(Work("patient", -151), Work("vip").Asking(new(Priority: 5))));
    }

    [Fact]
    public void Of_two_queues_the_one_nearer_to_its_target_has_the_agent()
    {
        var slow = Work("mail", -600).Asking(new(TargetDueAt: Start.AddHours(24)));
        var quick = Work("chat", -10, Sales).Asking(new(TargetDueAt: Start.AddSeconds(20)));

        Assert.Equal("chat", FirstOf(slow, quick));
    }

    [Fact]
    public void Who_has_earned_all_points_and_is_past_the_target_goes_before_everybody()
    {
        var old = new RoutingTerms(Ageing: new Ageing(60, 1, 5), TargetDueAt: Start.AddSeconds(-10));

        Assert.Equal("old", FirstOf(Work("old", -300).Asking(old), Work("vip").Asking(new(Priority: 10_000))));
        Assert.Equal("vip", FirstOf(Work("old", -299).Asking(old), Work("vip").Asking(new(Priority: 10_000))));
        Assert.Equal("vip", FirstOf(Work("old", -300).Asking(old with { TargetDueAt = Start.AddSeconds(1) }), Work("vip").Asking(new(Priority: 10_000))));
    }

    [Fact]
    public void Without_ageing_nothing_ever_goes_before_everybody() =>
        Assert.Equal("vip", FirstOf(Work("old", -90_000).Asking(new(Ageing: new Ageing(60, 0, 5), TargetDueAt: Start.AddSeconds(-10))), Work("vip").Asking(new(Priority: 10_000))));

    /// <summary>
    /// More urgent work keeps coming, more of it than one agent can do. The one that nobody hurries for is served within the time that ageing
    /// gives it, and the few that had earned their place before.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Nobody_starves_however_much_that_is_more_urgent_comes(int priority)
    {
        var ageing = new Ageing(EverySeconds: 10, Points: 1, MaxPoints: 30);
        var group = RoutingGroup.Empty.Line(Work("poor").Asking(Asks(0, 0)), Work("vip-0").Asking(Asks(priority, 0))).Seat(Ana, capacity: 1);

        var served = 0;
        for (var second = 1; group.HolderOf("poor") is null; second++)
        {
            Assert.True(second <= 301, "It starves.");
            group = group.LineAt(second, Work($"vip-{second.ToString(CultureInfo.InvariantCulture)}", second).Asking(Asks(priority, second)));
            var held = group.Agents[Ana].Held.Keys.Single();
            group = Dispatcher.Release(group, held, Ana, Start.AddSeconds(second)).Group;
            served++;
        }

        Assert.True(served > 1, "Nothing more urgent came before it.");

        RoutingTerms Asks(int points, int since) => new(Priority: points, Ageing: ageing, TargetDueAt: Start.AddSeconds(since + 60));
    }

    private static string FirstOf(params WaitingWork[] works) => Assert.Single(Dispatcher.SeatAgent(
        RoutingGroup.Empty.Line(works), Ana, Presence.Online, Place(1, Service, Sales), Start).Assigned).Conversation.Value;
}
