using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Scenes;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Which clock runs when, what stops and pauses it, and what it does when time runs out.</summary>
public sealed class ClockSpecs
{
    private static readonly ServicePolicy WithTargets = Policy with
    {
        Targets =
        [
            new TargetRule(
                "all", FirstResponseSeconds: 60, NextResponseSeconds: 40, ResolutionSeconds: 600, TimeInQueueSeconds: 30, WarnAtPercent: [50],
                PauseOn: [PauseReason.WaitingOnCustomer, PauseReason.Snoozed], Escalation: "ladder"),
        ],
        Escalations =
        [
            new EscalationLadder("ladder",
            [
                new EscalationStep(ServiceMeasure.TimeInQueue, 80, EscalationAction.RaisePriority, Points: 10),
                new EscalationStep(ServiceMeasure.TimeInQueue, 100, EscalationAction.MoveQueue, Queue: Sales),
                new EscalationStep(ServiceMeasure.FirstResponse, 80, EscalationAction.Notify, Whom: Whom.Leads),
                new EscalationStep(ServiceMeasure.FirstResponse, 100, EscalationAction.AddSupervisor),
                new EscalationStep(ServiceMeasure.Resolution, 100, EscalationAction.Page),
            ]),
        ],
    };

    [Fact]
    public void Three_clocks_start_with_the_first_message()
    {
        var story = Waits();

        Assert.Equal(
            [ServiceMeasure.FirstResponse, ServiceMeasure.Resolution, ServiceMeasure.TimeInQueue],
            story.There.Clocks.Where(clock => clock.Clock.IsOpen).Select(clock => clock.Measure));
        Assert.Equal(Start.AddSeconds(15), Lifecycle.NextDue(story.There));
    }

    [Fact]
    public void Clocks_start_when_the_door_took_the_message_however_late_intake_was()
    {
        var story = Begins().Under(WithTargets).After(20).When(Says("m1", receivedAt: Start));

        Assert.All(story.There.Clocks, clock => Assert.Equal(Start, clock.Clock.StartedAt));
    }

    [Fact]
    public void Time_in_the_queue_ends_when_an_agent_takes_it()
    {
        var story = Waits().Given(OfferTo(Ana)).After(10).Given(new Accept(Ana));

        Assert.Equal((ServiceVerdict.Met, Start.AddSeconds(10)), Ended(story, ServiceMeasure.TimeInQueue));
        Assert.Equal(ServiceVerdict.Open, Clock(story, ServiceMeasure.FirstResponse).Verdict);
    }

