using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Waiting on the customer, put aside, wrapping up, reopened by an agent.</summary>
public sealed class PauseSpecs
{
    private static readonly ServicePolicy WithWrapUp = Policy.With(Policy.Queues[0] with
    {
        WrapUpSeconds = 120,
        WrapUp = new WrapUpPolicy([new Disposition("refunded", "Refunded")], RequiredBeforeClose: true),
    });

    [Fact]
    public void The_agent_waits_on_the_customer_and_keeps_it()
    {
        var story = IsServed().When(new WaitOnCustomer(Ana)).ThenHappened(typeof(CustomerAwaited)).WithEffects();

        Assert.Equal(Ana, story.There.Holder);
        story.When(new WaitOnCustomer(Ana)).ThenNothing();
    }

    [Fact]
    public void The_customer_writes_and_it_is_the_agents_turn_again()
    {
        var story = IsServed().Given(new WaitOnCustomer(Ana)).After(5).When(Says("m2")).ThenHappened(typeof(CustomerMessage), typeof(Resumed));

        Assert.Equal(new Phase.Serving(Service, Ana, Start.AddSeconds(5)), story.There.Phase);
    }

    [Fact]
    public void An_answer_may_be_given_while_waiting_on_the_customer() => IsServed().Given(new WaitOnCustomer(Ana)).When(Answers(Ana)).ThenHappened(typeof(Reply));

