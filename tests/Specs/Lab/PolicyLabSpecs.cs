using OmniFunctions.Conversations;
using OmniFunctions.Lab;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Tests.Specs.Lab.Stories;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>Stories through the production decisions on a virtual clock.</summary>
public class PolicyLabSpecs
{
    private const string Writes = "{ 'at': '2026-03-02 10:00', 'customer': 'li', 'does': 'write', 'text': 'hello' }";
    private const string Accepts = "{ 'after': '5s', 'agent': 'ana', 'does': 'accept', 'with': 'li' }";
    private const string Replies = "{ 'after': '10s', 'agent': 'ana', 'does': 'reply', 'with': 'li', 'text': 'Good morning' }";
    private const string Closes = "{ 'after': '5m', 'agent': 'ana', 'does': 'close', 'with': 'li' }";

    [Fact]
    public void A_conversation_goes_from_the_first_word_to_its_end()
    {
        var run = Play(Writes, Accepts, Replies, Closes);
        Assert.Equal(
            ["waiting", "offered", "serving", "serving", "closed", "ended"],
            run.Steps.Select(step => Word(step.Phase!)).Aggregate(new List<string>(), (seen, phase) => seen is [.., var last] && last == phase && phase != "serving" ? seen : [.. seen, phase]));
        Assert.Equal(TimeSpan.FromSeconds(3_600), run.Steps[^1].At - run.Steps[^2].At);
    }

    [Fact]
    public void An_offer_that_nobody_takes_goes_on_to_the_next_agent()
    {
        var run = Play(
            "{ 'at': '2026-03-02 10:00', 'agent': 'bo', 'does': 'online' }",
            "{ 'after': '1m', 'customer': 'li', 'does': 'write', 'text': 'hello' }");
        var offers = run.Steps.SelectMany(step => step.Events).OfType<ConversationEvent.Offered>().Take(2).Select(offer => offer.Agent.Value);
        Assert.Equal(["ana", "bo"], offers);
    }

    [Theory]
    [InlineData(OfflineWithOpenChats.Allow, "waiting")]
    [InlineData(OfflineWithOpenChats.Keep, "serving")]
    public void Who_goes_offline_leaves_behind_what_the_policy_does_not_let_them_keep(OfflineWithOpenChats rule, string phase)
    {
        var run = Play(Policy with { Presence = new PresencePolicy(OfflineWithOpenChats: rule) }, Writes, Accepts, "{ 'after': '10s', 'agent': 'ana', 'does': 'offline' }", "{ 'after': '1s', 'does': 'look', 'with': 'li' }");

        Assert.Equal(phase, Word(run.Steps.Single(step => step.What == "Look").Phase!));
        Assert.Equal(rule == OfflineWithOpenChats.Allow, run.Steps.SelectMany(step => step.Events).Any(e => e is ConversationEvent.GivenBack));
    }

    [Fact]
    public void A_refusal_is_a_step_with_its_reason()
    {
        var run = Play(Writes, "{ 'after': '5s', 'agent': 'bo', 'does': 'accept', 'with': 'li' }");
        Assert.Contains(run.Steps, step => step is { Refusal: Refusal.NotOffered, Line.Number: 2 });
    }

    [Fact]
    public void Each_step_says_which_line_brought_it_about_and_what_time_did_by_itself()
    {
        var run = Play(Writes, Accepts);
        Assert.Equal(1, run.Steps[0].Line?.Number);
        Assert.Contains(run.Steps, step => step.Cause == Cause.Routing && step.Line is null && step.Events.Any(e => e is ConversationEvent.Offered));
        Assert.Contains(run.Steps, step => step.Cause == Cause.Time && step.Line is null);
    }

    [Fact]
    public void Clocks_are_read_at_every_step()
    {
        var run = Play(Writes, "{ 'after': '40s', 'does': 'look', 'with': 'li' }", "{ 'after': '40s', 'does': 'look', 'with': 'li' }");
        var looks = run.Steps.Where(step => step.What == "Look").Select(step => Assert.Single(step.Clocks)).ToList();
        Assert.Equal([TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(80)], looks.Select(clock => clock.Elapsed));
        Assert.Equal([false, true], looks.Select(clock => clock.IsBreached));
        Assert.All(looks, clock => Assert.Equal(ServiceMeasure.FirstResponse, clock.Measure));
    }

