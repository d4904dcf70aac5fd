using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class ReplySpecs
{
    [Fact]
    public void The_holder_answers_and_the_answer_leaves()
    {
        var reply = IsServed().When(Answers(Ana)).ThenHappened(typeof(Reply)).WithEffects(new Effect.Deliver("r1")).The<Reply>();

        Assert.Equal(Provenance.Person, reply.Provenance);
        Assert.Equal(BotLeg, reply.Leg);
    }

    [Fact]
    public void Answering_an_offer_accepts_it() =>
        IsOffered().When(Answers(Ana)).ThenHappened(typeof(Accepted), typeof(Reply)).WithEffects(new Effect.Deliver("r1"));

    [Fact]
    public void The_first_answer_stops_the_clock()
    {
        var story = IsServed().After(20).When(Answers(Ana));

        Assert.Equal(new ReplyClock.Stopped(Start, Start.AddSeconds(60), Start.AddSeconds(20), InTime: true), story.There.FirstResponse);
    }

    [Fact]
    public void The_second_answer_does_not_stop_it_again()
    {
        var story = IsServed().After(20).Given(Answers(Ana)).After(100).When(Answers(Ana, "r2"));

        Assert.Equal(Start.AddSeconds(20), Assert.IsType<ReplyClock.Stopped>(story.There.FirstResponse).At);
    }

    [Fact]
    public void An_answer_before_a_late_timer_does_not_erase_the_breach()
    {
        var story = IsServed().After(61).When(Answers(Ana));

        story.ThenHappened(typeof(FirstResponseBreached), typeof(Reply));
        Assert.Equal(new ReplyClock.Stopped(Start, Start.AddSeconds(60), Start.AddSeconds(61), InTime: false), story.There.FirstResponse);
    }

    [Theory]
    [InlineData(Provenance.AutomaticBot)]
    [InlineData(Provenance.Greeting)]
    [InlineData(Provenance.Keyword)]
    [InlineData(Provenance.System)]
    public void What_a_machine_says_stops_no_clock(Provenance provenance)
    {
        var story = IsServed();

        var after = Lifecycle.Evolve(Key, story.There, new Reply(Start, "r1", Ana, "One moment", provenance, BotLeg));

        Assert.IsType<ReplyClock.Running>(after.FirstResponse);
    }

    [Fact]
    public void The_same_answer_under_the_same_id_is_one_answer()
    {
        var story = IsServed().Given(Answers(Ana)).When(Answers(Ana));

        story.ThenNothing();
        Assert.Equal(8, story.There.Reply("r1")!.Seq);
    }

    [Fact]
    public void Sending_it_again_after_the_end_is_still_the_same_answer() =>
        IsServed().Given(Answers(Ana)).Given(Closes(Ana)).When(Answers(Ana)).ThenNothing();

    [Fact]
    public void Another_text_may_not_take_the_id_of_an_earlier_one() =>
        IsServed().Given(Answers(Ana)).When(Answers(Ana, text: "Good evening")).ThenRefused(Refusal.MessageIdTaken);

    [Fact]
    public void The_same_text_of_another_agent_is_another_answer() =>
        IsServed().Given(Answers(Ana)).When(Answers(Bo)).ThenRefused(Refusal.MessageIdTaken);

    [Fact]
    public void Who_does_not_have_it_does_not_answer() => IsServed().When(Answers(Bo)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Who_was_not_offered_it_does_not_answer() => IsOffered().When(Answers(Bo)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Nobody_answers_what_waits() => IsWaiting().When(Answers(Ana)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Nobody_answers_what_is_closed() => IsClosed().When(Answers(Ana)).ThenRefused(Refusal.ConversationClosed);

    [Fact]
    public void Nobody_answers_what_has_ended() => HasEnded().When(Answers(Ana)).ThenRefused(Refusal.ConversationEnded);

    [Fact]
    public void Nobody_answers_what_never_was() => Begins().When(Answers(Ana)).ThenRefused(Refusal.ConversationUnknown);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t")]
    public void An_empty_answer_is_none(string text) => IsServed().When(Answers(Ana, text: text)).ThenRefused(Refusal.TextEmpty);

    [Fact]
    public void An_answer_may_be_long_and_no_longer()
    {
        IsServed().When(Answers(Ana, text: new string('x', 20_000))).ThenHappened(typeof(Reply));
        IsServed().When(Answers(Ana, text: new string('x', 20_001))).ThenRefused(Refusal.TextTooLong);
    }

    [Fact]
    public void Too_many_answers_on_their_way_hold_back_another()
    {
        var story = IsServed();
        for (var i = 0; i < OutgoingReply.MaxPending; i++)
        {
            story.Given(Answers(Ana, $"r{i.ToString(CultureInfo.InvariantCulture)}"));
        }

        story.When(Answers(Ana, "one-more")).ThenRefused(Refusal.TooManyUndelivered);
        story.Given(Comes(DeliveryStatus.Delivered, "r0")).When(Answers(Ana, "one-more")).ThenHappened(typeof(Reply));
    }

    [Fact]
    public void Settled_answers_are_forgotten_in_the_snapshot_and_pending_ones_never()
    {
        var story = IsServed().Given(Answers(Ana, "pending"));
        for (var i = 0; i < 100; i++)
        {
            var id = $"r{i.ToString(CultureInfo.InvariantCulture)}";
            story.Given(Answers(Ana, id)).Given(Comes(DeliveryStatus.Delivered, id));
        }

        Assert.Equal(OutgoingReply.Remembered + 1, story.There.Outgoing.Count);
        Assert.NotNull(story.There.Reply("pending"));
        Assert.NotNull(story.There.Reply("r99"));
        Assert.Null(story.There.Reply("r0"));
    }

    [Fact]
    public void What_became_of_an_answer_is_recorded()
    {
        var story = IsServed().Given(Answers(Ana)).When(Comes(DeliveryStatus.Rejected));

        Assert.Equal(DeliveryRefusal.RecipientBlockedUs, story.The<DeliveryRecorded>().Reason);
        Assert.Equal(DeliveryStatus.Rejected, story.There.Reply("r1")!.Status);
    }

    [Fact]
    public void Telling_it_twice_records_it_once() =>
        IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).When(Comes(DeliveryStatus.Delivered)).ThenNothing();

    [Fact]
    public void A_certain_outcome_is_not_taken_back() =>
        IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Delivered)).When(Comes(DeliveryStatus.Unknown)).ThenNothing();

    [Fact]
    public void An_unknown_outcome_becomes_a_certain_one() =>
        IsServed().Given(Answers(Ana)).Given(Comes(DeliveryStatus.Unknown)).When(Comes(DeliveryStatus.Delivered)).ThenHappened(typeof(DeliveryRecorded));

    [Fact]
    public void A_receipt_may_come_after_the_end()
    {
        var story = IsServed().Given(Answers(Ana)).Given(Closes(Ana)).After(3600).Given(new ConversationCommand.Tick());

        story.When(Comes(DeliveryStatus.Delivered)).ThenHappened(typeof(DeliveryRecorded));
    }

    [Fact]
    public void Nothing_becomes_of_an_answer_nobody_gave() => IsServed().When(Comes(DeliveryStatus.Delivered)).ThenRefused(Refusal.MessageUnknown);

    [Fact]
    public void Who_is_not_the_one_to_answer_may_not_speak_either_way()
    {
        var story = IsServed();
        Assert.Null(Replying.SpeakingRefused(story.There, Ana));
        Assert.Equal(Refusal.NotHolder, Replying.SpeakingRefused(story.There, Bo));
        Assert.Null(Replying.SpeakingRefused(story.Given(new ConversationCommand.Barge(Bo)).There, Bo));
        Assert.Equal(Refusal.ConversationClosed, Replying.SpeakingRefused(IsClosed().There, Ana));
    }
}
