using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.RichPolicy;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class OverflowSpecs
{
    [Fact]
    public void Entering_a_queue_with_rules_asks_how_the_line_stands()
    {
        var story = Begins().Under(With(new OverflowStep(OverflowAction.Notice))).When(Says("m1"));

        Assert.Contains(new Effect.AskOutlook(Service), story.Happened.Effects);
        Assert.DoesNotContain(Begins().When(Says("m1")).Happened.Effects, effect => effect is Effect.AskOutlook);
    }

    [Fact]
    public void The_customer_is_told_where_they_stand()
    {
        var story = Waits(new OverflowStep(OverflowAction.Notice, Is("queue.free", 0))).When(Outlook(position: 3, estimate: 130));

        Assert.Equal("您前面还有 3 位，约 3 分钟", story.The<Announced>().Text);
        Assert.Equal(Provenance.System, story.The<Announced>().Provenance);
        Assert.IsType<Phase.Waiting>(story.There.Phase);
    }

    [Fact]
    public void They_are_told_why_nobody_is_free() =>
        Assert.Equal(TextKind.NobodyFree, Waits(new OverflowStep(OverflowAction.Notice)).When(Outlook(why: NobodyFree.NobodySignedIn)).The<Announced>().Kind);

    [Fact]
    public void Where_the_rules_never_say_why_they_are_told_where_they_stand() => Assert.Equal(
        TextKind.Queue,
        Begins().Under(Without(TextKind.NobodyFree, With(new OverflowStep(OverflowAction.Notice)))).Given(Says("m1")).When(Outlook(why: NobodyFree.NobodySignedIn)).The<Announced>().Kind);

    [Theory]
    [InlineData(OverflowAction.Notice, null, 1)]
    [InlineData(OverflowAction.Form, null, 1)]
    [InlineData(OverflowAction.Close, null, 1)]
    [InlineData(OverflowAction.Notice, 60, 2)]
    public void That_it_is_closed_is_said_once_unless_a_step_is_there_to_repeat_it(OverflowAction action, int? repeatSeconds, int times)
    {
        var story = Begins().Under(Closed(With(new OverflowStep(action, Text: TextKind.OffHours, RepeatSeconds: repeatSeconds)))).Given(Says("m1")).Given(Outlook());

        Assert.Equal(times, story.Log.OfType<Announced>().Count(text => text.Kind == TextKind.OffHours));
    }

    [Fact]
    public void A_step_is_done_once_in_a_round()
    {
        var story = Waits(new OverflowStep(OverflowAction.Notice)).Given(Outlook()).When(Outlook());

        story.ThenHappened(typeof(Assessed));
        Assert.True(story.The<Assessed>().Why.Steps[0].WasDone);
    }

    [Fact]
    public void A_notice_is_repeated_where_the_rules_say_so()
    {
        var story = Waits(new OverflowStep(OverflowAction.Notice, RepeatSeconds: 60)).Given(Outlook());

        Assert.Equal(Start.AddSeconds(60), story.There.Round!.NextAssessmentAt);
        story.After(60).Given(new Tick()).When(Outlook()).ThenHappened(typeof(Assessed), typeof(Announced));
    }

    [Fact]
    public void A_repetition_whose_condition_does_not_hold_any_more_is_looked_at_later_and_not_at_once_again()
    {
        var story = Waits(new OverflowStep(OverflowAction.Notice, Is("queue.staffed", 0), RepeatSeconds: 60)).Given(Outlook(staffed: 0));

        story.After(60).Given(new Tick()).When(Outlook(staffed: 2)).ThenHappened(typeof(Assessed));

        Assert.True(Lifecycle.NextDue(story.There) > story.Now);
    }

    [Fact]
    public void A_step_has_its_time_and_the_line_is_looked_at_then()
    {
        var story = Waits(new OverflowStep(OverflowAction.MoveQueue, AfterSeconds: 30, Queue: Sales)).When(Outlook()).ThenHappened(typeof(Assessed));

        Assert.Equal(Start.AddSeconds(30), story.The<Assessed>().Why.Steps[0].NotBefore);
        story.After(31).When(new Tick());
        Assert.Equal(Start.AddSeconds(30), story.The<AssessmentAsked>().DueAt);
        Assert.Contains(new Effect.AskOutlook(Service), story.Happened.Effects);
        story.When(Outlook()).ThenHappened(typeof(Assessed), typeof(Queued));
        Assert.Equal(new Phase.Waiting(Sales, Start), story.There.Phase);
    }

    [Fact]
    public void A_move_withdraws_here_and_asks_there() =>
        Waits(new OverflowStep(OverflowAction.MoveQueue, Queue: Sales)).When(Outlook()).WithEffects(new Effect.WithdrawRequest(Service), new Effect.RequestAgent(Sales, Start, []));

    [Fact]
    public void The_first_step_whose_condition_holds_is_done_and_the_others_say_why_not()
    {
        var story = Waits(new OverflowStep(OverflowAction.Close, Is("queue.staffed", 0)), new OverflowStep(OverflowAction.SelfService)).When(Outlook(staffed: 2));

        var why = story.The<Assessed>().Why;
        Assert.Equal(1, why.Done);
        Assert.Equal("queue.staffed is 0 (2)", why.Steps[0].Failed);
        Assert.Equal(TextKind.SelfService, story.The<Announced>().Kind);
        Assert.Equal(why.Done, why.Evaluate(story.Rules.Active));
    }

    [Fact]
    public void A_form_lets_the_customer_leave_and_the_work_stays()
    {
        var story = Waits(new OverflowStep(OverflowAction.Form)).Given(Outlook());

        Assert.Equal(Reception.Async, story.There.Round!.Reception);
        Assert.IsType<Phase.Waiting>(story.There.Phase);
    }

    [Fact]
    public void Turned_away_it_is_over_and_said_so()
    {
        var story = Waits(new OverflowStep(OverflowAction.Close)).When(Outlook()).ThenHappened(typeof(Assessed), typeof(Announced), typeof(Closed));

        Assert.Equal(CloseReason.TurnedAway, story.The<Closed>().Reason);
        story.WithEffectTypes(typeof(Effect.WithdrawRequest));
    }

    [Fact]
    public void A_callback_is_offered_and_taken_up_in_the_customers_own_words()
    {
        var rules = With(new OverflowStep(OverflowAction.Callback));
        var story = Begins().Under(rules.With(rules.Queues[0] with { Callback = new CallbackPolicy() })).Given(Says("m1")).Given(Outlook());
        Assert.True(story.There.Round!.CallbackOffered);

        story.When(Says("m2", "回电")).ThenHappened(typeof(CustomerMessage), typeof(CallbackAgreed));
        Assert.IsType<Phase.CallbackDue>(story.There.Phase);
    }

    [Fact]
    public void The_word_means_nothing_where_no_callback_was_offered() =>
        IsWaiting().When(Says("m2", "callback")).ThenHappened(typeof(CustomerMessage));

    [Fact]
    public void A_line_that_is_full_waits_for_no_steps_time()
    {
        var step = new OverflowStep(OverflowAction.Close, AfterSeconds: 600);
        var full = With(step).With(With(step).Queues[0] with { MaxWaiting = 5 });

        Begins().Under(full).Given(Says("m1")).When(Outlook(length: 6)).ThenHappened(typeof(Assessed), typeof(Announced), typeof(Closed));
        Begins().Under(full).Given(Says("m1")).When(Outlook(length: 5)).ThenHappened(typeof(Assessed));
    }

    [Fact]
    public void What_an_agent_has_taken_meanwhile_is_left_alone() => IsServed().When(Outlook()).ThenNothing();

    [Fact]
    public void What_has_moved_on_meanwhile_is_left_alone() => IsWaiting().When(new Assess(new QueueOutlook(Sales, 1, 1, 0, 0, null, null))).ThenNothing();

    [Fact]
    public void A_channel_lets_so_many_automatic_texts_through()
    {
        var rules = With(new OverflowStep(OverflowAction.Notice, RepeatSeconds: 10)) with { Budgets = [new TextBudget("telegram", [TextKind.Queue, TextKind.NobodyFree], 1, 100)] };
        var story = Begins().Under(rules).Given(Says("m1")).Given(Outlook());

        story.After(10).Given(new Tick()).When(Outlook()).ThenHappened(typeof(Assessed));
        story.After(90).Given(new Tick()).When(Outlook()).ThenHappened(typeof(Assessed), typeof(Announced));
    }

    private static Story Waits(params OverflowStep[] steps) => Begins().Under(With(steps)).Given(Says("m1"));

    private static Assess Outlook(int length = 3, int? position = 3, int staffed = 1, int? estimate = null, NobodyFree why = NobodyFree.AllAtCapacity) =>
        new(new QueueOutlook(Service, length, position, staffed, 0, why, estimate));

    private static ServicePolicy With(params OverflowStep[] steps) => Policy.With(Policy.Queues[0] with { Overflow = steps }) with
    {
        Texts =
        [
            new TextRule(TextKind.Queue, LocalText.Of("您前面还有 {position} 位，约 {minutes} 分钟", "{position} before you")),
            new TextRule(TextKind.NobodyFree, LocalText.Of("暂时无人", "Nobody is free")),
            new TextRule(TextKind.SelfService, LocalText.Of("自助", "Help yourself")),
            new TextRule(TextKind.OffHours, LocalText.Of("休息中", "We are closed")),
        ],
    };

    private static ServicePolicy Without(TextKind kind, ServicePolicy policy) => policy with { Texts = [.. policy.Texts.Where(text => text.Kind != kind)] };

    /// <summary>As they are when a story starts: five in the afternoon in Shanghai.</summary>
    private static ServicePolicy Closed(ServicePolicy policy) => policy.With(policy.Queues[0] with { Hours = "office" }) with
    {
        Hours = [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period("08:00", "16:00")))],
    };
}
