using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class ReceivingSpecs
{
    [Fact]
    public void The_first_message_opens_a_conversation_and_asks_for_an_agent() =>
        Begins().When(Says("m1"))
            .ThenHappened(typeof(Opened), typeof(CustomerMessage), typeof(Queued))
            .WithEffects(new Effect.RequestAgent(Service, Start, []));

    [Fact]
    public void The_clock_runs_from_the_door_however_late_intake_is()
    {
        var story = Begins().After(50).When(Says("m1"));

        Assert.Equal(new ReplyClock.Running(Start, Start.AddSeconds(60)), story.There.FirstResponse);
        Assert.Equal(new Phase.Waiting(Service, Start), story.There.Phase);
    }

    [Fact]
    public void A_channel_with_a_queue_of_its_own_waits_there_by_its_terms()
    {
        var site = BotLeg with { Account = BotLeg.Account with { Channel = "webchat" } };

        var opened = Begins().When(Says("m1", leg: site)).The<Opened>();

        Assert.Equal(Sales, opened.Queue);
        Assert.Equal(Start.AddSeconds(45), opened.FirstResponseDueAt);
        Assert.Equal("policy-7", opened.PolicyVersion);
    }

    [Theory]
    [InlineData(ItemKind.Event)]
    [InlineData(ItemKind.Status)]
    [InlineData(ItemKind.Edit)]
    public void What_says_nothing_opens_nothing(ItemKind kind) => Begins().When(Does(kind)).ThenNothing();

    [Theory]
    [InlineData(ItemKind.Postback)]
    [InlineData(ItemKind.Command)]
    [InlineData(ItemKind.Image)]
    [InlineData(ItemKind.Unsupported)]
    public void A_press_a_command_a_picture_and_the_unknown_speak(ItemKind kind) =>
        Begins().When(Does(kind)).ThenHappened(typeof(Opened), typeof(CustomerMessage), typeof(Queued));

    [Fact]
    public void Another_message_while_waiting_asks_for_nobody_else() =>
        IsWaiting().When(Says("m2")).ThenHappened(typeof(CustomerMessage)).WithEffects();

    [Fact]
    public void Another_message_does_not_start_the_clock_again()
    {
        var story = IsWaiting().After(30).When(Says("m2", receivedAt: Start.AddSeconds(30)));

        Assert.Equal(Start.AddSeconds(60), Assert.IsType<ReplyClock.Running>(story.There.FirstResponse).DueAt);
        Assert.Equal(Start.AddSeconds(30), story.There.LastCustomerMessageAt);
    }

    [Fact]
    public void The_answer_goes_where_the_customer_wrote_last()
    {
        var elsewhere = new Leg(new AccountKey(Key.Tenant, "webchat", "site"), "v1", null);

        var story = IsServed().Given(Says("m2", leg: elsewhere)).When(Answers(Ana));

        Assert.Equal(elsewhere, story.The<Reply>().Leg);
    }

    [Fact]
    public void A_message_to_a_closed_conversation_reopens_it_and_starts_another_clock()
    {
        var again = Start.AddSeconds(500);

        var story = IsClosed().After(500).When(Says("m2", receivedAt: again));

        story.ThenHappened(typeof(Reopened), typeof(CustomerMessage), typeof(Queued)).WithEffects(new Effect.RequestAgent(Service, again, []));
        Assert.Equal(QueueReason.Reopened, story.The<Queued>().Reason);
        Assert.Equal(new ReplyClock.Running(again, again.AddSeconds(60)), story.There.FirstResponse);
    }

    [Fact]
    public void An_edit_in_a_closed_conversation_is_kept_and_reopens_nothing()
    {
        var story = IsClosed().When(Does(ItemKind.Edit)).ThenHappened(typeof(CustomerMessage)).WithEffects();

        Assert.IsType<Phase.Closed>(story.There.Phase);
    }

    [Fact]
    public void A_message_to_an_ended_conversation_belongs_to_the_next_one() =>
        HasEnded().When(Says("m2")).ThenRefused(Refusal.ConversationEnded);

    [Fact]
    public void A_receipt_after_the_end_is_no_reason_for_another_conversation() =>
        HasEnded().When(Does(ItemKind.Status)).ThenNothing();
}
