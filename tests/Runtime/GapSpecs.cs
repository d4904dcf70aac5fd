using Azure.Messaging.ServiceBus;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Tests.Runtime;

public sealed class GapSpecs
{
    [Fact]
    public async Task What_cannot_be_read_leaves_one_mark_where_it_would_have_stood()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, message) = await BeginAsync(runtime, "before");

        await MarkAsync(runtime, message, "broken");
        await MarkAsync(runtime, message, "broken");
        await runtime.ReceiveAsync(7, "after");

        var said = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(said => said.Item);
        Assert.Equal(["before", $"{ItemKind.Event} {GapMarker.Unreadable}", "after"], said.Select(item => item.Text ?? $"{item.Kind} {item.Name}"));
        Assert.Equal(3, runtime.Push.Events.Count(pushed => pushed.Event is ConversationEvent.CustomerMessage));
    }

    [Fact]
    public async Task A_mark_begins_no_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        Assert.Null(await runtime.Get<GapMarker>().MarkAsync(RuntimeUnderTest.Tenant, "nobody-at-all", "broken"));
    }

    [Fact]
    public async Task A_message_mended_and_sent_again_is_taken_in_beside_its_mark()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, first) = await BeginAsync(runtime, "before");
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, "mended"));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        await MarkAsync(runtime, first, message.MessageId!);

        await runtime.TakeInAsync(message);

        var said = (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(said => said.Item.Text);
        Assert.Equal(["before", null, "mended"], said);
    }

    [Fact]
    public async Task A_message_that_fails_every_time_leaves_one_mark_and_stays_among_the_dead_letters()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, _) = await BeginAsync(runtime, "before");
        await FailAsync(runtime, "fails");

        Assert.Equal(1, await runtime.Get<DeadLetterMarks>().RunAsync());
        Assert.Equal(0, await runtime.Get<DeadLetterMarks>().RunAsync());

        Assert.Equal(["before", GapMarker.Unreadable], await SaidAsync(runtime, key));
        await using var letters = runtime.Get<ServiceBusClient>().CreateReceiver(BusKeys.Inbound, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Single(await letters.PeekMessagesAsync(2));
    }

    [Fact]
    public async Task A_dead_letter_that_is_sent_again_is_taken_in_once_though_the_broker_knows_its_id()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, _) = await BeginAsync(runtime, "before");
        await FailAsync(runtime, "mended");
        var letter = Assert.Single(await runtime.Get<DeadLetters>().ListAsync(RuntimeUnderTest.Tenant));

        Assert.Equal(0, await runtime.Get<DeadLetters>().SendAgainAsync(new TenantId("another"), null));
        Assert.Equal(0, await runtime.Get<DeadLetters>().SendAgainAsync(RuntimeUnderTest.Tenant, new HashSet<long> { letter.Sequence + 1 }));
        Assert.Equal(1, await runtime.Get<DeadLetters>().SendAgainAsync(RuntimeUnderTest.Tenant, new HashSet<long> { letter.Sequence }));
        var again = Assert.Single(await runtime.TakeInboundAsync(1));
        await runtime.TakeInAsync(again);
        await runtime.TakeInAsync(again);

        Assert.Equal(["before", "mended"], await SaidAsync(runtime, key));
        Assert.Empty(await runtime.Get<DeadLetters>().ListAsync(RuntimeUnderTest.Tenant));
    }

    [Fact]
    public async Task A_letter_that_had_left_its_mark_leaves_no_second_one()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, first) = await BeginAsync(runtime, "before");
        var failed = await FailAsync(runtime, "fails");
        await MarkAsync(runtime, first, failed);

        await runtime.Get<DeadLetterMarks>().RunAsync();

        Assert.Equal(["before", GapMarker.Unreadable], await SaidAsync(runtime, key));
    }

    [Fact]
    public async Task A_message_that_was_taken_in_and_failed_only_afterwards_leaves_no_mark()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (key, message) = await BeginAsync(runtime, "there");

        Assert.Null(await MarkAsync(runtime, message, message.MessageId!));
        Assert.Equal(["there"], await SaidAsync(runtime, key));
    }

    [Fact]
    public async Task A_mark_stands_where_a_merged_conversation_goes_on()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var (from, message) = await BeginAsync(runtime, "from");
        var into = await runtime.ReceiveAsync(8, "into");
        var agent = new AgentId("li");
        await runtime.OfferAndAcceptAsync(from, agent);
        Assert.Null((await runtime.Conversations.ApplyAsync(from, new ConversationCommand.Merge(agent, into.Id))).Refusal);

        Assert.Equal(into, await MarkAsync(runtime, message, "broken"));
        Assert.Equal(["into", GapMarker.Unreadable], await SaidAsync(runtime, into));
    }

    /// <summary>Nobody can take it in, as often as it is delivered.</summary>
    private static async Task<string> FailAsync(RuntimeUnderTest runtime, string text)
    {
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, text));
        await using var session = await runtime.Get<ServiceBusClient>().AcceptNextSessionAsync(BusKeys.Inbound);
        string? id = null;
        for (var delivery = 1; delivery <= Redelivery.Deliveries; delivery++)
        {
            var message = await session.ReceiveMessageAsync();
            Assert.Equal(delivery, message!.DeliveryCount);
            id = message.MessageId;
            await session.AbandonMessageAsync(message);
        }

        return id!;
    }

    private static async Task<IEnumerable<string?>> SaidAsync(RuntimeUnderTest runtime, ConversationKey key) =>
        (await runtime.EventsAsync(key)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(said => said.Item.Text ?? said.Item.Name);

    private static async Task<(ConversationKey, ServiceBusReceivedMessage)> BeginAsync(RuntimeUnderTest runtime, string text)
    {
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, text));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        return ((await runtime.TakeInAsync(message)).Conversation!.Value, message);
    }

    private static Task<ConversationKey?> MarkAsync(RuntimeUnderTest runtime, ServiceBusReceivedMessage message, string id) =>
        runtime.Get<GapMarker>().MarkAsync(InboundMessages.TenantOf(message)!.Value, message.SessionId!, id);
}