    [Fact]
    public void An_answer_by_a_person_ends_the_first_response_and_the_next_question_starts_the_next()
    {
        var story = Served().After(10).Given(Answers(Ana)).After(5).Given(Says("m2", receivedAt: Start.AddSeconds(15)));

        Assert.Equal((ServiceVerdict.Met, Start.AddSeconds(10)), Ended(story, ServiceMeasure.FirstResponse));
        Assert.Equal(Start.AddSeconds(55), story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.NextResponse).BreachDue);
        story.After(5).Given(Says("m3")).Given(Answers(Ana, "r2"));
        Assert.Equal((ServiceVerdict.Met, Start.AddSeconds(20)), Ended(story, ServiceMeasure.NextResponse));
    }

    [Fact]
    public void The_next_response_is_not_due_to_a_customer_who_was_taken_out_of_the_conversation()
    {
        var other = new Leg(new AccountKey(Key.Tenant, "webchat", "shop"), "v-7", null);
        var story = Served().After(10).Given(Answers(Ana)).Given(new Join(Another, [other], null)).After(5).Given(For(Another, "m2", other));
        Assert.Contains(story.There.Clocks, clock => clock.Measure == ServiceMeasure.NextResponse);

        story.After(5).Given(Says("m3", receivedAt: Start.AddSeconds(20))).Given(new Split(Another));

        Assert.Equal(Start.AddSeconds(60), story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.NextResponse).BreachDue);
    }

    [Theory]
    [InlineData(Provenance.Person, true)]
    [InlineData(Provenance.SuggestionSentByPerson, true)]
    [InlineData(Provenance.AssistedBot, false)]
    [InlineData(Provenance.AutomaticBot, false)]
    [InlineData(Provenance.Keyword, false)]
    [InlineData(Provenance.Greeting, false)]
    [InlineData(Provenance.System, false)]
    public void Which_replies_stop_a_clock_follows_from_who_made_them(Provenance provenance, bool stops)
    {
        var story = Served().After(5).Given(Answers(Ana) with { Provenance = provenance });

        Assert.Equal(stops, !Clock(story, ServiceMeasure.FirstResponse).IsOpen);
        Assert.Equal(stops, story.There.UnansweredSince is null);
    }

    [Fact]
    public void A_breach_says_when_it_was_due_and_how_late_that_was_seen()
    {
        var story = Served().After(63).When(new Tick());

        var mark = Clock(story, ServiceMeasure.FirstResponse).Breach!;
        Assert.Equal((Start.AddSeconds(60), TimeSpan.FromSeconds(3)), (mark.DueAt, mark.Lateness));
        Assert.Equal("always", mark.CalendarVersion);
        Assert.Contains(story.Happened.Effects, effect => effect is Effect.Notify { Kind: NoticeKind.SupervisorAsked });
    }

    [Fact]
    public void An_answer_after_the_due_time_does_not_erase_the_breach()
    {
        var story = Served().After(61).When(Answers(Ana));

        Assert.Equal([typeof(FirstResponseBreached), typeof(Reply)], story.Happened.Events.Select(e => e.GetType()).Where(type => type == typeof(FirstResponseBreached) || type == typeof(Reply)));
        Assert.Equal(ServiceVerdict.Missed, Clock(story, ServiceMeasure.FirstResponse).Verdict);
        Assert.False(Assert.IsType<ReplyClock.Stopped>(story.There.FirstResponse).InTime);
    }

    [Fact]
    public void Clocks_stand_still_while_the_agent_waits_on_the_customer()
    {
        var story = Served().After(10).Given(Answers(Ana)).Given(new WaitOnCustomer(Ana)).After(1000).Given(Says("m2", receivedAt: Start.AddSeconds(1010)));

        var resolution = Clock(story, ServiceMeasure.Resolution);
        Assert.Equal([new PauseSpan(PauseReason.WaitingOnCustomer, Start.AddSeconds(10), Start.AddSeconds(1010))], resolution.Pauses);
        Assert.Equal(Start.AddSeconds(1600), story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.Resolution).BreachDue);
    }

    [Fact]
    public void Clocks_stand_still_while_it_is_put_aside()
    {
        var story = Served().After(10).Given(Answers(Ana)).Given(new Snooze(Ana, Start.AddHours(1)));

        Assert.Equal(Start.AddHours(1), Lifecycle.NextDue(story.There));
        story.Given(Start.AddHours(1)).Given(new Tick());
        Assert.False(Clock(story, ServiceMeasure.Resolution).IsPaused);
    }

    [Fact]
    public void A_resolved_conversation_meets_its_resolution_and_an_abandoned_one_does_not()
    {
        Assert.Equal(ServiceVerdict.Met, Clock(Served().Given(Answers(Ana)).Given(Closes(Ana)), ServiceMeasure.Resolution).Verdict);
        Assert.All(Waits().Given(new Leave()).There.Clocks, clock => Assert.Equal(ServiceVerdict.Cancelled, clock.Clock.Verdict));
    }

    [Fact]
    public void A_ladder_raises_the_priority_of_what_waits_and_moves_it_when_time_is_up()
    {
        var story = Waits().After(24).When(new Tick()).ThenHappened(typeof(Escalated), typeof(Queued));
        Assert.Equal(10, story.There.Priority);
        Assert.Equal(10, story.Happened.Effects.OfType<Effect.RequestAgent>().Single().Terms!.Priority);

        story.After(6).When(new Tick()).ThenHappened(typeof(Escalated), typeof(Queued));
        Assert.Equal(new Phase.Waiting(Sales, Start), story.There.Phase);
        Assert.Contains(new Effect.WithdrawRequest(Service), story.Happened.Effects);
        Assert.Equal(Sales, story.Happened.Effects.OfType<Effect.RequestAgent>().Single().Queue);
        story.When(new Tick()).ThenNothing();
    }

    [Fact]
    public void A_ladder_rings_whoever_is_on_call() =>
        Assert.Contains(new Effect.Page(Service, "Resolution at 100 %"), Served().Given(Answers(Ana)).After(600).When(new Tick()).Happened.Effects);

    [Fact]
    public void A_policy_in_flight_counts_what_has_elapsed_against_the_new_target()
    {
        var strict = WithTargets with { Version = "policy-8", Targets = [WithTargets.Targets[0] with { FirstResponseSeconds = 20 }] };
        var story = Served().After(15).Under(strict).When(new AddNote(Ana, "n1", "hurry", []));

        var clock = story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.FirstResponse);
        Assert.Equal((Start.AddSeconds(20), "policy-8"), (clock.BreachDue!.Value, clock.PolicyVersion));
        Assert.Equal([60, 20], clock.Clock.Terms.Select(terms => terms.TargetSeconds));
    }

    [Fact]
    public void Other_hours_in_flight_leave_what_has_elapsed()
    {
        // Open until 18:00, which is when this begins to be told: 2 March 2026 at 09:00 UTC is 17:00 in Shanghai.
        var office = Hours("09:00", "18:00");
        var longer = Hours("09:00", "20:00") with { Version = "policy-8" };
        var story = Begins().Under(office).Given(Says("m1"));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 2, 0, 0, TimeSpan.Zero), story.There.Clocks[0].BreachDue);

        // The old calendar is given beside the new one, as its version is named by the clock.
        var earlier = story.Rules.Active;
        story.After(1800).Under(longer, earlier).Given(new AddNote(Ana, "n1", "open longer", []));

        Assert.Equal(Start.AddHours(2), story.There.Clocks[0].BreachDue);
        Assert.Equal([earlier.CalendarOf(Service)!.Version, story.Rules.Active.CalendarOf(Service)!.Version], story.There.Clocks[0].Clock.Terms.Select(terms => terms.CalendarVersion));
    }

    [Fact]
    public void Hours_that_nobody_knows_any_more_stop_no_clock()
    {
        var story = Begins().Under(Hours("09:00", "18:00")).Given(Says("m1"));

        Assert.Equal(["policy-7"], Lifecycle.PoliciesOf(story.There, "policy-9"));
        story.After(60).Under(Hours("08:00", "20:00") with { Version = "policy-9" }).Given(new AddNote(Ana, "n1", "gone", []));

        Assert.Equal(Start.AddHours(2), story.There.Clocks[0].BreachDue);
    }

    [Fact]
    public void A_person_who_rises_a_tier_gets_its_target()
    {
        var byTier = Policy with
        {
            Tiers = ["standard", "gold"],
            Targets =
            [
                new TargetRule("gold", new Condition.Test("person.tier", ConditionOperator.Is, new Operand.Text("gold")), FirstResponseSeconds: 30),
                new TargetRule("others", FirstResponseSeconds: 60),
            ],
        };
        var story = Begins().Under(byTier).Given(Says("m1")).After(5).When(Says("m2") with { Facts = PersonFacts.None with { Tier = "gold" } });

        Assert.Equal(("gold", Start.AddSeconds(30)), (story.There.Clocks[0].Rule, story.There.Clocks[0].BreachDue!.Value));
    }

    [Fact]
    public void A_log_of_the_first_build_gets_its_clock_with_the_next_command()
    {
        var old = IsServed().Log.Where(e => e is not (ClocksChanged or Routed)).ToArray();
        var story = Begins().Tell(old);
        Assert.Equal(Start.AddSeconds(60), Lifecycle.NextDue(story.There));

        story.After(10).Given(new AddNote(Ana, "n1", "hm", []));

        Assert.Equal((Start, Start.AddSeconds(60)), (story.There.Clocks[0].Clock.StartedAt, story.There.Clocks[0].BreachDue!.Value));
        story.After(50).When(new Tick()).ThenHappened(typeof(FirstResponseBreached));
        story.When(new Tick()).ThenNothing();
    }

    [Fact]
    public void A_log_of_the_first_build_breaches_without_a_clock_too() =>
        Begins().Tell([.. IsServed().Log.Where(e => e is not (ClocksChanged or Routed))]).After(61).When(new Tick()).ThenHappened(typeof(FirstResponseBreached));

    private static ServicePolicy Hours(string from, string to) => Policy with
    {
        Hours = [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period(from, to)))],
        Queues = [Policy.Queues[0] with { Hours = "office" }, Policy.Queues[1]],
        Targets = [new TargetRule("all", Basis: TimeBasis.OpenHours, FirstResponseSeconds: 7200)],
    };

    private static Story Waits() => Begins().Under(WithTargets).Given(Says("m1"));

    private static Story Served() => Waits().Given(OfferTo(Ana)).Given(new Accept(Ana));

    private static ServiceClock Clock(Story story, ServiceMeasure measure) => story.There.Clocks.Single(clock => clock.Measure == measure).Clock;

    private static (ServiceVerdict Verdict, DateTimeOffset? At) Ended(Story story, ServiceMeasure measure) => (Clock(story, measure).Verdict, Clock(story, measure).EndedAt);
}