    [Fact]
    public void Only_the_holder_waits_on_the_customer() => IsServed().When(new WaitOnCustomer(Bo)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Put_aside_it_lets_the_agent_go() =>
        IsServed().When(new Snooze(Ana, Start.AddHours(1))).ThenHappened(typeof(Snoozed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void At_its_time_it_wakes_and_the_same_agent_is_asked_first()
    {
        var story = IsServed().Given(new Snooze(Ana, Start.AddHours(1))).After(3605).When(new Tick());

        Assert.Equal(Start.AddHours(1), story.The<Woken>().DueAt);
        var terms = Assert.Single(story.Happened.Effects.OfType<Effect.RequestAgent>()).Terms!;
        Assert.Equal((Strategy.LastAgentFirst, Ana), (terms.Strategy, terms.LastAgent!.Value));
        Assert.Equal(Start.AddSeconds(3605), ((Phase.Waiting)story.There.Phase).Since);
    }

    [Fact]
    public void The_customer_wakes_it() =>
        IsServed().Given(Answers(Ana)).Given(new Snooze(Ana, null)).After(60).When(Says("m2")).ThenHappened(typeof(CustomerMessage), typeof(Woken), typeof(Queued));

    [Fact]
    public void Anybody_of_the_desk_wakes_it() => IsServed().Given(new Snooze(Ana, null)).When(new Wake(Bo)).ThenHappened(typeof(Woken), typeof(Queued));

    [Fact]
    public void Waking_what_is_awake_is_nothing() => IsServed().When(new Wake(Bo)).ThenNothing();

    [Fact]
    public void The_one_who_put_it_aside_may_choose_another_time()
    {
        var story = IsServed().Given(Answers(Ana)).Given(new Snooze(Ana, Start.AddHours(1))).When(new Snooze(Ana, Start.AddHours(2))).ThenHappened(typeof(Snoozed)).WithEffects();

        Assert.Equal(Start.AddHours(2), Lifecycle.NextDue(story.There));
        story.When(new Snooze(Bo, Start.AddHours(3))).ThenRefused(Refusal.NotHolder);
    }

    [Fact]
    public void Nothing_is_put_aside_until_yesterday() => IsServed().When(new Snooze(Ana, Start)).ThenRefused(Refusal.SnoozeInPast);

    [Fact]
    public void Nothing_is_put_aside_for_years() => IsServed().When(new Snooze(Ana, Start.AddDays(Pausing.MaxSnoozeDays + 1))).ThenRefused(Refusal.SnoozeTooFar);

    [Fact]
    public void Wrapping_up_keeps_the_agents_place_until_it_is_finished()
    {
        var story = IsServed().Under(WithWrapUp).When(Closes(Ana)).ThenHappened(typeof(WrapUpBegan)).WithEffects();

        Assert.Equal(Ana, story.There.Holder);
        story.When(new FinishWrapUp(Ana)).ThenRefused(Refusal.DispositionRequired);
        story.Given(new SetDisposition(Ana, "refunded")).When(new FinishWrapUp(Ana)).ThenHappened(typeof(Closed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));
        story.When(new FinishWrapUp(Ana)).ThenNothing();
    }

    [Fact]
    public void When_its_time_is_over_it_is_closed_whether_they_have_finished_or_not() =>
        IsServed().Under(WithWrapUp).Given(Closes(Ana)).After(120).When(new Tick()).ThenHappened(typeof(Closed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void A_message_while_wrapping_up_goes_straight_back_to_that_agent()
    {
        var story = IsServed().Under(WithWrapUp).Given(Closes(Ana)).After(5).When(Says("m2")).ThenHappened(typeof(CustomerMessage), typeof(Resumed)).WithEffects();

        Assert.Equal(new Phase.Serving(Service, Ana, Start.AddSeconds(5)), story.There.Phase);
    }

    [Fact]
    public void Spam_needs_no_wrapping_up() =>
        IsServed().Under(WithWrapUp).When(new Close(Ana, CloseReason.Spam)).ThenHappened(typeof(Closed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void Where_nobody_wraps_up_the_disposition_is_wanted_before_closing()
    {
        var story = IsServed().Under(WithWrapUp.With(WithWrapUp.Queues[0] with { WrapUpSeconds = 0 })).When(Closes(Ana));

        story.ThenRefused(Refusal.DispositionRequired);
        story.When(new SetDisposition(Ana, "eaten")).ThenRefused(Refusal.DispositionUnknown);
        story.Given(new SetDisposition(Ana, "refunded")).When(Closes(Ana)).ThenHappened(typeof(Closed));
    }

    [Fact]
    public void There_is_no_wrap_up_to_finish() => IsServed().When(new FinishWrapUp(Ana)).ThenRefused(Refusal.NotInWrapUp);

    [Fact]
    public void What_happened_to_it_is_no_reason_an_agent_gives() => IsServed().When(new Close(Ana, CloseReason.Abandoned)).ThenRefused(Refusal.NotAllowed);

    [Fact]
    public void An_agent_takes_a_closed_one_up_again_and_has_it()
    {
        var story = IsClosed().After(10).When(new Reopen(Bo)).ThenHappened(typeof(Reopened), typeof(Claimed));

        Assert.Equal(Bo, story.There.Holder);
        Assert.Equal([typeof(Effect.HoldAgent)], story.Happened.Effects.Select(effect => effect.GetType()));
        story.When(new Reopen(Bo)).ThenNothing();
        story.When(new Reopen(Ana)).ThenRefused(Refusal.AlreadyHeld);
    }

    [Fact]
    public void What_has_ended_is_not_taken_up_again() => HasEnded().When(new Reopen(Ana)).ThenRefused(Refusal.ConversationEnded);

    [Fact]
    public void The_customer_gives_up_waiting()
    {
        var story = IsWaiting().When(new Leave()).ThenHappened(typeof(Closed)).WithEffects(new Effect.WithdrawRequest(Service));

        Assert.Equal(CloseReason.Abandoned, story.The<Closed>().Reason);
        story.When(new Leave()).ThenNothing();
    }

    [Fact]
    public void The_customer_gives_up_while_it_is_offered() => IsOffered().When(new Leave()).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void Who_is_served_does_not_wait() => IsServed().When(new Leave()).ThenRefused(Refusal.NotWaiting);

    [Fact]
    public void What_an_agent_leaves_behind_goes_back_to_its_place_in_line()
    {
        var story = IsServed().After(5).When(new GiveBack(Ana)).ThenHappened(typeof(GivenBack), typeof(Queued));

        story.WithEffects(new Effect.ReleaseAgent(Service, Ana), new Effect.RequestAgent(Service, Start, []));
        story.When(new GiveBack(Ana)).ThenNothing();
    }

    [Fact]
    public void An_agent_leaves_an_offer_behind() => IsOffered().When(new GiveBack(Ana)).ThenHappened(typeof(OfferDeclined), typeof(Queued));

    [Fact]
    public void An_agent_leaves_their_notes_behind() => IsServed().Under(WithWrapUp).Given(Closes(Ana)).When(new GiveBack(Ana)).ThenHappened(typeof(Closed));

    [Fact]
    public void The_button_takes_up_what_is_closed()
    {
        var story = IsClosed().After(10).When(new AskForPerson()).ThenHappened(typeof(Reopened), typeof(PersonAsked), typeof(Queued));

        Assert.Equal(new Phase.Waiting(Service, Start.AddSeconds(10)), story.There.Phase);
    }
}
