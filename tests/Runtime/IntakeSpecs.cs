using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Tests.Runtime;

public sealed class IntakeSpecs
{
    private static readonly AgentId Agent = new("lin");

    [Fact]
    public async Task A_storm_of_one_message_is_one_message()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var request = RuntimeUnderTest.Update(7, "hello");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => runtime.KnockAsync(request)));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => runtime.TakeInAsync(message)));
        var key = outcomes[0].Conversation!.Value;
        Assert.Equal(
            ["Opened", "CustomerMessage", "Routed", "Queued", "ClocksChanged"],
            (await runtime.EventsAsync(key)).Select(stored => stored.Event.GetType().Name));
        Assert.All(outcomes, outcome => Assert.Equal((key, Wake.Start), (outcome.Conversation!.Value, outcome.Wake)));
    }

    [Fact]
    public async Task Two_hundred_first_messages_at_once_open_one_conversation()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => runtime.KnockAsync(RuntimeUnderTest.Update(7, $"message {i}"))));
        var messages = await runtime.TakeInboundAsync(200);
        var outcomes = await Task.WhenAll(messages.Select(runtime.TakeInAsync));

        var key = Assert.Single(outcomes.Select(outcome => outcome.Conversation!.Value).Distinct());
        var events = await runtime.EventsAsync(key);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(stored => stored.Sequence));
        Assert.Equal(200, events.Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().Select(message => message.Item.Text).Distinct().Count());
        Assert.Equal(events.Count, (await runtime.Conversations.FindAsync(key))!.Version);
    }

    [Fact]
    public async Task A_message_after_the_end_begins_another_conversation_and_a_late_repetition_of_an_old_one_does_not()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var first = await runtime.ReceiveAsync(7, "first");
        await runtime.EndAsync(first, Agent);
        var second = await runtime.ReceiveAsync(7, "second");
        Assert.NotEqual(first, second);
        Assert.Equal(await runtime.ReceiveAsync(7, "third"), second);

        var repeated = RuntimeUnderTest.Update(8, "kept", id: 4_000_000);
        await runtime.KnockAsync(repeated);
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        var kept = (await runtime.TakeInAsync(message)).Conversation!.Value;
        await runtime.EndAsync(kept, Agent);
        Assert.Equal(new IntakeOutcome(null, Wake.Nobody), await runtime.TakeInAsync(message));
        await runtime.ReceiveAsync(8, "the next one");
        Assert.Equal(new IntakeOutcome(null, Wake.Nobody), await runtime.TakeInAsync(message));
    }

    [Fact]
    public async Task An_envelope_that_was_moved_to_another_message_does_not_open()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        await Assert.ThrowsAsync<SealBrokenException>(() => runtime.Get<Intake>().HandleAsync("another-id", message.Body));
    }
}
