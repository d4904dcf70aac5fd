using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class ClaimSpecs
{
    [Fact]
    public void An_agent_picks_from_the_line_without_the_skill_and_though_away()
    {
        var group = RoutingGroup.Empty.Seat(Ana, Presence.Away).Line(Work("c1").Asking(new(Require: [new(Refunds, 3)])));

        var (after, assigned, refused) = Dispatcher.Claim(group, new("c1"), Ana, Start);

        Assert.Null(refused);
        Assert.Equal((Ana, 0), (after.HolderOf("c1"), after.Waiting.Count));
        Assert.Equal((Manner.Claimed, Ana), (assigned[0].Why.Manner, assigned[0].Why.Chosen!.Value));
    }

    [Fact]
    public void Of_two_who_pick_the_same_the_second_is_told_that_it_is_held()
    {
        var group = Dispatcher.Claim(RoutingGroup.Empty.Seat(Ana, Presence.Away).Seat(Bo, Presence.Away).Line(Work("c1")), new("c1"), Ana, Start).Group;

        Assert.Equal(ClaimRefusal.AlreadyHeld, Dispatcher.Claim(group, new("c1"), Bo, Start).Refused);
        Assert.Null(Dispatcher.Claim(group, new("c1"), Ana, Start).Refused);
        Assert.Same(group, Dispatcher.Claim(group, new("c1"), Ana, Start).Group);
    }

    [Fact]
    public void Nobody_picks_more_than_they_have_room_for()
    {
        var group = RoutingGroup.Empty.Seat(Ana, Presence.Away, capacity: 1).Line(Work("c1", 1), Work("c2", 2));

        var after = Dispatcher.Claim(group, new("c1"), Ana, Start).Group;

        Assert.Equal(ClaimRefusal.AtCapacity, Dispatcher.Claim(after, new("c2"), Ana, Start).Refused);
    }

    [Fact]
    public void Nobody_picks_what_is_not_theirs_to_pick()
    {
        var group = RoutingGroup.Empty.Seat(Ana, Presence.Offline).Seat(Bo, Presence.Away, queues: Sales).Seat(Cy, Presence.Away).Line(Work("c1"), Work("c2").Asking(new(Only: Bo)));

        Assert.Equal(ClaimRefusal.NotThere, Dispatcher.Claim(group, new("c1"), Ana, Start).Refused);
        Assert.Equal(ClaimRefusal.NotThere, Dispatcher.Claim(group, new("c1"), new("nobody"), Start).Refused);
        Assert.Equal(ClaimRefusal.NotInQueue, Dispatcher.Claim(group, new("c1"), Bo, Start).Refused);
        Assert.Equal(ClaimRefusal.HandedToAnother, Dispatcher.Claim(group, new("c2"), Cy, Start).Refused);
        Assert.Null(Dispatcher.Claim(group, new("c2"), Bo, Start).Refused);
        Assert.Equal(ClaimRefusal.NotWaiting, Dispatcher.Claim(group, new("c9"), Cy, Start).Refused);
    }

    [Fact]
    public void A_take_over_moves_what_is_held_and_lets_the_former_holder_go()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1).Line(Work("c1", 1), Work("c2", 2));

        var (after, assigned, isHeld) = Dispatcher.Hold(group, new("c1"), Bo, new HeldWork("voice", 9, Service, Start), force: true, Start);

        Assert.True(isHeld);
        Assert.Equal((Bo, Ana), (after.HolderOf("c1"), after.HolderOf("c2")));
        Assert.Equal("c2", Assert.Single(assigned).Conversation.Value);
        Assert.Equal((Presence.Offline, 9, 0), (after.Agents[Bo].Presence, after.Agents[Bo].UnitsInUse, after.Agents[Bo].Capacity));
        Assert.Same(after, Dispatcher.Hold(after, new("c1"), Bo, new HeldWork(), force: true, Start).Group);
    }

    [Fact]
    public void Without_force_nothing_is_held_that_does_not_fit() =>
        Assert.False(Dispatcher.Hold(RoutingGroup.Empty.Seat(Ana, capacity: 1), new("c1"), Ana, new HeldWork(Units: 2), force: false, Start).IsHeld);
}
