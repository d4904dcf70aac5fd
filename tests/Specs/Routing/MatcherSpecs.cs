using System.Globalization;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class MatcherSpecs
{
    [Fact]
    public void It_goes_to_the_agent_who_is_idle_for_longest()
    {
        var assignment = Offer(Work("c1"), RoutingGroup.Empty.Seat(Bo, at: 10).Seat(Ana, at: 20));

        Assert.Equal(Bo, assignment.Agent);
    }

    [Fact]
    public void Of_two_equally_idle_the_order_of_ids_decides()
    {
        var assignment = Offer(Work("c1"), RoutingGroup.Empty.Seat(Bo).Seat(Ana));

        Assert.Equal(Ana, assignment.Agent);
    }

    [Fact]
    public void Who_waits_longest_is_served_first()
    {
        var group = RoutingGroup.Empty.Line(Work("young", since: 20), Work("old", since: 10));

        var (_, assigned) = Dispatcher.SeatAgent(group, Ana, Presence.Online, Place(capacity: 1), Start);

        Assert.Equal("old", Assert.Single(assigned).Conversation.Value);
    }

    [Fact]
    public void One_whom_nobody_serves_does_not_hold_back_the_next()
    {
        var group = RoutingGroup.Empty.Line(Work("sales", since: 1, queue: Sales), Work("service", since: 2));

        var after = group.Seat(Ana);

        Assert.Equal(Ana, after.HolderOf("service"));
        Assert.Equal(["sales"], after.InLine());
    }

    [Theory]
    [InlineData(Presence.Away)]
    [InlineData(Presence.Offline)]
    public void Nobody_who_is_not_there_is_given_anything(Presence presence) =>
        Assert.Equal(["c1"], RoutingGroup.Empty.Seat(Ana, presence).Line(Work("c1")).InLine());

    [Fact]
    public void Nobody_is_given_more_than_their_capacity() =>
        Assert.Equal(["c3"], RoutingGroup.Empty.Seat(Ana, capacity: 2).Line(Work("c1", 1), Work("c2", 2), Work("c3", 3)).InLine());

    [Fact]
    public void Who_let_it_pass_is_not_asked_while_another_may_still_come_free()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Seat(Bo, capacity: 1, at: -10).Line(Work("c1", 1), Work("c2", 2, null, Ana));

        Assert.Equal(Bo, group.HolderOf("c1"));
        Assert.Equal(["c2"], group.InLine());
    }

    [Fact]
    public void Who_let_it_pass_is_asked_again_after_a_pause_and_not_before()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Seat(Bo, Presence.Away).Line(Work("c1", 1, null, Ana));

        Assert.Equal(["c1"], Dispatcher.LookAgain(group, RestIsOver.AddTicks(-1)).Group.InLine());
        Assert.Equal(Ana, Dispatcher.LookAgain(group, RestIsOver).Group.HolderOf("c1"));
    }

    [Fact]
    public void Who_let_one_pass_is_still_given_others() =>
        Assert.Equal(Ana, RoutingGroup.Empty.Seat(Ana).Line(Work("c1", 1, null, Ana), Work("c2", 2)).HolderOf("c2"));

    [Fact]
    public void The_reasons_name_everyone_and_what_was_said_of_them()
    {
        var group = RoutingGroup.Empty
            .Seat(new("away"), Presence.Away)
            .Seat(new("elsewhere"), queues: Sales)
            .Seat(new("full"), capacity: 0)
            .Seat(new("fresh"), at: 30)
            .Seat(new("gone"), Presence.Offline)
            .Seat(new("idle"), at: 10)
            .Seat(new("passed"));

        var why = Offer(Work("c1", 5, null, new AgentId("passed")), group).Why;

        Assert.Equal(
            [
                ("idle", Verdict.Chosen), ("fresh", Verdict.LessIdle), ("full", Verdict.AtCapacity), ("passed", Verdict.MissedThisOffer),
                ("away", Verdict.Away), ("gone", Verdict.Offline), ("elsewhere", Verdict.NotInQueue),
            ],
            why.Candidates.Select(candidate => (candidate.Agent.Value, candidate.Verdict)));
        Assert.Equal(("policy-7", Service, Start.AddSeconds(5), 0), (why.PolicyVersion, why.Queue, why.WaitingSince, why.FurtherCandidates));
    }

    [Fact]
    public void The_reasons_are_bounded_and_count_the_rest()
    {
        var group = Enumerable.Range(0, 230).Aggregate(RoutingGroup.Empty, (current, i) => current.Seat(new($"a{i.ToString("D3", CultureInfo.InvariantCulture)}"), at: i));

        var why = Offer(Work("c1"), group).Why;

        Assert.Equal(Explanation.MaxCandidates, why.Candidates.Count);
        Assert.Equal(230 - Explanation.MaxCandidates, why.FurtherCandidates);
        Assert.Equal(Verdict.Chosen, why.Candidates[0].Verdict);
    }

    [Fact]
    public void Who_still_waits_is_told_why()
    {
        var group = RoutingGroup.Empty.Seat(Ana, Presence.Away).Line(Work("c1"));

        var why = Matcher.ExplainWaiting(group, group.Waiting[0], Start);

        Assert.Null(why.Chosen);
        Assert.Equal(Verdict.Away, Assert.Single(why.Candidates).Verdict);
    }

    private static Assignment Offer(WaitingWork work, RoutingGroup group) => Assert.Single(Dispatcher.Enqueue(group, work, Start).Assigned);
}
