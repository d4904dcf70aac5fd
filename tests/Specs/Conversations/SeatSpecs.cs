using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Whether the bot or a person begins, and the way from one to the other.</summary>
public sealed class SeatSpecs
{
    [Fact]
    public void A_bot_that_is_always_on_duty_begins_and_nobody_is_asked_for()
    {
        var story = Begins().Under(With(BotDuty.Always)).When(Says("m1"));

        story.ThenHappened(typeof(Opened), typeof(CustomerMessage), typeof(BotSeated)).WithEffects();
        Assert.DoesNotContain(story.There.Clocks, clock => clock.Measure == ServiceMeasure.FirstResponse && clock.Clock.IsOpen);
    }

    [Fact]
    public void The_bot_answers_what_it_knows_and_stops_no_clock()
    {
        var story = IsWithBot().When(Says("m2", "What are your HOURS?"));

        Assert.Equal(("九点到十八点", Provenance.Keyword), (story.The<BotAnswered>().Text, story.The<BotAnswered>().Provenance));
        Assert.Equal(0, story.There.Round!.BotUnanswered);
    }

    [Theory]
    [InlineData("转人工")]
    [InlineData("人工")]
    [InlineData("I want a human agent")]
    public void A_word_brings_a_person(string text)
    {
        var story = IsWithBot().After(5).When(Says("m2", text)).ThenHappened(typeof(CustomerMessage), typeof(PersonAsked), typeof(Queued));

        Assert.Equal(PersonAskedBy.Word, story.The<PersonAsked>().How);
        Assert.Equal(Start.AddSeconds(5), story.There.Clocks.Single(clock => clock.Measure == ServiceMeasure.FirstResponse).Clock.StartedAt);
        Assert.Contains(story.Happened.Effects, effect => effect is Effect.RequestAgent);
    }

    [Fact]
    public void A_word_in_the_first_message_brings_a_person_at_once()
    {
        var story = Begins().Under(With(BotDuty.Always)).When(Says("m1", "人工"));

        Assert.IsType<Phase.Waiting>(story.There.Phase);
    }

    [Fact]
    public void A_bot_that_does_not_know_further_brings_a_person()
    {
        var story = IsWithBot().When(Says("m2", "and now?"));

        Assert.Equal(PersonAskedBy.Unanswered, story.The<PersonAsked>().How);
    }

    [Fact]
    public void An_answer_in_between_begins_the_count_anew() =>
        IsWithBot().Given(Says("m2", "hours")).When(Says("m3", "and now?")).ThenHappened(typeof(CustomerMessage));

    [Fact]
    public void The_button_is_always_there() => IsWithBot().When(new AskForPerson()).ThenHappened(typeof(PersonAsked), typeof(Queued));

    [Fact]
    public void The_way_to_a_person_is_measured()
    {
        var story = IsWithBot().Given(new AskForPerson()).After(10).Given(Says("m2", "hello?")).Given(OfferTo(Ana)).After(10).When(Answers(Ana));

        Assert.Equal((2, 20), (story.The<PersonReached>().Steps, (int)story.The<PersonReached>().Seconds));
        story.When(Answers(Ana, "r2"));
        Assert.Empty(story.Happened.Events.OfType<PersonReached>());
    }

    [Fact]
    public void The_bot_goes_on_answering_while_the_customer_waits() =>
        IsWithBot().Given(new AskForPerson()).When(Says("m2", "hours")).ThenHappened(typeof(CustomerMessage), typeof(BotAnswered));

    [Fact]
    public void Unless_the_rules_say_it_is_silent_then() =>
        Begins().Under(With(BotDuty.Always, answersWhileQueued: false)).Given(Says("m1")).Given(new AskForPerson()).When(Says("m2", "hours"))
            .ThenHappened(typeof(CustomerMessage));

    [Fact]
    public void When_nobody_is_free_the_bot_steps_in()
    {
        var story = Begins().Under(With(BotDuty.BusyOrClosed)).Given(Says("m1")).When(Outlook(free: 0)).ThenHappened(typeof(Assessed), typeof(BotSeated));

        story.WithEffects(new Effect.WithdrawRequest(Service));
        Assert.IsType<Phase.WithBot>(story.There.Phase);
    }

    [Fact]
    public void When_somebody_is_free_a_person_serves() =>
        Begins().Under(With(BotDuty.BusyOrClosed)).Given(Says("m1")).When(Outlook(free: 1)).ThenHappened(typeof(Assessed));

    [Fact]
    public void Who_asked_for_a_person_is_not_given_back_to_the_bot() =>
        Begins().Under(With(BotDuty.BusyOrClosed)).Given(Says("m1")).Given(new AskForPerson()).When(Outlook(free: 0)).ThenHappened(typeof(Assessed));

    [Fact]
    public void Out_of_hours_the_bot_begins() => Assert.IsType<Phase.WithBot>(Begins().Under(Closed(BotDuty.Closed)).When(Says("m1")).There.Phase);

    [Fact]
    public void A_bot_that_is_never_on_duty_does_not_begin() => Assert.IsType<Phase.Waiting>(Begins().Under(Closed(BotDuty.Never)).When(Says("m1")).There.Phase);

    [Fact]
    public void Whoever_was_served_by_a_person_comes_back_to_one()
    {
        var story = IsWithBot().Given(new AskForPerson()).Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(Closes(Ana)).After(60).When(Says("m9", "again"));

        Assert.IsType<Phase.Waiting>(story.There.Phase);
    }

    [Fact]
    public void A_customer_who_says_nothing_more_to_the_bot_has_gone() =>
        Assert.Equal(CloseReason.CustomerSilent, IsWithBot().After(Seating.MaxBotSilenceSeconds).When(new Tick()).Happened.Events.OfType<ConversationEvent.Closed>().Single().Reason);

    [Fact]
    public void Leaving_the_bot_is_not_abandoning_a_queue() =>
        Assert.Equal(CloseReason.CustomerGone, IsWithBot().When(new Leave()).Happened.Events.OfType<ConversationEvent.Closed>().Single().Reason);

    private static Story IsWithBot() => Begins().Under(With(BotDuty.Always)).Given(Says("m1"));

    private static Assess Outlook(int free) => new(new QueueOutlook(Service, 1, 1, 1, free, free == 0 ? NobodyFree.AllAtCapacity : null, null));

    private static ServicePolicy With(BotDuty duty, bool answersWhileQueued = true) => Policy with
    {
        Bot = [new BotRule(Duty: duty, AnswersWhileQueued: answersWhileQueued, HandoverWords: ["转人工"], UnansweredLimit: 2, Answers: [new BotAnswer(["hours"], LocalText.Of("九点到十八点", "Nine to six"))])],
    };

    private static ServicePolicy Closed(BotDuty duty) => With(duty) with
    {
        Hours = [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period("08:00", "16:00")))],
        Queues = [Policy.Queues[0] with { Hours = "office" }, Policy.Queues[1]],
    };
}
