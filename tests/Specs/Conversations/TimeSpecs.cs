using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

public sealed class TimeSpecs
{
    [Fact]
    public void Before_anything_is_due_nothing_happens() => IsOffered().After(29.999).When(new Tick()).ThenNothing();

    [Fact]
    public void Time_passes_over_what_never_was() => Begins().When(new Tick()).ThenNothing();

    [Fact]
    public void An_unanswered_offer_is_missed_when_it_is_due_and_says_how_late_that_was_seen()
    {
        var story = IsOffered().After(32).When(new Tick());

        story.ThenHappened(typeof(OfferMissed), typeof(Queued))
            .WithEffects(new Effect.ReleaseAgent(Service, Ana, IsAbsent: true), new Effect.RequestAgent(Service, Start, [Ana], Start.AddSeconds(62)));
        Assert.Equal(Start.AddSeconds(30), story.The<OfferMissed>().DueAt);
        Assert.Equal(Start.AddSeconds(32), story.The<OfferMissed>().At);
        Assert.Equal(Start, story.The<Queued>().Since);
    }

    [Fact]
    public void The_first_response_is_breached_once_at_its_due_time()
    {
        var story = IsServed().After(60).When(new Tick());

        Assert.Equal(Start.AddSeconds(60), story.The<FirstResponseBreached>().DueAt);
        story.After(60).When(new Tick()).ThenNothing();
    }

    [Fact]
    public void What_is_due_together_happens_in_the_order_it_was_due() =>
        IsOffered().After(90).When(new Tick()).ThenHappened(typeof(OfferMissed), typeof(Queued), typeof(FirstResponseBreached));

    [Fact]
    public void A_breach_before_the_offer_ends_comes_first() =>
        IsWaiting().After(40).Given(OfferTo(Ana)).After(60).When(new Tick())
            .ThenHappened(typeof(FirstResponseBreached), typeof(OfferMissed), typeof(Queued));

    [Fact]
    public void A_closed_conversation_ends_when_it_can_no_longer_be_reopened() => IsClosed().After(3600).When(new Tick()).ThenHappened(typeof(Ended)).WithEffects();

    [Fact]
    public void The_clock_of_a_closed_conversation_stands_still() => IsClosed().After(600).When(new Tick()).ThenNothing();

    [Fact]
    public void The_next_due_time_is_the_nearest_one()
    {
        Assert.Equal(Start.AddSeconds(60), Lifecycle.NextDue(IsWaiting().There));
        Assert.Equal(Start.AddSeconds(30), Lifecycle.NextDue(IsOffered().There));
        Assert.Equal(Start.AddSeconds(60), Lifecycle.NextDue(IsServed().There));
        Assert.Null(Lifecycle.NextDue(IsServed().Given(Answers(Ana)).There));
        Assert.Equal(Start.AddSeconds(3600), Lifecycle.NextDue(IsClosed().There));
        Assert.Null(Lifecycle.NextDue(HasEnded().There));
    }

    [Fact]
    public void A_conversation_outlives_the_queue_it_waits_in()
    {
        var story = IsWaiting();
        var without = Policy with { Queues = [Policy.Queues[1] with { Id = Sales }], DefaultQueue = Sales };

        var decision = Lifecycle.Decide(Key, story.State, OfferTo(Ana), ByPolicy(without), Start);

        var offered = Assert.Single(Assert.IsType<Decision.Happened>(decision).Events.OfType<Offered>());
        Assert.Equal(Start.AddSeconds(20), offered.ExpiresAt);
    }

    [Fact]
    public void What_is_due_comes_in_portions_that_fit_a_transaction()
    {
        var story = IsServed().Given(Answers(Ana));
        for (var i = 0; i < ScheduledMessage.MaxScheduled; i++)
        {
            story.Given(new ScheduleMessage(Ana, $"s{i}", "later", Start.AddSeconds(60 + i)));
        }

        story.After(3000).When(new Tick());
        Assert.InRange(story.Happened.Events.Count, 1, 25);
        while (story.When(new Tick()).Happened.Events.Count > 0)
        {
        }

        Assert.Empty(story.There.Scheduled);
        Assert.Equal(ScheduledMessage.MaxScheduled + 1, story.Log.OfType<Reply>().Count());
    }
}
