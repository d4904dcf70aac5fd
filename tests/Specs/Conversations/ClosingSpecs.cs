using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class ClosingSpecs
{
    [Fact]
    public void The_holder_closes_and_has_a_place_free_again()
    {
        var story = IsServed().After(100).When(Closes(Ana));

        story.WithEffects(new Effect.ReleaseAgent(Service, Ana));
        Assert.Equal(Start.AddSeconds(3700), story.The<Closed>().ReopensUntil);
        Assert.Null(story.There.Holder);
    }

    [Fact]
    public void An_offered_agent_may_close_without_serving() =>
        IsOffered().When(new ConversationCommand.Close(Ana, CloseReason.Spam)).ThenHappened(typeof(Closed)).WithEffects(new Effect.ReleaseAgent(Service, Ana));

    [Fact]
    public void Closing_after_the_due_time_does_not_erase_the_breach() =>
        IsServed().After(60).When(Closes(Ana)).ThenHappened(typeof(FirstResponseBreached), typeof(Closed));

    [Fact]
    public void Closing_twice_is_closing_once() => IsClosed().When(Closes(Ana)).ThenNothing();

    [Fact]
    public void Who_does_not_have_it_does_not_close_it() => IsServed().When(Closes(Bo)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Nobody_closes_what_waits() => IsWaiting().When(Closes(Ana)).ThenRefused(Refusal.NotHolder);

    [Fact]
    public void Another_agent_cannot_close_what_is_closed() => IsClosed().When(Closes(Bo)).ThenRefused(Refusal.ConversationClosed);

    [Fact]
    public void Nobody_closes_what_has_ended() => HasEnded().When(Closes(Ana)).ThenRefused(Refusal.ConversationEnded);
}
