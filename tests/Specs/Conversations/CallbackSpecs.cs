using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>The rules call back from 09:00 to 18:00 in Shanghai, which is 01:00 to 10:00 UTC; these stories begin there at 17:00.</summary>
public sealed class CallbackSpecs
{
    private static readonly ServicePolicy WithCallback = Policy.With(Policy.Queues[0] with
    {
        Callback = new CallbackPolicy(Hours: "calls", Attempts: 3, BackOffSeconds: [900, 3600], EarliestSeconds: 60, MaxDays: 7, DefaultZone: "Asia/Shanghai"),
    }) with
    {
        Hours = [new QueueHours("calls", "Asia/Shanghai", WeekHours.Daily(new Period("09:00", "18:00")))],
    };

    [Fact]
    public void The_customer_leaves_the_line_for_a_callback()
    {
        var story = Waits().When(new AskForCallback(null, null, "c1"));

        story.ThenHappened(typeof(CallbackAgreed)).WithEffects(new Effect.WithdrawRequest(Service));
        Assert.Equal(new Phase.CallbackDue(Service, Start), story.There.Phase);
        Assert.Equal(Start.AddSeconds(60), Lifecycle.NextDue(story.There));
        story.When(new AskForCallback(null, null, "c1")).ThenNothing();
    }

    [Fact]
    public void At_its_time_it_is_work_like_any_other()
    {
        var story = Waits().Given(new AskForCallback(Start.AddMinutes(30), null, "c1")).After(1801).When(new Tick());

        Assert.Equal(Start.AddMinutes(30), story.The<CallbackFellDue>().DueAt);
        Assert.Equal(QueueReason.CallbackDue, story.The<Queued>().Reason);
        Assert.True(story.There.Callback!.IsDue);
    }

    [Fact]
    public void Outside_the_hours_of_calling_it_moves_to_the_next_morning() =>
        Assert.Equal(At(3, "01:00"), Waits().After(3600).When(new AskForCallback(null, null, "c1")).The<CallbackAgreed>().DueAt);

    [Fact]
    public void Nobody_is_called_at_night_by_their_own_clock() =>
        // 17:00 in Shanghai is 22:00 in Auckland; its morning at 08:00 is 03:00 in Shanghai, and nobody calls before 09:00 there.
        Assert.Equal(At(3, "01:00"), Waits().When(new AskForCallback(null, "Pacific/Auckland", "c1")).The<CallbackAgreed>().DueAt);

    [Fact]
    public void A_time_that_the_customer_names_is_kept_or_refused()
    {
        Assert.Equal(At(3, "02:30"), Waits().When(new AskForCallback(At(3, "02:30"), "Asia/Shanghai", "c1")).The<CallbackAgreed>().DueAt);
        Waits().When(new AskForCallback(At(2, "22:00"), null, "c1")).ThenRefused(Refusal.CallbackTimeInvalid);
        Waits().When(new AskForCallback(Start.AddSeconds(-1), null, "c1")).ThenRefused(Refusal.CallbackTimeInvalid);
        Waits().When(new AskForCallback(At(12, "02:30"), null, "c1")).ThenRefused(Refusal.CallbackTimeInvalid);
        Waits().When(new AskForCallback(null, "Mars/Olympus", "c1")).ThenRefused(Refusal.CallbackTimeInvalid);
    }

    [Fact]
    public void Where_nobody_calls_back_none_is_agreed() => IsWaiting().When(new AskForCallback(null, null, "c1")).ThenRefused(Refusal.CallbackNotOffered);

    [Fact]
    public void An_attempt_that_reaches_nobody_is_made_again_later_and_the_agent_is_free()
    {
        var story = IsCalled().When(new RecordCallback(Ana, CallbackOutcome.NoAnswer));

        story.ThenHappened(typeof(CallbackAttempted)).WithEffects(new Effect.ReleaseAgent(Service, Ana));
        Assert.Equal(story.Now.AddSeconds(900), story.The<CallbackAttempted>().NextDueAt);
        Assert.IsType<Phase.CallbackDue>(story.There.Phase);
    }

