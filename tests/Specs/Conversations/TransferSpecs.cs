using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class TransferSpecs
{
    [Fact]
    public void A_transfer_to_a_queue_lets_the_agent_go_and_keeps_the_place_in_line()
    {
        var story = IsServed().After(40).When(new Transfer(Ana, Sales, null, "wants to buy"));

        story.ThenHappened(typeof(Transferred), typeof(Queued)).WithEffects(new Effect.ReleaseAgent(Service, Ana), new Effect.RequestAgent(Sales, Start, []));
        Assert.Equal(new Phase.Waiting(Sales, Start), story.There.Phase);
        Assert.Equal("wants to buy", story.The<Transferred>().Reason);
    }

    [Fact]
    public void A_transfer_to_an_agent_waits_for_that_agent_alone()
    {
        var story = IsServed().After(10).When(new Transfer(Ana, null, Bo, null));

        var request = Assert.Single(story.Happened.Effects.OfType<Effect.RequestAgent>());
        Assert.Equal(Bo, request.Terms!.Only);
        Assert.Equal(new Directed(Bo, Start.AddSeconds(130)), story.There.Round!.Directed);
    }

    [Fact]
    public void The_agent_it_was_passed_to_misses_it_and_it_goes_back_to_everybody_at_its_old_place()
    {
        var story = IsServed().Given(new Transfer(Ana, null, Bo, null)).Given(OfferTo(Bo)).After(31).When(new Tick());

        story.ThenHappened(typeof(OfferMissed), typeof(Queued));
        Assert.Equal(QueueReason.TransferMissed, story.The<Queued>().Reason);
        Assert.Equal(Start, story.The<Queued>().Since);
        Assert.Null(Assert.Single(story.Happened.Effects.OfType<Effect.RequestAgent>()).Terms!.Only);
        Assert.Contains(story.Happened.Effects, effect => effect is Effect.Notify { Kind: NoticeKind.TransferMissed } notice && notice.Agents.Contains(Ana));
    }

    [Fact]
    public void An_agent_who_never_has_room_does_not_keep_the_customer_waiting_for_ever()
    {
        var story = IsServed().Given(new Transfer(Ana, null, Bo, null)).After(Transferring.DirectedWaitSeconds).When(new Tick());

        Assert.Equal(QueueReason.TransferMissed, story.The<Queued>().Reason);
        Assert.Equal([typeof(Effect.WithdrawRequest), typeof(Effect.RequestAgent), typeof(Effect.Notify)], story.Happened.Effects.Select(effect => effect.GetType()));
        Assert.Null(story.There.Round!.Directed);
    }

    [Fact]
    public void Declining_a_transfer_brings_it_back_too() =>
        Assert.Equal(
            QueueReason.TransferMissed,
            IsServed().Given(new Transfer(Ana, null, Bo, null)).Given(OfferTo(Bo)).When(new Decline(Bo)).The<Queued>().Reason);

    [Fact]
    public void A_round_has_a_limit_of_transfers()
    {
        var story = IsServed().Under(Policy.With(Policy.Queues[0] with { MaxTransfers = 1 }))
            .Given(new Transfer(Ana, null, Bo, null)).Given(OfferTo(Bo)).Given(new Accept(Bo));

        story.When(new Transfer(Bo, null, Ana, null)).ThenRefused(Refusal.TransferLimit);
        story.Given(new Consult(Bo, Ana, null)).When(new CompleteConsult(Bo)).ThenRefused(Refusal.TransferLimit);
    }

    [Fact]
    public void The_next_round_counts_anew() =>
        IsServed().Under(Policy.With(Policy.Queues[0] with { MaxTransfers = 1 })).Given(new Transfer(Ana, null, Bo, null)).Given(OfferTo(Bo)).Given(new Accept(Bo))
            .Given(Closes(Bo)).After(5).Given(Says("m2")).Given(OfferTo(Ana)).Given(new Accept(Ana)).When(new Transfer(Ana, null, Bo, null))
            .ThenHappened(typeof(Transferred), typeof(Queued));

    [Fact]
    public void Nobody_transfers_to_themselves() => IsServed().When(new Transfer(Ana, null, Ana, null)).ThenRefused(Refusal.TransferToSelf);

    [Fact]
    public void There_is_no_such_queue() => IsServed().When(new Transfer(Ana, new QueueId("nowhere"), null, null)).ThenRefused(Refusal.QueueUnknown);

    [Fact]
    public void A_transfer_names_one_target() => IsServed().When(new Transfer(Ana, Sales, Bo, null)).ThenRefused(Refusal.TransferTargetInvalid);

    [Fact]
    public void An_offer_is_accepted_before_it_is_passed_on() => IsOffered().When(new Transfer(Ana, Sales, null, null)).ThenRefused(Refusal.NotServing);

    [Fact]
    public void A_reason_is_a_sentence_and_no_essay() =>
        IsServed().When(new Transfer(Ana, Sales, null, new string('x', Transferring.MaxReasonLength + 1))).ThenRefused(Refusal.ReasonTooLong);

    [Fact]
    public void A_consulted_colleague_sees_it_and_the_customer_does_not_notice()
    {
        var story = IsServed().When(new Consult(Ana, Bo, "refund?")).ThenHappened(typeof(ConsultStarted));

        Assert.Equal(ParticipantRole.Consulted, story.There.Participant(Bo)!.Role);
        story.When(Answers(Bo)).ThenRefused(Refusal.NotHolder);
        story.When(new AddNote(Bo, "n1", "yes, refund it", [])).ThenHappened(typeof(NoteAdded));
    }

    [Fact]
    public void Completing_a_consult_is_a_warm_transfer()
    {
        var story = IsServed().Given(new Consult(Ana, Bo, null)).After(20).When(new CompleteConsult(Ana));

        Assert.Equal(TransferKind.Consulted, story.The<Transferred>().Kind);
        Assert.Equal(Bo, story.There.Holder);
        Assert.Null(story.There.Consult);
        Assert.Empty(story.There.Participants);
        Assert.Equal([typeof(Effect.ReleaseAgent), typeof(Effect.HoldAgent), typeof(Effect.Notify)], story.Happened.Effects.Select(effect => effect.GetType()));
    }

    [Fact]
    public void Ending_a_consult_leaves_it_with_the_agent()
    {
        var story = IsServed().Given(new Consult(Ana, Bo, null)).When(new EndConsult(Bo)).ThenHappened(typeof(ConsultEnded));

        Assert.Equal(Ana, story.There.Holder);
        Assert.Empty(story.There.Participants);
    }

    [Fact]
    public void One_consult_at_a_time() => IsServed().Given(new Consult(Ana, Bo, null)).When(new Consult(Ana, new("cy"), null)).ThenRefused(Refusal.ConsultRunning);

    [Fact]
    public void Asking_the_same_colleague_twice_is_asking_once() => IsServed().Given(new Consult(Ana, Bo, null)).When(new Consult(Ana, Bo, null)).ThenNothing();

    [Fact]
    public void Without_a_consult_there_is_nothing_to_complete() => IsServed().When(new CompleteConsult(Ana)).ThenRefused(Refusal.NoConsult);

    [Fact]
    public void Without_a_consult_there_is_nothing_to_end() => IsServed().When(new EndConsult(Ana)).ThenRefused(Refusal.NoConsult);

    [Fact]
    public void A_third_one_does_not_end_the_consult_of_two() => IsServed().Given(new Consult(Ana, Bo, null)).When(new EndConsult(new("cy"))).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Who_was_asked_in_goes_when_it_is_passed_on_and_the_supervisor_stays()
    {
        var story = IsServed().Given(new AddParticipant(Ana, Bo)).Given(new Watch(new("cy"))).When(new Transfer(Ana, Sales, null, null));

        Assert.Equal([new AgentId("cy")], story.There.Participants.Select(participant => participant.Agent));
    }
}