    [Fact]
    public void A_snoozed_conversation_wakes_at_its_time_and_the_same_agent_is_asked_first()
    {
        var run = Play(
            Writes, Accepts, Replies, "{ 'after': '1m', 'agent': 'bo', 'does': 'online' }", "{ 'after': '1m', 'agent': 'ana', 'does': 'snooze', 'with': 'li', 'for': '2d' }");
        var woken = Assert.Single(run.Steps, step => step.Events.Any(e => e is ConversationEvent.Woken));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 9, 2, 15, TimeSpan.Zero), woken.At);
        var offered = run.Steps.First(step => step.Number > woken.Number && step.Events.Any(e => e is ConversationEvent.Offered));
        Assert.Equal("ana", offered.Events.OfType<ConversationEvent.Offered>().Single().Agent.Value);
    }

    [Fact]
    public void An_agent_may_take_one_that_waits_for_nobody_in_particular()
    {
        var run = Play(
            "{ 'at': '2026-03-02 10:00', 'agent': 'ana', 'does': 'offline' }",
            "{ 'after': '1s', 'customer': 'li', 'does': 'write', 'text': 'hello' }",
            "{ 'after': '1s', 'agent': 'ana', 'does': 'away' }",
            "{ 'after': '1s', 'agent': 'ana', 'does': 'claim', 'with': 'li' }",
            "{ 'after': '1s', 'agent': 'bo', 'does': 'claim', 'with': 'li' }");
        Assert.Contains(run.Steps, step => step.Events.Any(e => e is ConversationEvent.Claimed { Agent.Value: "ana" }));
        Assert.Equal(Refusal.AlreadyClaimed, run.Steps.Single(step => step.Line?.Number == 5).Refusal);
    }

    [Fact]
    public void What_is_said_to_a_merged_conversation_is_heard_where_it_goes_on()
    {
        var run = Play(
            Writes,
            Accepts,
            "{ 'after': '1m', 'customer': 'wu', 'does': 'write', 'text': 'It is me again' }",
            "{ 'after': '5s', 'agent': 'ana', 'does': 'accept', 'with': 'wu' }",
            "{ 'after': '1m', 'agent': 'ana', 'does': 'merge', 'with': 'wu', 'into': 'li' }",
            "{ 'after': '1m', 'customer': 'wu', 'does': 'write', 'text': 'Are you there?' }");
        var last = run.Steps.Last(step => step.Line?.Number == 6);
        Assert.Null(last.Refusal);
        Assert.Equal(run.Steps[0].Conversation, last.Conversation);
        Assert.IsType<Phase.Serving>(last.Phase);
    }

    [Fact]
    public void A_customer_who_comes_after_it_has_ended_begins_another_one()
    {
        var run = Play(Writes, Accepts, Closes, "{ 'after': '2h', 'customer': 'li', 'does': 'write', 'text': 'One more thing' }");
        Assert.Equal(2, run.Steps.Select(step => step.Conversation).Where(id => id is not null).Distinct().Count());
    }

    [Fact]
    public void The_same_story_goes_the_same_way_each_time()
    {
        static IEnumerable<string> Told(LabRun run) => run.Steps.Select(step => $"{step.At:O} {step.What} {step.Refusal} {string.Join(',', step.Events.Select(e => e.GetType().Name))}");
        Assert.Equal(Told(Play(Writes, Accepts, Replies, Closes)), Told(Play(Writes, Accepts, Replies, Closes)));
    }

    [Fact]
    public void Rules_are_named_where_they_decide()
    {
        var policy = Policy with { Routes = [new RouteRule("gold goes to sales", new QueueId("sales"))] };
        Assert.Contains("route gold goes to sales", Play(policy, Writes).Steps[0].Rules);
    }

    private static string Word(Phase phase) => char.ToLowerInvariant(phase.GetType().Name[0]) + phase.GetType().Name[1..];
}
