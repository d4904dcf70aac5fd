using System.Text.Json;
using OmniFunctions.Json;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class DispatcherSpecs
{
    [Fact]
    public void Asking_twice_for_one_that_waits_keeps_one_place()
    {
        var group = RoutingGroup.Empty.Line(Work("c1", 1));

        Assert.Same(group, Dispatcher.Enqueue(group, Work("c1", 9), Start).Group);
    }

    [Fact]
    public void Asking_again_for_one_that_is_held_changes_nothing()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Line(Work("c1"));

        var (after, assigned) = Dispatcher.Enqueue(group, Work("c1"), Start);

        Assert.Same(group, after);
        Assert.Empty(assigned);
    }

    [Fact]
    public void Letting_go_frees_the_place_for_the_one_who_waits()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1).Line(Work("c1", 1), Work("c2", 2));

        var (after, assigned) = Dispatcher.Release(group, new("c1"), Ana, Start.AddSeconds(60));

        Assert.Equal(new ConversationId("c2"), Assert.Single(assigned).Conversation);
        Assert.Equal(Start.AddSeconds(60), after.Agents[Ana].IdleSince);
    }

    [Fact]
    public void Letting_go_twice_frees_one_place()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1).Line(Work("c1"));
        var once = Dispatcher.Release(group, new("c1"), Ana, Start.AddSeconds(60)).Group;

        Assert.Same(once, Dispatcher.Release(once, new("c1"), Ana, Start.AddSeconds(90)).Group);
    }

    [Fact]
    public void Who_never_reacted_is_away_and_given_nothing_more()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1).Line(Work("c1", 1), Work("c2", 2));

        var (after, assigned) = Dispatcher.Release(group, new("c1"), Ana, Start, isAbsent: true);

        Assert.Empty(assigned);
        Assert.Equal(Presence.Away, after.Agents[Ana].Presence);
        Assert.Equal(Ana, Assert.Single(Dispatcher.SetPresence(after, Ana, Presence.Online, Start).Assigned).Agent);
    }

    [Fact]
    public void Who_went_home_is_not_merely_away() =>
        Assert.Equal(Presence.Offline, Dispatcher.Release(
            RoutingGroup.Empty.Seat(Ana).Line(Work("c1")).Seat(Ana, Presence.Offline), new("c1"), Ana, Start, isAbsent: true).Group.Agents[Ana].Presence);

    [Fact]
    public void A_late_release_by_a_former_holder_takes_it_from_nobody()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Seat(Bo).Line(Work("c1"));

        Assert.Same(group, Dispatcher.Release(group, new("c1"), Bo, Start).Group);
    }

    [Fact]
    public void Coming_online_is_given_what_waits()
    {
        var group = RoutingGroup.Empty.Seat(Ana, Presence.Away).Line(Work("c1"));

        Assert.Equal(Ana, Assert.Single(Dispatcher.SetPresence(group, Ana, Presence.Online, Start).Assigned).Agent);
    }

    [Fact]
    public void Going_away_keeps_what_one_holds()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Line(Work("c1"));

        Assert.Equal(Ana, Dispatcher.SetPresence(group, Ana, Presence.Away, Start).Group.HolderOf("c1"));
    }

    [Fact]
    public void Staying_online_does_not_make_one_less_idle()
    {
        var group = RoutingGroup.Empty.Seat(Ana, at: 10).Seat(Ana, at: 500);

        Assert.Equal(Start.AddSeconds(10), group.Agents[Ana].IdleSince);
    }

    [Fact]
    public void A_smaller_capacity_takes_nothing_away()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Line(Work("c1", 1), Work("c2", 2)).Seat(Ana, capacity: 1).Line(Work("c3", 3));

        Assert.Equal(2, group.Agents[Ana].Held.Count);
        Assert.Equal(["c3"], group.InLine());
    }

    [Fact]
    public void A_stranger_gets_no_seat_by_a_presence() =>
        Assert.Same(RoutingGroup.Empty, Dispatcher.SetPresence(RoutingGroup.Empty, Ana, Presence.Online, Start).Group);

    [Fact]
    public void A_capacity_below_nothing_is_a_mistake() => Assert.Throws<ArgumentOutOfRangeException>(() => RoutingGroup.Empty.Seat(Ana, capacity: -1));

    [Fact]
    public void Who_needs_nobody_any_more_leaves_the_line()
    {
        var group = RoutingGroup.Empty.Line(Work("c1", 1), Work("c2", 2));

        var after = Dispatcher.Withdraw(group, new("c1")).Group;

        Assert.Equal(["c2"], after.InLine());
        Assert.Same(after, Dispatcher.Withdraw(after, new("c1")).Group);
    }

    [Fact]
    public void Only_those_who_look_different_are_told_of()
    {
        var before = RoutingGroup.Empty.Seat(Ana, at: -10).Line(Work("c1", 1)).Seat(Bo, at: 5);

        var after = before.Line(Work("c2", 2)).Seat(Cy, Presence.Away);

        Assert.Equal([Ana, Cy], after.ChangedSince(before).Select(seat => seat.Agent).OrderBy(agent => agent.Value, StringComparer.Ordinal));
        Assert.Empty(after.ChangedSince(after));
    }

    [Fact]
    public void Who_lets_go_of_one_and_is_given_the_next_is_as_busy_as_before()
    {
        var before = RoutingGroup.Empty.Seat(Ana, capacity: 1).Line(Work("c1", 1), Work("c2", 2));

        var (after, assigned) = Dispatcher.Release(before, new("c1"), Ana, Start);

        Assert.Single(assigned);
        Assert.Empty(after.ChangedSince(before));
    }

    [Fact]
    public void A_group_survives_being_stored()
    {
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1).Seat(Bo, Presence.Away).Line(Work("c1", 1), Work("c2", 2, null, Ana));

        var json = JsonSerializer.Serialize(group, CoreJson.Instance.RoutingGroup);
        var again = JsonSerializer.Deserialize(json, CoreJson.Instance.RoutingGroup)!;

        Assert.Equal(group.InLine(), again.InLine());
        Assert.Equal(Ana, again.HolderOf("c1"));
        Assert.Equal(Presence.Away, again.Agents[Bo].Presence);
        Assert.Contains(Ana, again.Waiting[0].Except);
        Assert.Equal(RestIsOver, again.Waiting[0].ExceptUntil);
    }
}
