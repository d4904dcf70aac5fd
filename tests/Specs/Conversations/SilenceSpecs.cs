using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Two silences, never mixed.</summary>
public sealed class SilenceSpecs
{
    private static readonly ServicePolicy WithSilence = Policy with
    {
        Silence = [new SilenceRule(Customer: new CustomerSilence(300, 600), Agent: new AgentSilence(20, 40, 45, 50, BreakAgent: true), EndWords: ["谢谢", "thanks"])],
        Texts =
        [
            new TextRule(TextKind.CustomerReminder, LocalText.Of("您还在吗？", "Are you still there?")),
            new TextRule(TextKind.CustomerTimeout, LocalText.Of("再见", "Goodbye")),
            new TextRule(TextKind.AgentTimeout, LocalText.Of("请稍候", "One moment, please")),
        ],
    };

    [Fact]
    public void The_customer_is_reminded_and_then_it_ends()
    {
        var story = Answered().After(300).When(new Tick()).ThenHappened(typeof(SilenceMarked), typeof(Announced));
        Assert.Equal(TextKind.CustomerReminder, story.The<Announced>().Kind);

        story.After(299).When(new Tick()).ThenNothing();
        story.After(1).When(new Tick()).ThenHappened(typeof(SilenceMarked), typeof(Closed), typeof(Announced));
        Assert.Equal(CloseReason.CustomerSilent, story.The<Closed>().Reason);
        Assert.Contains(new Effect.ReleaseAgent(Service, Ana), story.Happened.Effects);
    }

    [Fact]
    public void Who_speaks_again_is_silent_no_more()
    {
        var story = Answered().After(310).Given(new Tick()).Given(Says("m2")).Given(Answers(Ana, "r2")).After(299).When(new Tick());

        story.ThenNothing();
    }

    [Fact]
    public void Thanks_is_no_question()
    {
        var story = Answered().After(100).When(Says("m2", "Thanks!"));

        Assert.True(story.The<CustomerMessage>().IsFarewell);
        Assert.Null(story.There.UnansweredSince);
        // The customer's silence goes on from the answer.
        Assert.Equal(Start.AddSeconds(300), Lifecycle.NextDue(story.There));
    }

    [Fact]
    public void Thanks_after_the_end_does_not_begin_it_again()
    {
        var story = Answered().Given(Closes(Ana)).When(Says("m2", "谢谢。")).ThenHappened(typeof(CustomerMessage));

        Assert.IsType<Phase.Closed>(story.There.Phase);
    }

    [Fact]
    public void The_agent_who_does_not_answer_is_marked_reminded_reported_and_relieved()
    {
        var story = Served();

        story.After(20).When(new Tick()).ThenHappened(typeof(SilenceMarked), typeof(Announced));
        Assert.Equal(TextKind.AgentTimeout, story.The<Announced>().Kind);
        story.After(20).When(new Tick()).ThenHappened(typeof(SilenceMarked)).WithEffectTypes(typeof(Effect.Notify));
        story.After(5).When(new Tick());
        Assert.Equal(NoticeTo.Leads, Assert.IsType<Effect.Notify>(Assert.Single(story.Happened.Effects)).Whom);
        story.After(5).When(new Tick()).ThenHappened(typeof(SilenceMarked), typeof(Queued))
            .WithEffectTypes(typeof(Effect.ReleaseAgent), typeof(Effect.SetAgentPresence), typeof(Effect.RequestAgent));
        Assert.Equal(Presence.Away, story.Happened.Effects.OfType<Effect.SetAgentPresence>().Single().Presence);
        Assert.Equal([Ana], story.Happened.Effects.OfType<Effect.RequestAgent>().Single().Except);
    }

    [Fact]
    public void All_that_is_late_happens_in_order_and_once()
    {
        var story = Served().After(55).When(new Tick());

        Assert.Equal(
            [SilenceStep.AgentMarked, SilenceStep.AgentReminded, SilenceStep.LeadAlarmed, SilenceStep.Moved],
            story.Happened.Events.OfType<SilenceMarked>().Select(marked => marked.Step));
        Assert.Equal(Start.AddSeconds(50), story.Happened.Events.OfType<SilenceMarked>().Last().DueAt);
        story.When(new Tick()).ThenNothing();
    }

    [Fact]
    public void An_automatic_text_is_no_answer()
    {
        var story = Served().After(20).Given(new Tick());

        Assert.Equal(Start, story.There.UnansweredSince);
        Assert.IsType<ReplyClock.Running>(story.There.FirstResponse);
    }

    [Fact]
    public void The_agents_silence_counts_from_when_they_took_it() =>
        Begins().Under(WithSilence).Given(Says("m1")).After(25).Given(OfferTo(Ana)).Given(new Accept(Ana)).After(19).When(new Tick()).ThenNothing();

    [Fact]
    public void Neither_is_silent_while_the_agent_waits_on_the_customer_but_the_customer()
    {
        var story = Answered().Given(new WaitOnCustomer(Ana));

        Assert.Equal(Start.AddSeconds(300), Lifecycle.NextDue(story.There));
    }

    [Fact]
    public void Where_the_customer_may_leave_nothing_ends_by_their_silence()
    {
        var patient = WithSilence.With(WithSilence.Queues[0] with { Reception = Reception.Async });
        var story = Begins().Under(patient).Given(Says("m1")).Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(Answers(Ana));

        Assert.Null(Lifecycle.NextDue(story.There));
    }

    [Fact]
    public void A_conversation_that_an_agent_takes_up_again_is_not_silent_since_yesterday()
    {
        var story = Answered().Given(Closes(Ana)).After(2000).Given(new Reopen(Ana)).When(new Tick());

        story.ThenNothing();
    }

    private static Story Served() => Begins().Under(WithSilence).Given(Says("m1")).Given(OfferTo(Ana)).Given(new Accept(Ana));

    private static Story Answered() => Served().Given(Answers(Ana));
}
