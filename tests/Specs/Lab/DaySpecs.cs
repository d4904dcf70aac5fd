using OmniFunctions.Lab.Day;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>A small day with all that a large one has: two queues, tiers, transfers, missed and declined offers, breaks and customers who give up.</summary>
public class DaySpecs
{
    private const int Customers = 1_500;
    private const int Agents = 11;
    private static readonly DateTimeOffset Midnight = new(2026, 11, 10, 16, 0, 0, TimeSpan.Zero);

    /// <summary>Gold goes before all others, and waiting makes up for nothing.</summary>
    private static readonly ServicePolicy Hard = Stories.Policy with
    {
        Needs = [new NeedRule("gold first", new Condition.Test("person.tier", ConditionOperator.Is, new Operand.Text("gold")), Priority: 100)],
        Queues = [.. Stories.Policy.Queues.Select(queue => queue with { Ageing = new Ageing(60, 0, 100) })],
    };

    /// <summary>Gold goes first, and whoever has waited long enough goes before gold.</summary>
    private static readonly ServicePolicy Ageing = Hard with { Version = "lab-2", Queues = [.. Hard.Queues.Select(queue => queue with { Ageing = new Ageing(30, 25, 100) })] };

    /// <summary>So long after entering the line a place is earned, under <see cref="Ageing"/>.</summary>
    private static readonly TimeSpan Earns = TimeSpan.FromSeconds(30 * 100 / 25);

    private static readonly Lazy<DayBook> Book = new(() => Run(Hard, Plan(Hard)));
    private static readonly Lazy<DayBook> HardCrowd = new(() => Run(Hard, Crowded(Plan(Hard))));

    [Fact]
    public void Everybody_who_wrote_is_accounted_for()
    {
        var day = DayFiguring.Figures(Book.Value, Hard);
        Assert.Equal(Customers, day.Conversations);
        Assert.Equal(Customers, day.Served + day.Abandoned + day.TurnedAway + day.Open);
        Assert.Equal(Customers, day.Queues.Sum(queue => queue.Conversations));
        Assert.Equal(Customers, day.Tiers.Sum(tier => tier.Conversations));
        Assert.Equal(0, day.Open);
    }

    [Fact]
    public void A_day_has_everything_that_days_have()
    {
        var day = DayFiguring.Figures(Book.Value, Hard);
        Assert.All([day.Abandoned, day.Transfers, day.MissedOffers, day.DeclinedOffers, day.Breaches["firstResponse"]], count => Assert.NotEqual(0, count));
    }

    [Fact]
    public void Nobody_holds_more_than_their_capacity() => Assert.All(Book.Value.Agents, agent => Assert.InRange(agent.MostHeld, 0, 3));

    [Fact]
    public void Nobody_works_outside_their_hours_but_to_finish_what_they_have() => Assert.All(
        Book.Value.Agents.Zip(Book.Value.Plan.Agents),
        pair => Assert.InRange(pair.First.OnlineSeconds, 0, pair.Second.Spans.Sum(span => (span.Until - span.From).TotalSeconds) + 1));

    [Fact]
    public void The_service_level_is_what_the_visits_say()
    {
        var day = DayFiguring.Figures(Book.Value, Hard);
        var counted = Book.Value.Visits.Where(visit => visit.End != VisitEnd.Abandoned || visit.WaitSeconds >= 60).ToList();
        var inTime = counted.Count(visit => visit.Replied <= visit.Arrived.AddSeconds(60));
        Assert.Equal(inTime / (double)counted.Count, day.All.ServiceLevel, 10);
        Assert.InRange(day.All.ServiceLevel, 0.2, 0.99);
    }

    [Fact]
    public void Two_policies_meet_the_same_people()
    {
        static List<(int, DateTimeOffset, string, string?)> Met(DayBook book) =>
            [.. book.Visits.OrderBy(visit => visit.Number).Select(visit => (visit.Number, visit.Arrived, visit.Channel, visit.Tier))];
        Assert.Equal(Met(Book.Value), Met(Run(Ageing, Plan(Hard))));
    }

    [Fact]
    public void Under_hard_priorities_gold_waits_little_and_others_wait_for_gold()
    {
        var day = DayFiguring.Figures(HardCrowd.Value, Hard);
        Assert.True(Tier(day, "gold").Wait.Mean < Tier(day, "standard").Wait.Mean / 2);
    }

