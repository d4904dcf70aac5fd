using System.Collections.Immutable;
using OmniFunctions.Conversations;
using OmniFunctions.Customers;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>Why a conversation stands in its line, on what terms, and that asking again gives the same answer.</summary>
public sealed class RouteSpecs
{
    private static readonly PersonFacts Gold = new("gold", "zh", ["vip"], ImmutableDictionary<string, AttributeValue>.Empty, new AgentId("owner"));

    [Fact]
    public void The_route_the_skills_and_the_priority_are_recorded_with_their_reasons()
    {
        var routed = Begins().Under(RichPolicy.Document).When(Says("m1") with { Facts = Gold }).The<Routed>();

        Assert.Equal((Sales, "gold", 5), (routed.Queue, routed.Why.Chosen!.Rule, routed.Terms.Priority));
        Assert.Equal("person.tier atLeast gold (standard)", Begins().Under(RichPolicy.Document).When(Says("m1")).The<Routed>().Why.Tried[0].Failed);
    }

    [Fact]
    public void Skills_are_asked_of_the_topic_and_the_owner_comes_first()
    {
        var routed = Begins().Under(RichPolicy.Document).Given(Says("m1") with { Facts = Gold }).Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(new SetTopic(Ana, "refund"))
            .When(new Transfer(Ana, Service, null, null)).The<Routed>();

        Assert.Equal(new SkillNeed(new SkillId("refunds"), 2), Assert.Single(routed.Terms.Require));
        Assert.Equal(new AgentId("owner"), routed.Terms.Owner);
        // Where somebody has named the queue, no route was asked; the points it gave at first are kept.
        Assert.Null(routed.Why.Chosen);
        Assert.Equal(5, routed.Terms.Priority);
    }

    [Fact]
    public void Asking_again_gives_the_same_answer()
    {
        foreach (var facts in new[] { null, Gold })
        {
            var story = Begins().Under(RichPolicy.Document).Given(Says("m1") with { Facts = facts }).Given(new AskForPerson());
            Assert.All(story.Log.OfType<Routed>(), routed => Assert.True(routed.Why.SaysTheSameAs(Reread(routed).Why.Evaluate(story.Rules.Active))));
        }
    }

    [Fact]
    public void Other_rules_may_answer_otherwise_and_that_shows()
    {
        var routed = Begins().Under(RichPolicy.Document).When(Says("m1") with { Facts = Gold }).The<Routed>();

        Assert.False(routed.Why.SaysTheSameAs(routed.Why.Evaluate(ByPolicy(RichPolicy.Document with { Routes = [] }).Active)));
    }

    [Fact]
    public void What_is_nearest_to_its_target_says_when_that_is() =>
        Assert.Equal(Start.AddSeconds(60), Begins().When(Says("m1")).The<Routed>().Terms.TargetDueAt);

    [Fact]
    public void What_is_known_of_the_person_is_recorded_when_it_changes()
    {
        var story = Begins().When(Says("m1") with { Facts = Gold });
        Assert.Equal("gold", story.The<PersonFactsChanged>().Facts.Tier);

        story.When(Says("m2") with { Facts = Gold with { Tags = ["vip"] } }).ThenHappened(typeof(CustomerMessage));
        story.When(Says("m3") with { Facts = Gold with { Tags = [] } }).ThenHappened(typeof(PersonFactsChanged), typeof(CustomerMessage));
    }

    [Fact]
    public void Who_served_the_person_before_is_asked_where_the_queue_says_so() =>
        Assert.Equal(Bo, Begins().When(Says("m1") with { LastAgent = Bo }).The<Routed>().Terms.LastAgent);

    private static Routed Reread(Routed routed) => (Routed)EventCodec.Read("routed", EventCodec.Write(routed));
}
