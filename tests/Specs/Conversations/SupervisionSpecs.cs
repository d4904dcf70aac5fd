using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class SupervisionSpecs
{
    [Fact]
    public void Who_watches_sees_and_does_not_speak()
    {
        var story = IsServed().When(new Watch(Bo)).ThenHappened(typeof(ParticipantJoined));

        story.When(Answers(Bo)).ThenRefused(Refusal.NotHolder);
        Assert.Equal(Ana, story.There.Holder);
    }

    [Fact]
    public void Watching_twice_is_watching_once() => IsServed().Given(new Watch(Bo)).When(new Watch(Bo)).ThenNothing();

    [Fact]
    public void Who_has_it_need_not_watch_it() => IsServed().When(new Watch(Ana)).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void Who_stops_watching_is_gone()
    {
        var story = IsServed().Given(new Watch(Bo)).When(new Unwatch(Bo)).ThenHappened(typeof(ParticipantLeft));

        Assert.Empty(story.There.Participants);
        story.When(new Unwatch(Bo)).ThenNothing();
    }

    [Fact]
    public void Who_barges_in_speaks_to_the_customer_beside_the_agent()
    {
        var story = IsServed().Given(new Watch(Bo)).Given(new Barge(Bo)).When(Answers(Bo)).ThenHappened(typeof(Reply));

        Assert.Equal(Bo, story.The<Reply>().Agent);
        Assert.Equal(Ana, story.There.Holder);
    }

    [Fact]
    public void What_nobody_serves_cannot_be_barged_into() => IsWaiting().When(new Barge(Bo)).ThenRefused(Refusal.NotServing);

    [Fact]
    public void A_whisper_is_for_the_agent()
    {
        var story = IsServed().When(new Whisper(Bo, "w1", "offer a voucher"));

        Assert.Equal(Ana, story.The<Whispered>().To);
        Assert.Contains(story.Happened.Effects, effect => effect is Effect.Notify { Kind: NoticeKind.Whispered } notice && notice.Agents.SequenceEqual([Ana]));
        Assert.DoesNotContain(story.Happened.Effects, effect => effect is Effect.Deliver);
        story.When(new Whisper(Bo, "w1", "offer a voucher")).ThenNothing();
        story.When(new Whisper(Bo, "w1", "or not")).ThenRefused(Refusal.MessageIdTaken);
    }

    [Fact]
    public void There_is_nobody_to_whisper_to() => IsWaiting().When(new Whisper(Bo, "w1", "hm")).ThenRefused(Refusal.NotServing);

    [Fact]
    public void A_supervisor_takes_over_from_the_agent()
    {
        var story = IsServed().When(new TakeOver(Bo, "angry")).ThenHappened(typeof(TakenOver));

        Assert.Equal(Bo, story.There.Holder);
        Assert.Equal(Ana, story.The<TakenOver>().From);
        Assert.Equal([typeof(Effect.ReleaseAgent), typeof(Effect.HoldAgent), typeof(Effect.Notify)], story.Happened.Effects.Select(effect => effect.GetType()));
        story.When(new TakeOver(Bo, "angry")).ThenNothing();
    }

    [Fact]
    public void A_supervisor_takes_it_out_of_the_line()
    {
        var story = IsWaiting().When(new TakeOver(Bo, null));

        Assert.Equal([typeof(Effect.WithdrawRequest), typeof(Effect.HoldAgent)], story.Happened.Effects.Select(effect => effect.GetType()));
        Assert.Null(story.The<TakenOver>().From);
    }

    [Fact]
    public void Taking_over_ones_own_offer_accepts_it() => IsOffered().When(new TakeOver(Ana, null)).ThenHappened(typeof(Accepted)).WithEffects();

    [Fact]
    public void What_is_over_is_not_taken_over() => IsClosed().When(new TakeOver(Bo, null)).ThenRefused(Refusal.ConversationClosed);

    [Fact]
    public void The_agent_asks_a_colleague_to_speak_with_the_customer_too()
    {
        var story = IsServed().Given(new AddParticipant(Ana, Bo)).When(Answers(Bo)).ThenHappened(typeof(Reply));

        story.When(new RemoveParticipant(Ana, Bo)).ThenHappened(typeof(ParticipantLeft));
        story.When(Answers(Bo, "r2")).ThenRefused(Refusal.NotHolder);
    }

    [Fact]
    public void An_agent_does_not_send_a_supervisor_away() => IsServed().Given(new Watch(Bo)).When(new RemoveParticipant(Ana, Bo)).ThenRefused(Refusal.NotAllowed);

    [Fact]
    public void Only_the_holder_asks_colleagues_in() => IsServed().When(new AddParticipant(Bo, Bo)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void A_table_has_so_many_chairs()
    {
        var story = IsServed();
        for (var i = 0; i < Participant.MaxParticipants; i++)
        {
            story.Given(new Watch(new AgentId($"supervisor-{i}")));
        }

        story.When(new Watch(Bo)).ThenRefused(Refusal.TooManyParticipants);
        story.When(new AddParticipant(Ana, Bo)).ThenRefused(Refusal.TooManyParticipants);
    }

    [Fact]
    public void An_agent_takes_it_out_of_the_line()
    {
        var story = IsWaiting().When(new Take(Ana, Why(Ana))).ThenHappened(typeof(Claimed)).WithEffects();

        Assert.Equal(new Phase.Serving(Service, Ana, Start), story.There.Phase);
        story.When(new Take(Ana, Why(Ana))).ThenNothing();
        story.When(new Take(Bo, Why(Bo))).ThenRefused(Refusal.AlreadyClaimed);
    }

    [Fact]
    public void Claiming_what_is_held_out_to_oneself_accepts_it() => IsOffered().When(new Take(Ana, Why(Ana))).ThenHappened(typeof(Accepted));

    [Fact]
    public void What_is_held_out_to_another_is_claimed_by_nobody() => IsOffered().When(new Take(Bo, Why(Bo))).ThenRefused(Refusal.AlreadyClaimed);
}
