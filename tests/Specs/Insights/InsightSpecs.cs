using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Insights;
using OmniFunctions.Json;
using OmniFunctions.Tests.Specs.Conversations;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Insights;

public sealed class InsightSpecs
{
    [Fact]
    public void An_open_conversation_counts_as_open_and_waiting()
    {
        var figures = Figures(IsWaiting());

        Assert.Equal((1, 1), (figures.Open, figures.Waiting));
    }

    [Fact]
    public void One_with_an_agent_no_longer_waits() => Assert.Equal((1, 0), Numbers(IsOffered()));

    [Fact]
    public void A_missed_offer_waits_again() => Assert.Equal((1, 1), Numbers(IsOffered().After(30).Given(new ConversationCommand.Tick())));

    [Fact]
    public void A_closed_one_counts_no_more() => Assert.Equal((0, 0), Numbers(IsClosed()));

    [Fact]
    public void A_reopened_one_counts_again() => Assert.Equal((1, 1), Numbers(IsClosed().Given(Says("m2"))));

    [Fact]
    public void Ending_what_is_closed_changes_no_number() => Assert.Equal((0, 0), Numbers(HasEnded()));

    [Fact]
    public void Messages_count_for_the_minute_in_which_the_door_took_them()
    {
        var story = IsWaiting().After(10).Given(Says("m2", receivedAt: Start.AddSeconds(10))).Given(Does(ItemKind.Edit));

        var figures = Figures(story);

        Assert.Equal(2, figures.MessagesPerMinute(Start.AddSeconds(10)));
        Assert.Equal(1, figures.MessagesPerMinute(Start.AddSeconds(65)));
        Assert.Equal(0, figures.MessagesPerMinute(Start.AddSeconds(70)));
    }

    [Fact]
    public void The_first_response_is_timed_from_the_customers_first_message()
    {
        var figures = Figures(IsServed().After(20).Given(Answers(Ana)).After(50).Given(Answers(Ana, "r2")));

        Assert.Equal(1, figures.FirstResponses(Start.AddSeconds(70)));
        Assert.Equal(20, figures.MeanFirstResponseSeconds(Start.AddSeconds(70)));
    }

    [Fact]
    public void Without_a_response_there_is_no_mean() => Assert.Null(Figures(IsServed()).MeanFirstResponseSeconds(Start));

    [Fact]
    public void A_response_of_yesterday_is_in_no_mean_of_today() =>
        Assert.Null(Figures(IsServed().Given(Answers(Ana))).MeanFirstResponseSeconds(Start.AddHours(24)));

    [Fact]
    public void Events_that_come_again_count_once()
    {
        var events = Events(IsServed().Given(Answers(Ana)));

        Assert.Equal(Shown(Fold(events)), Shown(Fold([.. events, .. events.Skip(2), .. events])));
        Assert.Equal(Shown(Fold(events)), Shown(Fold(events.SelectMany(e => new[] { e, e }))));
    }

    [Fact]
    public void A_conversation_that_moves_to_another_channel_takes_its_count_along()
    {
        var site = BotLeg with { Account = BotLeg.Account with { Channel = "webchat" } };

        var channels = Fold(Events(IsServed().Given(Says("m2", leg: site))));

        Assert.Equal((0, 1), (channels["telegram"].Open, channels["webchat"].Open));
        Assert.Equal((1, 1), (channels["telegram"].MessagesPerMinute(Start), channels["webchat"].MessagesPerMinute(Start)));
    }

    [Fact]
    public void A_type_of_a_later_build_changes_no_number()
    {
        var events = Events(IsServed());
        var later = events[^1] with { Seq = events[^1].Seq + 1, Type = "teleported" };

        Assert.Equal(Shown(Fold(events)), Shown(Fold([.. events, later])));
    }

    [Fact]
    public void An_insight_event_carries_no_text_and_nobody_s_platform_id()
    {
        var json = string.Concat(Events(IsServed().Given(Answers(Ana))).Select(e => JsonSerializer.Serialize(e, CoreJson.Instance.InsightEvent)));

        Assert.DoesNotContain("hello", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Good morning", json, StringComparison.Ordinal);
        Assert.DoesNotContain(BotLeg.Sender, json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_buckets_are_bounded()
    {
        var figures = Enumerable.Range(0, 10_000).Aggregate(
            ChannelFigures.Of("telegram"),
            (current, i) => current.Apply(new FiguresDelta("telegram", MessageAt: Start.AddSeconds(i * 37), FirstResponse: new FirstResponse(Start.AddSeconds(i * 37), 1))));

        Assert.Equal((60, 60, 24), (figures.MessagesBySecond.Buckets.Count, figures.MessagesByMinute.Buckets.Count, figures.FirstResponsesByHour.Buckets.Count));
    }

    [Fact]
    public void Figures_survive_being_stored()
    {
        var figures = Figures(IsServed().Given(Answers(Ana)));

        var again = JsonSerializer.Deserialize(JsonSerializer.Serialize(figures, CoreJson.Instance.ChannelFigures), CoreJson.Instance.ChannelFigures)!;

        Assert.Equal(figures.MeanFirstResponseSeconds(Start), again.MeanFirstResponseSeconds(Start));
        Assert.Equal(figures.MessagesPerMinute(Start), again.MessagesPerMinute(Start));
    }

    private static (int Open, int Waiting) Numbers(Story story) => (Figures(story).Open, Figures(story).Waiting);

    private static ChannelFigures Figures(Story story) => Fold(Events(story))["telegram"];

    private static InsightEvent[] Events(Story story)
    {
        ConversationState? state = null;
        return [.. story.Log.Select(e => InsightEvent.Of(e, state = Lifecycle.Evolve(Key, state, e)))];
    }

    private static Dictionary<string, ChannelFigures> Fold(IEnumerable<InsightEvent> events)
    {
        var channels = new Dictionary<string, ChannelFigures>();
        ConversationFigures? figures = null;
        foreach (var e in events)
        {
            (figures, var deltas) = FiguresFold.Fold(figures, e);
            foreach (var delta in deltas)
            {
                channels[delta.Channel] = channels.GetValueOrDefault(delta.Channel, ChannelFigures.Of(delta.Channel)).Apply(delta);
            }
        }

        return channels;
    }

    private static string Shown(Dictionary<string, ChannelFigures> channels) =>
        string.Concat(channels.Values.Select(figures => JsonSerializer.Serialize(figures, CoreJson.Instance.ChannelFigures)));
}