    /// <summary>
    /// Every customer of the crowded day is a witness: whoever has earned their place by waiting is overtaken by nobody who has not. Under hard
    /// priorities the same day is full of that.
    /// </summary>
    [Fact]
    public void With_ageing_nobody_who_has_waited_long_enough_is_overtaken()
    {
        var day = Run(Ageing, Crowded(Plan(Hard)));
        Assert.InRange(day.Visits.Count(visit => visit.WaitSeconds > 2 * Earns.TotalSeconds), Customers / 10, Customers);
        Assert.Empty(Overtaken(day));
        Assert.InRange(Overtaken(HardCrowd.Value).Count(), Customers / 2, int.MaxValue);
    }

    [Fact]
    public void Two_days_stand_side_by_side_figure_by_figure()
    {
        var (one, other) = (DayFiguring.Figures(Book.Value, Hard), DayFiguring.Figures(Run(Hard, Plan(Hard) with { Agents = Plan(Hard).Agents[..(Agents - 4)] }), Hard));
        var rows = DayComparison.Of(one, other).Rows.ToDictionary(row => (row.Figure, row.Of));
        Assert.Equal(DayRow.All(one).Count, rows.Count);
        Assert.False(rows[("serviceLevel", null)].OtherIsBetter);
        Assert.False(rows[("waitMean", null)].OtherIsBetter);
        Assert.Null(rows[("conversations", null)].OtherIsBetter);
        Assert.Equal(other.Wait.Mean - one.Wait.Mean, rows[("waitMean", null)].Difference);
        Assert.True(rows[("occupancy", null)].Difference > 0);
    }

    [Fact]
    public void A_policy_without_a_queue_of_the_other_leaves_the_cell_empty()
    {
        var small = Hard with { Queues = [Hard.Queues[0]] };
        var rows = DayComparison.Of(DayFiguring.Figures(Book.Value, Hard), DayFiguring.Figures(Run(small, Plan(Hard)), small)).Rows;
        Assert.Null(rows.Single(row => row is { Figure: "queueServiceLevel", Of: "sales" }).Other);
    }

    [Fact]
    public void Customers_have_what_the_rules_ask_about()
    {
        var policy = Hard with { Routes = [new RouteRule("vip", new QueueId("sales"), new Condition.Test("person.tags", ConditionOperator.Contains, new Operand.Text("vip")))] };
        var book = Run(policy, Plan(policy));
        Assert.InRange(book.Visits.Count(visit => visit.Queue.Value == "sales") / (double)Customers, 0.1, 0.35);
    }

    /// <summary>Pairs of one whose place was earned, and one who was offered to an agent of theirs all the same before the place of that one was.</summary>
    private static IEnumerable<(Visit Earned, Visit First)> Overtaken(DayBook book)
    {
        var offer = TimeSpan.FromSeconds(Hard.Queues[0].OfferSeconds);
        Assert.True(Earns.TotalSeconds >= Hard.Queues[0].FirstResponseSeconds, "A place is earned by waiting and by being past the target.");
        return
            from alike in book.Visits.Where(visit => visit is { Transfers: 0, Queued: not null, Accepted: not null }).GroupBy(visit => (visit.Queue, visit.Channel))
            from first in alike
            where first.Accepted < first.Queued + Earns
            from earned in alike
            // Between an offer and its acceptance lies the time of an offer at most: so long both were surely in the line.
            where earned.Queued + Earns <= first.Accepted - offer && earned.Accepted > first.Accepted + offer
            select (earned, first);
    }

    private static TierFigures Tier(DayFigures day, string name) => day.Tiers.Single(tier => tier.Tier == name);

    private static DayFigures Figures(ServicePolicy policy, DayPlan plan) => DayFiguring.Figures(Run(policy, plan), policy);

    /// <summary>Half of all are gold, nobody gives up, and the two agents who are there all day are too few for most of it.</summary>
    private static DayPlan Crowded(DayPlan plan) => plan with
    {
        Tiers = [new Share("standard", 1), new Share("gold", 1)],
        Patience = null,
        Agents = [.. plan.Agents.Take(2).Select(agent => agent with { Spans = [new OnDuty(Midnight, Midnight + DayPlan.Followed)] })],
        Habits = plan.Habits with { MissedShare = 0, DeclinedShare = 0 },
    };

    private static DayPlan Plan(ServicePolicy policy) => DayPlans.Standard(policy, Midnight, Customers, Agents);

    private static DayBook Run(ServicePolicy policy, DayPlan plan) => DaySimulation.Run(CompiledPolicy.Of(policy), plan, 1);
}
