using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Automatic texts, and the question how it was.</summary>
public sealed class TextSpecs
{
    [Fact]
    public void The_company_greets_and_then_the_agent_once_a_round()
    {
        var story = Begins().Under(WithTexts()).When(Says("m1"));
        Assert.Equal((TextKind.CompanyGreeting, Provenance.Greeting), (story.The<Announced>().Kind, story.The<Announced>().Provenance));

        story.Given(OfferTo(Ana)).When(new Accept(Ana));
        Assert.Equal("您好，我是Ana", story.The<Announced>().Text);
        story.Given(new Snooze(Ana, null)).Given(Says("m2")).Given(OfferTo(Ana)).When(new Accept(Ana)).ThenHappened(typeof(Accepted));
    }

    [Fact]
    public void The_company_welcomes_before_everything_else_and_once_for_each_account()
    {
        var story = Begins().Under(WithWelcome()).When(Says("m1"));
        Assert.Equal([TextKind.CompanyWelcome, TextKind.CompanyGreeting], TextsOf(story));
        Assert.Equal(Provenance.Greeting, story.Happened.Events.OfType<Announced>().First().Provenance);

        story.Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(Closes(Ana)).When(Says("m2", "one thing more"));
        Assert.Empty(TextsOf(story));
        var elsewhere = BotLeg with { Account = BotLeg.Account with { Channel = "webchat" } };
        story.Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(Closes(Ana)).When(Says("m3", "here I am", elsewhere));
        Assert.Equal([TextKind.CompanyWelcome], TextsOf(story));
    }

    [Fact]
    public void A_welcome_keeps_to_the_budget_of_its_channel() => Assert.Equal(
        [TextKind.CompanyWelcome],
        TextsOf(Begins().Under(WithWelcome() with { Budgets = [new TextBudget("telegram", [TextKind.CompanyWelcome, TextKind.CompanyGreeting], 1, 3_600)] }).When(Says("m1"))));

    [Fact]
    public void Each_text_is_sent_under_an_id_of_its_own()
    {
        var story = Begins().Under(WithTexts()).When(Says("m1"));

        var text = story.The<Announced>();
        Assert.Equal($"auto-{story.Log.ToList().IndexOf(text) + 1}", text.MessageId);
        Assert.Contains(new Effect.Deliver(text.MessageId), story.Happened.Effects);
        Assert.Equal(DeliveryStatus.Pending, story.There.Reply(text.MessageId)!.Status);
    }

    [Fact]
    public void Texts_are_in_the_customers_language()
    {
        var english = Says("m1") with { Item = Item(ItemKind.Text, "m1", "hello") with { Language = "en-GB", DisplayName = "Li" } };

        Assert.Equal("Welcome, Li", Begins().Under(WithTexts()).When(english).The<Announced>().Text);
        Assert.Equal("欢迎，您", Begins().Under(WithTexts()).When(Says("m1")).The<Announced>().Text);
    }

    [Fact]
    public void Out_of_hours_they_are_told_when_it_opens()
    {
        var closed = WithTexts() with
        {
            Hours = [new QueueHours("office", "Asia/Shanghai", WeekHours.Daily(new Period("08:00", "16:00")))],
            Queues = [Policy.Queues[0] with { Hours = "office" }, Policy.Queues[1]],
        };

        var texts = Begins().Under(closed).When(Says("m1")).Happened.Events.OfType<Announced>().ToDictionary(text => text.Kind, text => text.Text);
        Assert.Equal("03-03 08:00 开门", texts[TextKind.OffHours]);
    }

    [Fact]
    public void A_switch_turns_a_text_off() =>
        Begins().Under(WithTexts() with { Texts = [new TextRule(TextKind.CompanyGreeting, LocalText.Of("x", "x"), Enabled: false), .. WithTexts().Texts] }).When(Says("m1"))
            .ThenHappened(typeof(Opened), typeof(CustomerMessage), typeof(Queued));

    [Theory]
    [InlineData("{name}", "您")]
    [InlineData("{name|亲}", "亲")]
    [InlineData("{agent}", "Ana")]
    [InlineData("{queue}", "Service")]
    [InlineData("{position} {minutes} {opensAt}", "若干 几 稍后")]
    [InlineData("{unknown} {", "{unknown} {")]
    public void A_customer_never_sees_a_hole(string text, string expected) => Assert.Equal(
        expected,
        IsOffered().Under(Policy with { Texts = [new TextRule(TextKind.AgentGreeting, LocalText.Of(text, text))] }).When(new Accept(Ana)).The<Announced>().Text);

