using OmniFunctions.Conversations;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>What came out of its order is shown where it was written, at the same place for everybody.</summary>
public sealed class DisplayOrderSpecs
{
    private static readonly Leg OtherBot = BotLeg with { Account = new AccountKey(Key.Tenant, "line", "main") };

    public static TheoryData<int> Windows => [2, 3, 5, 10, 25, 50, 100];

    [Theory]
    [MemberData(nameof(Windows))]
    public void However_messages_were_shuffled_on_their_way_they_are_shown_as_they_were_written(int window)
    {
        var came = Shuffled(100, window, seed: window);
        var story = Begins();
        foreach (var number in came) story.After(1).Given(Written(number, Start.AddSeconds(number - 200), story.Now));

        Assert.Equal(came.Select(Name), Texts(story.Log));
        Assert.Equal(Enumerable.Range(0, 100).Select(Name), Texts(Shown(story.Log)));
    }

    [Fact]
    public void What_comes_in_its_order_stands_where_it_came()
    {
        var story = Begins();
        for (var number = 0; number < 10; number++) story.After(1).Given(Written(number, story.Now.AddSeconds(-1), story.Now));

        Assert.All(story.Log.OfType<CustomerMessage>(), message => Assert.Equal((null, false), (message.WasOvertaken, DisplayOrder.MayBelongElsewhere(message))));
    }

    [Fact]
    public void What_was_written_in_the_same_second_was_not_overtaken() =>
        Assert.Null(Last(Begins().Given(Written(1, Start, Start)).After(1).Given(Written(2, Start, Start.AddSeconds(1)))).WasOvertaken);

    [Fact]
    public void A_message_that_was_hours_under_way_is_late_and_stands_before_the_answer_it_could_not_know_of()
    {
        var story = IsServed().After(60).Given(Answers(Ana)).After(6 * 3_600);
        story.Given(Written(2, Start.AddSeconds(30), story.Now));

        Assert.True(DisplayOrder.IsLate(Last(story)));
        Assert.Equal("Good morning", Assert.IsType<Reply>(Shown(story.Log).Last(IsSaid)).Text);
        Assert.Equal(["hello", Name(2)], Texts(Shown(story.Log)));
    }

    [Fact]
    public void Between_the_platforms_clock_and_ours_seconds_say_nothing()
    {
        var story = IsServed().After(60).Given(Answers(Ana)).After(1);
        story.Given(Written(2, story.Now.AddSeconds(-30), story.Now));

        Assert.Equal(Name(2), Assert.IsType<CustomerMessage>(Shown(story.Log).Last(IsSaid)).Item.Text);
    }

    [Fact]
    public void Of_two_platforms_only_what_is_late_goes_before_the_other_ones()
    {
        var story = Begins().Given(Written(1, Start, Start)).After(10).Given(Written(2, Start.AddSeconds(5), Start.AddSeconds(10), OtherBot));
        Assert.Null(Last(story).WasOvertaken);

        story.After(1_000).Given(Written(3, Start.AddSeconds(-5), Start.AddSeconds(1_010), OtherBot));
        Assert.Equal([Name(3), Name(1), Name(2)], Texts(Shown(story.Log)));
    }

    [Fact]
    public void What_was_written_a_day_before_it_came_is_marked_and_stands_where_it_came()
    {
        var story = Begins().Given(Written(1, Start, Start)).After(DisplayOrder.WindowSeconds + 60);
        story.Given(Written(2, Start.AddSeconds(-10), story.Now));

        Assert.True(DisplayOrder.IsLate(Last(story)));
        Assert.Equal([Name(1), Name(2)], Texts(Shown(story.Log)));
    }

    [Fact]
    public void A_place_further_back_than_anybody_looks_is_none()
    {
        var message = new CustomerMessage(Start, "late", BotLeg, Written(9, Start.AddSeconds(-10), Start).Item, Start, WasOvertaken: true);
        var newer = message with { Item = message.Item with { SentAt = Start }, WasOvertaken = null };

        Assert.Equal(5, DisplayOrder.ShownBefore(5 + DisplayOrder.MaxEarlier, message, [(4, newer), (5, newer)]));
        Assert.Null(DisplayOrder.ShownBefore(6 + DisplayOrder.MaxEarlier, message, [(4, newer), (5, newer)]));
    }

    [Fact]
    public void A_platforms_clock_that_is_an_hour_ahead_overtakes_nothing()
    {
        var story = Begins().Given(Written(1, Start.AddHours(1), Start)).After(5);

        Assert.Null(Last(story.Given(Written(2, story.Now, story.Now))).WasOvertaken);
    }

    [Fact]
    public void What_was_overtaken_takes_nothing_of_the_window_that_the_later_one_opened()
    {
        var story = Begins().Given(Written(2, Start, Start)).After(5);
        var before = story.There.Contacts[0].Openings[0];
        story.Given(Written(1, Start.AddSeconds(-3), story.Now));

        Assert.Equal(before, story.There.Contacts[0].Openings[0]);
        Assert.True(Last(story).WasOvertaken);
    }

    private static ConversationCommand.Receive Written(int number, DateTimeOffset sentAt, DateTimeOffset receivedAt, Leg? leg = null)
    {
        var said = Says(Name(number), Name(number), leg, receivedAt);
        return said with { Item = said.Item with { SentAt = sentAt } };
    }

    private static CustomerMessage Last(Story story) => story.Log.OfType<CustomerMessage>().Last();

    private static bool IsSaid(ConversationEvent what) => what is CustomerMessage or Reply;

    private static string Name(int number) => FormattableString.Invariant($"m{number:D3}");

    private static IEnumerable<string?> Texts(IEnumerable<ConversationEvent> events) => events.OfType<CustomerMessage>().Select(message => message.Item.Text);

    /// <summary>As a reader puts it together: each before what it is shown before, and several there by the time at which they were written.</summary>
    private static List<ConversationEvent> Shown(IReadOnlyList<ConversationEvent> log)
    {
        var numbered = log.Select((what, index) => (Seq: index + 1L, Event: what)).ToList();
        var placed = numbered.ToLookup(one => one.Event is CustomerMessage message ? DisplayOrder.ShownBefore(one.Seq, message, numbered) : null);
        return [.. Of(null)];

        IEnumerable<ConversationEvent> Of(long? anchor) => placed[anchor]
            .OrderBy(one => anchor is null ? null : ((CustomerMessage)one.Event).Item.SentAt)
            .ThenBy(one => one.Seq)
            .SelectMany(one => Of(one.Seq).Append(one.Event));
    }

    /// <summary>Nothing comes more than a window's length away from its place.</summary>
    private static int[] Shuffled(int count, int window, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, count).Chunk(window).ToList();
        foreach (var chunk in order) random.Shuffle(chunk);
        return [.. order.SelectMany(chunk => chunk)];
    }
}