    [Fact]
    public void After_the_last_attempt_it_has_failed_and_is_over()
    {
        var story = IsCalled();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            story.Given(new RecordCallback(Ana, CallbackOutcome.NoAnswer)).Given(story.There.Callback!.DueAt).Given(new Tick()).Given(OfferTo(Ana)).Given(new Accept(Ana));
        }

        story.When(new RecordCallback(Ana, CallbackOutcome.NoAnswer)).ThenHappened(typeof(CallbackAttempted), typeof(CallbackFailed), typeof(Closed));
        Assert.Equal((3, CloseReason.CallbackFailed), (story.The<CallbackFailed>().Attempts, story.The<Closed>().Reason));
    }

    [Fact]
    public void A_wrong_number_is_not_tried_again() =>
        IsCalled().When(new RecordCallback(Ana, CallbackOutcome.WrongNumber)).ThenHappened(typeof(CallbackAttempted), typeof(CallbackFailed), typeof(Closed));

    [Fact]
    public void Who_was_reached_is_served()
    {
        var story = IsCalled().When(new RecordCallback(Ana, CallbackOutcome.Reached)).ThenHappened(typeof(CallbackAttempted)).WithEffects();

        Assert.Equal(Ana, story.There.Holder);
        Assert.Null(story.There.Callback);
        story.When(new RecordCallback(Ana, CallbackOutcome.Reached)).ThenRefused(Refusal.NoCallback);
    }

    [Fact]
    public void Who_comes_back_first_takes_their_old_place_and_needs_no_callback()
    {
        var story = Waits().Given(new AskForCallback(At(3, "02:30"), null, "c1")).After(600).When(Says("m2"));

        story.ThenHappened(typeof(CustomerMessage), typeof(CallbackCancelled), typeof(Queued));
        Assert.True(story.The<CallbackCancelled>().CustomerBack);
        Assert.Equal(Start, story.The<Queued>().Since);
        Assert.Null(story.There.Callback);
    }

    [Fact]
    public void Who_writes_while_being_called_has_been_reached_without_it() =>
        IsCalled().When(Says("m2")).ThenHappened(typeof(CustomerMessage), typeof(CallbackCancelled));

    [Fact]
    public void A_customer_who_wants_no_callback_any_more_is_left_alone()
    {
        var story = Waits().Given(new AskForCallback(At(3, "02:30"), null, "c1")).When(new CancelCallback());

        story.ThenHappened(typeof(CallbackCancelled), typeof(Closed));
        story.When(new CancelCallback()).ThenRefused(Refusal.ConversationClosed);
    }

    [Fact]
    public void There_is_no_callback_to_cancel() => IsServed().When(new CancelCallback()).ThenRefused(Refusal.NoCallback);

    [Fact]
    public void The_agent_agrees_one_for_the_customer() =>
        Waits().Given(OfferTo(Ana)).Given(new Accept(Ana)).When(new AskForCallback(At(3, "02:30"), null, "c1", By: Ana))
            .ThenHappened(typeof(CallbackAgreed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void Who_is_served_needs_none() =>
        Waits().Given(OfferTo(Ana)).Given(new Accept(Ana)).When(new AskForCallback(null, null, "c1")).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void The_first_response_of_a_callback_counts_from_its_time()
    {
        var story = IsCalled();

        Assert.Equal(Start.AddSeconds(60), story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.FirstResponse).Clock.StartedAt);
    }

    private static Story Waits() => IsWaiting().Under(WithCallback);

    private static Story IsCalled() => Waits().Given(new AskForCallback(null, null, "c1")).After(60).Given(new Tick()).Given(OfferTo(Ana)).Given(new Accept(Ana));

    private static DateTimeOffset At(int day, string time) => new(new DateTime(2026, 3, day).Add(TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture)), TimeSpan.Zero);
}