    [Fact]
    public void At_the_end_they_are_told_and_asked_how_it_was()
    {
        var story = Served(SurveyMoment.OnClose).When(Closes(Ana)).ThenHappened(typeof(ConversationEvent.Closed), typeof(Announced), typeof(RatingAsked), typeof(Announced));

        Assert.Equal([TextKind.End, TextKind.Survey], story.Happened.Events.OfType<Announced>().Select(text => text.Kind));
        Assert.Equal(Start.AddHours(48), story.The<RatingAsked>().ValidUntil);
    }

    [Fact]
    public void Who_sends_spam_is_not_asked_how_it_was() =>
        Served(SurveyMoment.OnClose).When(new Close(Ana, CloseReason.Spam)).ThenHappened(typeof(ConversationEvent.Closed));

    [Fact]
    public void The_agent_asks_where_the_rules_leave_it_to_them()
    {
        var story = Served(SurveyMoment.OnRequest).When(new AskForRating(Ana)).ThenHappened(typeof(RatingAsked), typeof(Announced));

        story.When(new AskForRating(Ana)).ThenNothing();
        Served(SurveyMoment.Never).When(new AskForRating(Ana)).ThenRefused(Refusal.NotAllowed);
    }

    [Fact]
    public void A_rating_is_kept_with_the_agent_it_is_about()
    {
        var story = Asked().When(new Rate("k1", 4, Solved: true, ["polite"], "quick"));

        Assert.Equal((4, 5, true, Ana), (story.The<Rated>().Score, story.The<Rated>().Steps, story.The<Rated>().Solved!.Value, story.The<Rated>().Agent!.Value));
        story.When(new Rate("k1", 4, true, ["polite"], "quick")).ThenNothing();
        story.When(new Rate("k2", 1, true, [], null)).ThenRefused(Refusal.AlreadyRated);
    }

    [Fact]
    public void It_may_be_rated_when_it_is_long_over_but_not_for_ever()
    {
        Asked().Given(Closes(Ana)).After(3600).Given(new Tick()).When(new Rate("k1", 4, null, [], null)).ThenHappened(typeof(Rated));
        Asked().After((48 * 3600) + 1).When(new Rate("k1", 4, null, [], null)).ThenRefused(Refusal.RatingExpired);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(6, null)]
    [InlineData(3, "rude")]
    public void A_rating_is_on_the_scale_and_with_known_tags(int score, string? tag) =>
        Asked().When(new Rate("k1", score, null, tag is null ? [] : [tag], null)).ThenRefused(Refusal.RatingInvalid);

    [Fact]
    public void Nobody_rates_unasked() => IsServed().When(new Rate("k1", 4, null, [], null)).ThenRefused(Refusal.RatingNotAsked);

    private static IEnumerable<TextKind> TextsOf(Story story) => story.Happened.Events.OfType<Announced>().Select(text => text.Kind);

    private static ServicePolicy WithWelcome() => WithTexts() with { Texts = [new TextRule(TextKind.CompanyWelcome, LocalText.Of("欢迎光临", "How can we help?")), .. WithTexts().Texts] };

    private static Story Served(SurveyMoment when) => IsServed().Given(Answers(Ana)).Under(WithTexts() with { Survey = new SurveyPolicy(when, Tags: ["polite"]) });

    private static Story Asked() => Served(SurveyMoment.OnRequest).Given(new AskForRating(Ana));

    private static ServicePolicy WithTexts() => Policy with
    {
        Texts =
        [
            new TextRule(TextKind.CompanyGreeting, LocalText.Of("欢迎，{name}", "Welcome, {name}")),
            new TextRule(TextKind.AgentGreeting, LocalText.Of("您好，我是{agent}", "I am {agent}")),
            new TextRule(TextKind.OffHours, LocalText.Of("{opensAt} 开门", "We open at {opensAt}")),
            new TextRule(TextKind.Survey, LocalText.Of("请评价", "How was it?")),
            new TextRule(TextKind.End, LocalText.Of("再见", "Goodbye")),
        ],
    };
}
