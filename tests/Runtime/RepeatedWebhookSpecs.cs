using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The faults F18 to F21 of the reliability catalogue: webhooks that come twice, changed, out of order or late.</summary>
public sealed class RepeatedWebhookSpecs : IAsyncLifetime
{
    /// <summary>Set to the million of the catalogue for the long count; the rest of the time a few tell as much.</summary>
    private const string Wanted = "OMNI_REPEATED_WEBHOOKS";
    private const int Usual = 2_000;
    private const int Most = 10_000_000;
    private const int MessagesEach = 50;

    /// <summary>Brought and taken in at once, so that memory holds no million of them.</summary>
    private const int PerPortion = 2_000;
    private const int DoubledOneIn = 10;
    private const int Days = 7;
    private static readonly AgentId Lin = new("lin");
    private readonly ManualTime time = new();
    private RuntimeUnderTest runtime = null!;

    public static TheoryData<int> Windows => [2, 3, 5, 10, 25, 50, 100];

    /// <summary>On a broker that remembers nothing, so that every repetition comes as far as it can.</summary>
    public async Task InitializeAsync() => runtime = await RuntimeUnderTest.StartAsync(time: time, brokerRemembers: TimeSpan.Zero);

    public async Task DisposeAsync() => await runtime.DisposeAsync();

