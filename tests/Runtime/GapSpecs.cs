using Azure.Messaging.ServiceBus;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;

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

    private static async Task<(ConversationKey, ServiceBusReceivedMessage)> BeginAsync(RuntimeUnderTest runtime, string text)
    {
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, text));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        return ((await runtime.TakeInAsync(message)).Conversation!.Value, message);
    }

    private static Task<ConversationKey?> MarkAsync(RuntimeUnderTest runtime, ServiceBusReceivedMessage message, string id) =>
        runtime.Get<GapMarker>().MarkAsync(InboundMessages.TenantOf(message)!.Value, message.SessionId!, id);
}
