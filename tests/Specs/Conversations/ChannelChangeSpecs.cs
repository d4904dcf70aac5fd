using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationCommand;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>The customer goes on elsewhere: the agent is told, and what was said before is summed up.</summary>
public sealed class ChannelChangeSpecs
{
    private static readonly Leg Page = new(new AccountKey(Key.Tenant, "webchat", "site"), "v1", null);

    [Fact]
    public void The_agent_who_has_it_is_told()
    {
        var story = IsServed().When(Says("m2", "on the way now", Page));
        Assert.Contains(Notice(Ana), story.Happened.Effects.Select(Shown));

        Assert.DoesNotContain(Notice(Ana), story.When(Says("m3", "still on the way", Page)).Happened.Effects.Select(Shown));
        Assert.DoesNotContain(Notice(Ana), IsWaiting().When(Says("m2", "anybody?", Page)).Happened.Effects.Select(Shown));
    }

    [Fact]
    public void Each_way_is_summed_up_by_itself_and_the_one_used_last_comes_first()
    {
        var story = IsServed().Given(Answers(Ana)).After(60).Given(Says("m2", "on the way now", Page)).Given(Answers(Ana, "r2", "Safe travels"));

        var legs = LegHistory.Of([.. story.Log]);

        Assert.Equal([(Page, 1, 1), (BotLeg, 1, 1)], legs.Select(leg => (leg.Leg, leg.Messages, leg.Replies)));
        Assert.Equal([(Speaker.Customer, "hello"), (Speaker.Agent, "Good morning")], legs[1].Last.Select(said => (said.Speaker, said.Text)));
    }

    [Fact]
    public void Only_the_last_are_shown_long_ones_are_cut_and_what_was_taken_back_is_left_out()
    {
        var story = Begins().Given(Says("m1", "first", Page)).Given(OfferTo(Ana)).Given(new Accept(Ana)).Given(Says("m2", new string('長', 400), Page))
            .Given(Says("m3", "third", Page)).Given(Answers(Ana)).Given(new Recall(Ana, "r1")).Given(Says("m4", "fourth", Page));

        var leg = Assert.Single(LegHistory.Of([.. story.Log]));

        Assert.Equal((4, 0), (leg.Messages, leg.Replies));
        Assert.Equal([new string('長', LegHistory.MaxTextLength - 1) + "…", "third", "fourth"], leg.Last.Select(said => said.Text));
    }

    [Fact]
    public void A_character_of_two_halves_is_not_cut_in_two()
    {
        var text = new string('x', LegHistory.MaxTextLength - 2) + "🙂🙂";

        var cut = Assert.Single(LegHistory.Of([.. Begins().Given(Says("m1", text)).Log])).Last[0].Text!;

        Assert.Equal(new string('x', LegHistory.MaxTextLength - 2) + "…", cut);
    }

    private static string Notice(AgentId agent) => $"{NoticeTo.Agents} {NoticeKind.ChannelChanged} {agent}";

    private static string Shown(Effect effect) => effect is Effect.Notify notify ? $"{notify.Whom} {notify.Kind} {string.Join(',', notify.Agents)}" : "";
}
