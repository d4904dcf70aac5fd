using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class OutlookSpecs
{
    [Fact]
    public void A_position_is_how_many_turns_come_before()
    {
        var group = RoutingGroup.Empty.Line(Work("first", -20), Work("second", -10), Work("elsewhere", -30, Sales), Work("vip").Asking(new(Priority: 50)));

        Assert.Equal((1, 2, 3), (Position("vip"), Position("first"), Position("second")));
        Assert.Equal((3, 20, 0), (Of("first").Length, Of("first").LongestWaitSeconds!.Value, Of("first").Staffed));
        Assert.Null(Outlooks.Of(group, new ConversationId("nobody"), Start));

        int? Position(string id) => Of(id).Position;
        QueueOutlook Of(string id) => Outlooks.Of(group, new ConversationId(id), Start)!;
    }

    [Fact]
    public void Nobody_is_free_for_the_reason_that_holds_for_all()
    {
        Assert.Equal(NobodyFree.NobodySignedIn, Why(RoutingGroup.Empty.Seat(Ana, Presence.Offline).Seat(Bo, queues: Sales)));
        Assert.Equal(NobodyFree.AllAway, Why(RoutingGroup.Empty.Seat(Ana, Presence.Away).Seat(Bo, Presence.Offline)));
        Assert.Equal(NobodyFree.NobodyWithTheSkill, Why(RoutingGroup.Empty.Seat(Ana).Seat(Bo, Presence.Away)));
        Assert.Equal(NobodyFree.AllAtCapacity, Why(RoutingGroup.Empty.Seat(Ana, Place(capacity: 0).Knowing(Refunds, 1)).Seat(Bo)));
        Assert.Null(Outlooks.Of(RoutingGroup.Empty.Seat(Ana), Service, Start).WhyNobody);

        static NobodyFree? Why(RoutingGroup group) =>
            Outlooks.Of(group.Line(Work("c1").Asking(new(Require: [new(Refunds, 1)]))), new ConversationId("c1"), Start)!.WhyNobody;
    }

    [Fact]
    public void An_estimate_follows_from_how_long_the_last_ones_took()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 2);
        for (var i = 0; i < Pace.MinCount; i++)
        {
            Assert.Null(Outlooks.Of(group.LineAt(i * 200, Work("a"), Work("b"), Work("c")), Service, Start).EstimateSeconds);
            group = group.LineAt(i * 200, Work("a"));
            group = Dispatcher.Release(group, new("a"), Ana, Start.AddSeconds((i * 200) + 100)).Group;
        }

        var busy = group.LineAt(2_000, Work("a"), Work("b"), Work("c", 1), Work("d", 2));

        // Two at once, a hundred seconds each: the second in the line has one such time before them.
        Assert.Equal((50, 100), (Estimate("c"), Estimate("d")));
        Assert.Equal((150, 0), (Outlooks.Of(busy, Service, Start).EstimateSeconds!.Value, Outlooks.Of(group, Service, Start).EstimateSeconds!.Value));

        int Estimate(string id) => Outlooks.Of(busy, new ConversationId(id), Start)!.EstimateSeconds!.Value;
    }

    [Fact]
    public void A_conversation_that_was_let_go_at_once_says_nothing_of_the_pace()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Line(Work("declined"), Work("missed"));
        group = Dispatcher.Release(group, new("declined"), Ana, Start.AddSeconds(3)).Group;
        group = Dispatcher.Release(group, new("missed"), Ana, Start.AddSeconds(90), isAbsent: true).Group;

        Assert.Empty(group.Paces);
    }
}
