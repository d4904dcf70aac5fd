using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues")]
public class DeadLetterSpecs
{
    [Fact]
    public async Task A_dead_letter_says_why_and_where_it_comes_from()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("z");
        await bus.SendAsync("a", id: "m-1");
        await bus.ReceiveAsync();
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "Unreadable", "no such channel");

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        var letter = await bus.DeadLetterAsync();

        Assert.Equal(("a", "m-1"), (letter.Body.ToString(), letter.MessageId));
        Assert.Equal(("Unreadable", "no such channel", TestBus.Queue), (letter.DeadLetterReason, letter.DeadLetterErrorDescription, letter.DeadLetterSource));
        Assert.Equal((1L, 2L), (letter.SequenceNumber, letter.EnqueuedSequenceNumber));
    }

    [Fact]
    public async Task A_dead_letter_survives_a_restart_and_can_be_completed()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "Unreadable");
        bus.Restart();

        await bus.DeadLetters.CompleteMessageAsync(await bus.DeadLetterAsync());
        bus.Restart();

        Assert.Equal(new QueueCounts(0, 0, 0, 0), bus.Counts);
    }

    [Fact]
    public async Task A_dead_letter_can_be_sent_again()
    {
        await using var bus = new TestBus();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("a") { ApplicationProperties = { ["channel"] = "wechat" } });
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "Unreadable");
        var letter = await bus.DeadLetterAsync();

        await bus.Sender.SendMessageAsync(new ServiceBusMessage(letter));
        await bus.DeadLetters.CompleteMessageAsync(letter);

        var again = await bus.ReceiveAsync();
        Assert.Equal(("a", 1, (string?)null), (again.Body.ToString(), again.DeliveryCount, again.DeadLetterReason));
        Assert.Equal("wechat", again.ApplicationProperties["channel"]);
        Assert.Equal(0, bus.Counts.DeadLettered);
    }

    [Fact]
    public async Task A_message_that_is_abandoned_too_often_goes_to_the_dead_letters()
    {
        await using var bus = new TestBus(new QueueOptions { MaxDeliveryCount = 3 });
        await bus.SendAsync("poison");

        for (var delivery = 1; delivery <= 3; delivery++)
        {
            var message = await bus.ReceiveAsync();
            Assert.Equal(delivery, message.DeliveryCount);
            await bus.Receiver.AbandonMessageAsync(message);
        }

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.DeadLetterAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_whose_lock_expires_too_often_goes_to_the_dead_letters()
    {
        await using var bus = new TestBus(new QueueOptions { MaxDeliveryCount = 2 });
        await bus.SendAsync("poison");

        for (var delivery = 1; delivery <= 2; delivery++)
        {
            await bus.ReceiveAsync();
            bus.Time.Advance(TimeSpan.FromSeconds(60));
        }

        await TestBus.Until(() => bus.Counts is { Active: 0, DeadLettered: 1 });
    }

    [Fact]
    public async Task A_poison_message_does_not_hold_back_the_rest_of_its_session()
    {
        await using var bus = TestBus.WithSessions(new QueueOptions { MaxDeliveryCount = 3 });
        foreach (var body in new[] { "poison", "b", "c" }) await bus.SendAsync(body, "s");
        await using var session = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        var handled = new List<string>();

        while (await session.ReceiveMessageAsync(TestBus.NoWait) is { } message)
        {
            handled.Add(message.Body.ToString());
            if (handled[^1] == "poison") await session.AbandonMessageAsync(message);
            else await session.CompleteMessageAsync(message);
        }

        Assert.Equal(["poison", "poison", "poison", "b", "c"], handled);
        Assert.Equal("s", (await bus.DeadLetterAsync()).SessionId);
    }

    [Fact]
    public async Task Dead_letters_are_not_dead_lettered_again()
    {
        await using var bus = new TestBus(new QueueOptions { MaxDeliveryCount = 1 });
        await bus.SendAsync("a");
        await bus.Receiver.DeadLetterMessageAsync(await bus.ReceiveAsync(), "Unreadable");

        for (var i = 0; i < 3; i++) await bus.DeadLetters.AbandonMessageAsync(await bus.DeadLetterAsync());

        var letter = await bus.DeadLetterAsync();
        Assert.Equal(4, letter.DeliveryCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.DeadLetters.DeadLetterMessageAsync(letter, "again"));
    }
}
