using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class OfferSpecs
{
    [Fact]
    public void A_waiting_conversation_is_offered_for_as_long_as_the_queue_says()
    {
        var offered = IsWaiting().After(5).When(OfferTo(Ana)).The<Offered>();

        Assert.Equal(Start.AddSeconds(35), offered.ExpiresAt);
        Assert.Equal(Ana, offered.Why.Chosen);
    }

    [Fact]
    public void Offering_it_twice_to_the_same_agent_is_offering_it_once() => IsOffered().When(OfferTo(Ana)).ThenNothing();

    [Fact]
    public void Nobody_else_is_offered_what_one_agent_has_on_the_table() => IsOffered().When(OfferTo(Bo)).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void Nobody_is_offered_what_another_serves() => IsServed().When(OfferTo(Bo)).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void Nobody_is_offered_what_is_closed() => IsClosed().When(OfferTo(Bo)).ThenRefused(Refusal.ConversationClosed);

    [Fact]
    public void Nobody_is_offered_what_has_ended() => HasEnded().When(OfferTo(Bo)).ThenRefused(Refusal.ConversationEnded);

    [Fact]
    public void The_agent_it_was_offered_to_accepts()
    {
        var story = IsOffered().When(new Accept(Ana)).ThenHappened(typeof(Accepted)).WithEffects();

        Assert.Equal(Ana, story.There.Holder);
    }

    [Fact]
    public void Accepting_twice_is_accepting_once() => IsServed().When(new Accept(Ana)).ThenNothing();

    [Fact]
    public void Until_the_miss_is_recorded_a_late_accept_still_counts() =>
        IsOffered().After(31).When(new Accept(Ana)).ThenHappened(typeof(Accepted));

    [Fact]
    public void Nobody_accepts_what_was_offered_to_another() => IsOffered().When(new Accept(Bo)).ThenRefused(Refusal.NotOffered);

    [Fact]
    public void Nobody_accepts_what_still_waits() => IsWaiting().When(new Accept(Ana)).ThenRefused(Refusal.NotOffered);

    [Fact]
    public void Nobody_accepts_what_another_serves() => IsServed().When(new Accept(Bo)).ThenRefused(Refusal.AlreadyHeld);

    [Fact]
    public void A_declined_offer_goes_back_to_its_place_and_to_others()
    {
        var story = IsOffered().After(10).When(new Decline(Ana));

        story.ThenHappened(typeof(OfferDeclined), typeof(Queued))
            .WithEffects(new Effect.ReleaseAgent(Service, Ana), new Effect.RequestAgent(Service, Start, [Ana], Start.AddSeconds(40)));
        Assert.Equal(new Phase.Waiting(Service, Start), story.There.Phase);
    }

    [Fact]
    public void Declining_twice_is_declining_once() => IsOffered().Given(new Decline(Ana)).When(new Decline(Ana)).ThenNothing();

    [Fact]
    public void Nobody_declines_what_was_offered_to_another() => IsOffered().When(new Decline(Bo)).ThenRefused(Refusal.NotOffered);

    [Fact]
    public void What_is_accepted_cannot_be_declined_any_more() => IsServed().When(new Decline(Ana)).ThenRefused(Refusal.NotOffered);

    [Fact]
    public void Everyone_who_let_it_pass_in_a_round_is_named_when_another_is_asked() =>
        IsOffered().Given(new Decline(Ana)).Given(OfferTo(Bo)).When(new Decline(Bo))
            .WithEffects(new Effect.ReleaseAgent(Service, Bo), new Effect.RequestAgent(Service, Start, [Ana, Bo], Start.AddSeconds(30)));

    [Fact]
    public void Asking_someone_a_second_time_begins_another_round() =>
        IsOffered().Given(new Decline(Ana)).Given(OfferTo(Bo)).Given(new Decline(Bo)).Given(OfferTo(Ana)).When(new Decline(Ana))
            .WithEffects(new Effect.ReleaseAgent(Service, Ana), new Effect.RequestAgent(Service, Start, [Ana], Start.AddSeconds(30)));
}
