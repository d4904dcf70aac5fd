using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Routing;
using static OmniFunctions.Tests.Specs.Routing.Floor;

namespace OmniFunctions.Tests.Specs.Routing;

/// <summary>Whatever happens to a routing group in whatever order, these hold after each step.</summary>
public sealed class DispatcherProperties
{
    private const int Runs = 300;

    private static readonly AgentId[] Agents = [Ana, Bo, Cy, new("di")];
    private static readonly QueueId[] Queues = [Service, Sales];

    private sealed record Step(int What, int Who, int Which, int Size)
    {
        internal bool IsPresence => What is 3 or 4;

        private AgentId Agent => Agents[Who];

        private ConversationId Conversation => new($"c{Which.ToString(CultureInfo.InvariantCulture)}");

        internal (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Do(RoutingGroup group, DateTimeOffset now)
        {
            switch (What)
            {
                case 0 or 1 or 2:
                    return Dispatcher.Enqueue(group, Work(now), now);
                case 3:
                    return Dispatcher.SeatAgent(group, Agent, (Presence)(Which % 3), Asks.Places[Size % Asks.Places.Length], now);
                case 4:
                    return Dispatcher.SetPresence(group, Agent, (Presence)(Which % 3), now);
                case 5:
                    return Dispatcher.Withdraw(group, Conversation);
                case 6:
                    var (claimed, given, _) = Dispatcher.Claim(group, Conversation, Agent, now);
                    return (claimed, given);
                case 7:
                    var (held, assigned, _) = Dispatcher.Hold(group, Conversation, Agent, new HeldWork("voice", 2, Service, now), force: false, now);
                    return (held, assigned);
                default:
                    return Dispatcher.Release(group, Conversation, group.HolderOf(Conversation) ?? Agent, now, isAbsent: Size == 0);
            }
        }

        private WaitingWork Work(DateTimeOffset now) => new(
            Conversation, Queues[Size % 2], now.AddSeconds(-(Which * 7 % 5)), Which == 3 ? [Agent] : [], "policy-7", Which == 3 ? now.AddSeconds(Size) : null, "", Asks.All[Size]);
    }

    [Fact]
    public void Nothing_that_happens_breaks_the_rules_of_the_floor()
    {
        var steps =
            from what in Gen.Choose(0, 9)
            from who in Gen.Choose(0, Agents.Length - 1)
            from which in Gen.Choose(0, 14)
            from size in Gen.Choose(0, Asks.All.Length - 1)
            select new Step(what, who, which, size);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Runs).WithEndSize(150),
            Prop.ForAll(steps.ArrayOf().ToArbitrary(), run => Run(run)));
    }

    private static void Run(Step[] steps)
    {
        var group = RoutingGroup.Empty;
        var now = Start.AddMinutes(1);
        foreach (var step in steps)
        {
            now = now.AddSeconds(1);
            var (before, again) = Dispatcher.LookAgain(group, now);
            WhatWasGivenIsWhatIsHeld(group, before, again);
            TheBruteForceSaysTheSame(group, again, now);
            (group, var assigned) = step.Do(before, now);

            NobodyGetsMoreThanFits(before, group);
            NothingIsHeldTwice(group);
            NobodyWaitsWhileSomeoneFits(group, now);
            NobodyIsGivenWhatTheyJustLetPass(before, assigned, now);
            TheLineKeepsItsOrder(before, group);
            WhatWasGivenIsWhatIsHeld(before, group, assigned);
            EveryExplanationExplains([.. again, .. assigned]);
            EveryExplanationExplains(group.Waiting.Select(work => new Assignment(work.Conversation, default, Matcher.ExplainWaiting(group, work, now))));
            Assert.Equal(group.InLine(), step.IsPresence ? step.Do(group, now).Group.InLine() : group.InLine());
        }
    }

    private static void TheBruteForceSaysTheSame(RoutingGroup group, IReadOnlyList<Assignment> assigned, DateTimeOffset now)
    {
        // What was carried along from one group to the next must be what one made anew would find.
        foreach (var assignment in assigned.Take(1))
            Assert.Equal(BruteForce.Match(new RoutingGroup(group.Agents, group.Waiting), now), (assignment.Conversation, assignment.Agent));
        if (assigned.Count == 0) Assert.Null(BruteForce.Match(group, now));
    }

    private static void NobodyGetsMoreThanFits(RoutingGroup before, RoutingGroup after) => Assert.All(after.Agents.Values, seat =>
    {
        var held = before.Agents.TryGetValue(seat.Agent, out var earlier) ? earlier.Held.Keys : [];
        // A capacity made smaller takes nothing away; it only lets nothing more in.
        Assert.True(seat.UnitsInUse <= seat.Capacity || seat.Held.Keys.All(held.Contains), $"{seat.Agent} was given more than {seat.Capacity}");
        Assert.All(seat.ChannelLimits, limit => Assert.True(
            seat.Held.Count(entry => entry.Value.Channel == limit.Key) <= limit.Value
            || seat.Held.Where(entry => entry.Value.Channel == limit.Key).All(entry => held.Contains(entry.Key)),
            $"{seat.Agent} was given more than {limit.Value} of {limit.Key}"));
    });

    private static void NothingIsHeldTwice(RoutingGroup group)
    {
        var all = group.Agents.Values.SelectMany(seat => seat.Held.Keys).Concat(group.Waiting.Select(work => work.Conversation)).ToList();
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.All(group.Agents.Values, seat => Assert.All(seat.Held.Keys, conversation => Assert.Equal(seat.Agent, group.HolderOf(conversation))));
    }

    private static void NobodyWaitsWhileSomeoneFits(RoutingGroup group, DateTimeOffset now) => Assert.All(group.Waiting, work =>
        Assert.DoesNotContain(group.Agents.Values, seat => Matcher.Fits(group, seat, work, now)));

    private static void NobodyIsGivenWhatTheyJustLetPass(RoutingGroup before, IReadOnlyList<Assignment> assigned, DateTimeOffset now) =>
        Assert.All(assigned.Where(assignment => assignment.Why.Manner == Manner.Matched), assignment => Assert.DoesNotContain(before.Waiting, work =>
            work.Conversation == assignment.Conversation && now < work.ExceptUntil && work.Except.Contains(assignment.Agent)));

    private static void TheLineKeepsItsOrder(RoutingGroup before, RoutingGroup after)
    {
        Assert.Equal(after.Waiting.OrderBy(work => work.Since).ThenBy(work => work.Conversation.Value, StringComparer.Ordinal), after.Waiting);
        var stayed = before.Waiting.Where(after.Waiting.Contains);
        Assert.Equal(stayed, after.Waiting.Where(before.Waiting.Contains));
    }

    private static void WhatWasGivenIsWhatIsHeld(RoutingGroup before, RoutingGroup after, IReadOnlyList<Assignment> assigned)
    {
        Assert.All(assigned, assignment => Assert.Equal(assignment.Agent, after.HolderOf(assignment.Conversation)));
        Assert.All(assigned, assignment => Assert.Null(before.HolderOf(assignment.Conversation)));
        Assert.All(assigned, assignment => Assert.Equal(Verdict.Chosen, assignment.Why.Candidates[0].Verdict));
    }

    private static void EveryExplanationExplains(IEnumerable<Assignment> assigned) => Assert.All(assigned, assignment =>
        Assert.Equal(Evaluation.HashOf(assignment.Why), Evaluation.HashOf(assignment.Why.Evaluate()!)));
}
