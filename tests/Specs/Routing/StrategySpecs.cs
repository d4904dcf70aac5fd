using System.Collections.Immutable;
using System.Globalization;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

public sealed class StrategySpecs
{
    [Fact]
    public void Being_given_something_makes_one_less_idle_so_that_work_goes_round()
    {
        var group = RoutingGroup.Empty.Seat(Ana, at: -20).Seat(Bo, at: -10).LineAt(1, Work("c1")).LineAt(2, Work("c2")).LineAt(3, Work("c3"));

        Assert.Equal([Ana, Bo, Ana], new[] { "c1", "c2", "c3" }.Select(id => group.HolderOf(id)));
    }

    [Fact]
    public void The_least_loaded_has_the_smallest_share_of_their_capacity_in_use()
    {
        var terms = new RoutingTerms(Strategy: Strategy.LeastLoaded);
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 2, at: -10).Seat(Bo, capacity: 4).LineAt(1, Work("c1").Asking(terms), Work("c2").Asking(terms));

        var (_, assigned) = Dispatcher.Enqueue(group, Work("c3").Asking(terms), Start.AddSeconds(2));

        // One of two against one of four.
        Assert.Equal(Bo, Assert.Single(assigned).Agent);
        Assert.Equal(Verdict.MoreLoaded, assigned[0].Why.Candidates[1].Verdict);
    }

    [Fact]
    public void Turns_go_by_weight_and_are_spread_evenly()
    {
        var terms = new RoutingTerms(Strategy: Strategy.Weighted);
        var group = RoutingGroup.Empty
            .Seat(Ana, Place(capacity: 200) with { Weight = 3 })
            .Seat(Bo, Place(capacity: 200) with { Weight = 2 })
            .Seat(Cy, Place(capacity: 200));
        var turns = new List<AgentId>();
        for (var i = 0; i < 120; i++)
        {
            (group, var assigned) = Dispatcher.Enqueue(group, Work(i.ToString(CultureInfo.InvariantCulture)).Asking(terms), Start.AddSeconds(i));
            turns.Add(Assert.Single(assigned).Agent);
        }

        Assert.Equal((60, 40, 20), (turns.Count(agent => agent == Ana), turns.Count(agent => agent == Bo), turns.Count(agent => agent == Cy)));

        // Of any six in a row each has what their weight says, or one more or less.
        Assert.All(Enumerable.Range(0, 115), from => Assert.InRange(turns.Skip(from).Take(6).Count(agent => agent == Ana), 2, 4));
    }

    [Fact]
    public void Who_comes_back_does_not_make_up_for_the_turns_they_missed()
    {
        var terms = new RoutingTerms(Strategy: Strategy.Weighted);
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 100).Seat(Bo, Presence.Away, capacity: 100);
        for (var i = 0; i < 10; i++) group = group.LineAt(i, Work($"early{i}").Asking(terms));
        group = group.Seat(Bo, capacity: 100, at: 20);
        for (var i = 0; i < 4; i++) group = group.LineAt(30 + i, Work($"late{i}").Asking(terms));

        Assert.Equal(2, Enumerable.Range(0, 4).Count(i => group.HolderOf($"late{i}") == Bo));
    }

    [Fact]
    public void It_goes_to_the_last_agent_though_another_is_idle_for_longer()
    {
        var (_, assigned) = Dispatcher.Enqueue(
            RoutingGroup.Empty.Seat(Ana, at: -100).Seat(Bo), Work("c1").Asking(new(LastAgent: Bo, Strategy: Strategy.LastAgentFirst)), Start);

        Assert.Equal(Bo, Assert.Single(assigned).Agent);
        Assert.Equal(Verdict.NotOwnOrLastAgent, assigned[0].Why.Candidates[1].Verdict);
    }

    [Fact]
    public void The_last_agent_counts_only_where_the_queue_asks_for_them() =>
        Assert.Equal(Ana, RoutingGroup.Empty.Seat(Ana, at: -100).Seat(Bo).Line(Work("c1").Asking(new(LastAgent: Bo))).HolderOf("c1"));

    [Fact]
    public void It_waits_for_a_full_last_agent_as_long_as_the_queue_says_and_no_longer()
    {
        var group = RoutingGroup.Empty.Seat(Bo, capacity: 1).Line(Work("other")).Seat(Ana).Line(Work("c1").Asking(new(LastAgent: Bo, Strategy: Strategy.LastAgentFirst, LastAgentWaitSeconds: 20)));

        Assert.Equal(["c1"], group.InLine());
        Assert.Equal(Start.AddSeconds(20), Dispatcher.NextLook(group.Waiting[0], Start));
        Assert.Null(group.Pass(19).HolderOf("c1"));
        Assert.Equal(Ana, group.Pass(20).HolderOf("c1"));
        Assert.Equal(Bo, Dispatcher.Release(group, new("other"), Bo, Start.AddSeconds(5)).Group.HolderOf("c1"));
    }

    [Fact]
    public void It_does_not_wait_for_a_last_agent_who_is_away() =>
        Assert.Equal(Ana, RoutingGroup.Empty.Seat(Bo, Presence.Away).Seat(Ana)
            .Line(Work("c1").Asking(new(LastAgent: Bo, Strategy: Strategy.LastAgentFirst, LastAgentWaitSeconds: 20))).HolderOf("c1"));

    [Fact]
    public void The_owner_comes_before_the_last_agent() =>
        Assert.Equal(Cy, RoutingGroup.Empty.Seat(Ana, at: -50).Seat(Bo, at: -40).Seat(Cy)
            .Line(Work("c1").Asking(new(Owner: Cy, LastAgent: Bo, Strategy: Strategy.LastAgentFirst))).HolderOf("c1"));

    [Fact]
    public void What_was_handed_to_one_agent_waits_for_them_alone()
    {
        var group = RoutingGroup.Empty.Seat(Ana).Seat(Bo, Presence.Away, queues: Sales).Line(Work("c1").Asking(new(Only: Bo)));

        Assert.Equal(["c1"], group.InLine());
        Assert.Equal(Bo, Dispatcher.SetPresence(group, Bo, Presence.Online, Start).Group.HolderOf("c1"));
    }

    [Fact]
    public void Only_who_has_the_skill_at_the_level_is_given_it()
    {
        var terms = new RoutingTerms(Require: [new(Refunds, 2)]);
        var (group, assigned) = Dispatcher.Enqueue(
            RoutingGroup.Empty.Seat(Ana, at: -9).Seat(Bo, Place().Knowing(Refunds, 1), at: -8).Seat(Cy, Place().Knowing(Refunds, 2)), Work("c1").Asking(terms), Start);

        Assert.Equal(Cy, group.HolderOf("c1"));
        Assert.Equal([Verdict.Chosen, Verdict.LacksSkill, Verdict.LacksSkill], Assert.Single(assigned).Why.Candidates.Select(said => said.Verdict));
        Assert.Equal([new SkillNeed(Refunds, 2)], assigned[0].Why.Candidates[1].Facts!.Gaps);
    }

    [Fact]
    public void Preferred_skills_say_who_comes_first_and_keep_nobody_out()
    {
        var terms = new RoutingTerms(Prefer: [new(English, 1)]);
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 1, at: -9).Seat(Bo, Place(capacity: 1).Knowing(English, 1));

        Assert.Equal(Bo, group.Line(Work("c1").Asking(terms)).HolderOf("c1"));
        Assert.Equal(Ana, group.Line(Work("c1").Asking(terms), Work("c2").Asking(terms)).HolderOf("c2"));
    }

    [Fact]
    public void Preferred_skills_bind_until_a_step_drops_them()
    {
        var terms = new RoutingTerms(Prefer: [new(English, 1)], Widening: [new(30, DropPreferred: true)]);
        var group = RoutingGroup.Empty.Seat(Ana).Line(Work("c1").Asking(terms));

        Assert.Null(group.Pass(29).HolderOf("c1"));
        Assert.Equal(Ana, group.Pass(30).HolderOf("c1"));
    }

    [Fact]
    public void Waiting_lowers_the_level_step_by_step_and_then_asks_other_queues()
    {
        var terms = new RoutingTerms(Require: [new(Refunds, 3)], Widening: [new(30, LowerLevelBy: 1), new(60, LowerLevelBy: 1), new(90, AddQueues: [Sales])]);
        var group = RoutingGroup.Empty.Line(Work("c1").Asking(terms));

        Assert.Equal((null, Ana), (Knower(2).Pass(29).HolderOf("c1"), Knower(2).Pass(30).HolderOf("c1")));
        Assert.Equal((null, Ana), (Knower(1).Pass(59).HolderOf("c1"), Knower(1).Pass(60).HolderOf("c1")));
        Assert.Null(group.Seat(Ana).Pass(1_000).HolderOf("c1"));
        var seller = group.Seat(Ana, Place(2, Sales).Knowing(Refunds, 1));
        Assert.Equal((null, Ana), (seller.Pass(89).HolderOf("c1"), seller.Pass(90).HolderOf("c1")));

        RoutingGroup Knower(int level) => group.Seat(Ana, Place().Knowing(Refunds, level));
    }

    [Fact]
    public void A_call_takes_more_of_an_agent_than_a_chat()
    {
        var call = new RoutingTerms(Units: 3, Channel: "voice");
        var group = RoutingGroup.Empty.Seat(Ana, capacity: 4).Line(Work("chat", 1), Work("call", 2).Asking(call), Work("second", 3).Asking(call), Work("third", 4));

        Assert.Equal((Ana, Ana, null, null), (group.HolderOf("chat"), group.HolderOf("call"), group.HolderOf("second"), group.HolderOf("third")));
    }

    [Fact]
    public void Of_one_channel_an_agent_holds_no_more_than_its_limit()
    {
        var mail = new RoutingTerms(Channel: "mail");
        var group = RoutingGroup.Empty
            .Seat(Ana, Place(capacity: 5) with { ChannelLimits = ImmutableDictionary<string, int>.Empty.Add("mail", 1) })
            .Line(Work("mail1", 1).Asking(mail), Work("mail2", 2).Asking(mail), Work("chat", 3));

        Assert.Equal(["mail2"], group.InLine());
        Assert.Equal(Verdict.AtChannelLimit, Matcher.ExplainWaiting(group, group.Waiting[0], Start).Candidates[0].Verdict);
    }
}