    [Fact]
    public async Task F18_of_webhooks_that_come_again_within_a_week_none_is_stored_twice_and_each_is_answered()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable(Wanted), CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, MessagesEach, Most) : Usual;

        // All senders by turns, so that a portion is of many and few wait for one before them.
        var all = Enumerable.Range(0, MessagesEach).SelectMany(number => Enumerable.Range(0, count / MessagesEach).Select(sender => (Sender: sender, Number: number))).ToList();
        await BringAsync(all);
        var stored = await StoredAsync();
        Assert.Equal(all.Count, stored.Messages);

        // One of ten comes again, half of them at once and the others days later.
        var random = new Random(18);
        var again = all.Where(_ => random.Next(DoubledOneIn) == 0).Select(one => (one.Sender, one.Number, Day: random.Next(2) * random.Next(Days + 1))).ToList();
        Assert.InRange(again.Count, all.Count / DoubledOneIn / 2, all.Count / DoubledOneIn * 2);
        for (var day = 0; day <= Days; day++)
        {
            await BringAsync([.. again.Where(one => one.Day == day).Select(one => (one.Sender, one.Number))]);
            time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(stored, await StoredAsync());
    }

    [Fact]
    public async Task F19_of_two_bodies_under_one_id_the_first_stands_and_the_second_is_counted()
    {
        var key = await SayAsync(7, 1, "I want the red one");
        var stored = await StoredAsync();
        using var conflicts = new Counted("omni.messages.conflicting", "telegram");
        await SayAsync(7, 1, "I want the red one");
        Assert.Equal(0, conflicts.Count);
        await SayAsync(7, 1, "I want the blue one");

        Assert.Equal(1, conflicts.Count);
        Assert.Equal(stored, await StoredAsync());
        Assert.Equal("I want the red one", Assert.Single(Texts(await runtime.EventsAsync(key))));
    }

    [Fact]
    public async Task F19_another_body_under_the_id_of_an_ended_conversations_message_is_counted_as_well()
    {
        await runtime.EndAsync(await SayAsync(8, 1, "I want the red one"), Lin);
        using var conflicts = new Counted("omni.messages.conflicting", "telegram");
        await TakeInAsync(8, 1, "I want the blue one");

        Assert.Equal(1, conflicts.Count);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task F20_what_comes_out_of_order_lies_in_the_order_in_which_it_came_for_every_reader(int window)
    {
        var came = Shuffled(100, window, seed: window);
        ConversationKey key = default;
        foreach (var number in came) key = await SayAsync(9, number, Name(number), time.GetUtcNow().AddSeconds(number));

        var events = await runtime.EventsAsync(key);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(seq => (long)seq), events.Select(one => one.Sequence));
        Assert.Equal(came.Select(Name), Texts(events));

        // Whoever reads in pages, from the end or from the beginning, sees the same.
        var fromTheEnd = new List<StoredEventView>();
        for (var before = events.Count + 1L; before > 1;)
        {
            var page = await runtime.Conversations.EventsBeforeAsync(key, before, 7);
            fromTheEnd.InsertRange(0, page.Select(StoredEventView.Of));
            before = page[0].Sequence;
        }

        Assert.Equal(events.Select(StoredEventView.Of), fromTheEnd);

        // The platform's own time is kept with each, for whoever wants to know in which order it was written.
        var written = events.Select(one => one.Event).OfType<ConversationEvent.CustomerMessage>().OrderBy(message => message.Item.SentAt).Select(message => message.Item.Text!);
        Assert.Equal(Enumerable.Range(0, 100).Select(Name), written);
    }

    [Fact]
    public async Task F21_what_comes_hours_late_finds_its_conversation_and_keeps_both_times()
    {
        var key = await SayAsync(11, 1, "hello");
        var sent = time.GetUtcNow().AddMinutes(1);
        time.Advance(TimeSpan.FromHours(6));

        Assert.Equal(key, await SayAsync(11, 2, "late", sent));
        var late = (await runtime.EventsAsync(key)).Select(one => one.Event).OfType<ConversationEvent.CustomerMessage>().Last();
        Assert.Equal((sent, time.GetUtcNow()), (late.Item.SentAt!.Value, late.ReceivedAt));
    }

    [Fact]
    public async Task F21_what_comes_late_after_the_end_opens_a_conversation_whose_clocks_begin_when_it_came()
    {
        var sent = time.GetUtcNow().AddMinutes(1);
        var ended = await SayAsync(12, 1, "hello");
        await runtime.EndAsync(ended, Lin);
        time.Advance(TimeSpan.FromHours(6));
        var followUp = await SayAsync(12, 2, "late", sent);

        Assert.NotEqual(ended, followUp);
        var events = (await runtime.EventsAsync(followUp)).Select(one => one.Event).ToList();
        var opened = events.OfType<ConversationEvent.Opened>().Single();
        Assert.Equal(time.GetUtcNow(), opened.Since);
        Assert.True(opened.FirstResponseDueAt > time.GetUtcNow());
        Assert.Equal(sent, events.OfType<ConversationEvent.CustomerMessage>().Single().Item.SentAt);
    }

    private async Task<ConversationKey> SayAsync(int sender, int number, string text, DateTimeOffset? sentAt = null) => (await TakeInAsync(sender, number, text, sentAt)).Conversation!.Value;

    private async Task<IntakeOutcome> TakeInAsync(int sender, int number, string text, DateTimeOffset? sentAt = null)
    {
        Assert.Equal(200, (await runtime.KnockAsync(Update(sender, number, text, sentAt))).Status);
        return await runtime.TakeInAsync(Assert.Single(await runtime.TakeInboundAsync(1)));
    }

    /// <summary>Senders side by side, the messages of each in their order.</summary>
    private async Task BringAsync(List<(int Sender, int Number)> messages)
    {
        foreach (var portion in messages.Chunk(PerPortion)) await BringPortionAsync(portion);
    }

    private async Task BringPortionAsync((int Sender, int Number)[] messages)
    {
        await Task.WhenAll(messages.GroupBy(message => message.Sender).Select(async ofSender =>
        {
            foreach (var (sender, number) in ofSender) Assert.Equal(200, (await runtime.KnockAsync(Update(sender, number, Name(number)))).Status);
        }));
        var taken = await runtime.TakeInboundAsync(messages.Length);
        Assert.Equal(messages.Length, taken.Count);
        await Task.WhenAll(taken.GroupBy(message => message.SessionId).Select(async ofSender =>
        {
            foreach (var message in ofSender) Assert.Null((await runtime.TakeInAsync(message)).Refusal);
        }));
    }

    /// <summary>How many messages of customers the logs hold, and how much else.</summary>
    private async Task<(int Messages, long Events)> StoredAsync()
    {
        var (messages, events) = (0, 0L);
        await foreach (var head in runtime.Conversations.AllAsync(RuntimeUnderTest.Tenant))
        {
            messages += Texts(await runtime.EventsAsync(head.Key)).Count();
            events += head.Version;
        }

        return (messages, events);
    }

    private WebhookRequest Update(int sender, int number, string text, DateTimeOffset? sentAt = null) =>
        RuntimeUnderTest.Update(sender, text, id: 5_000_000 + (sender * 1_000) + number, sentAt: sentAt ?? time.GetUtcNow());

    private static string Name(int number) => number.ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>Nothing comes more than a window's length away from its place.</summary>
    private static int[] Shuffled(int count, int window, int seed)
    {
        var random = new Random(seed);
        var order = Enumerable.Range(0, count).Chunk(window).ToList();
        foreach (var chunk in order) random.Shuffle(chunk);
        return [.. order.SelectMany(chunk => chunk)];
    }

    private static IEnumerable<string> Texts(IEnumerable<StoredEvent> events) =>
        events.Select(one => one.Event).OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item.Text!);

    private sealed record StoredEventView(long Sequence, string Type)
    {
        public static StoredEventView Of(StoredEvent stored) => new(stored.Sequence, stored.Event.ToString()!);
    }
}
