using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messages-payloads")]
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing")]
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas")]
public class SendingSpecs
{
    [Fact]
    public async Task What_is_sent_arrives_with_every_property_in_its_type()
    {
        await using var bus = new TestBus();
        var sent = new ServiceBusMessage("你好")
        {
            MessageId = "m-1",
            CorrelationId = "c-1",
            Subject = "text",
            ContentType = "text/plain",
            To = "desk",
            ReplyTo = "outbound",
            ReplyToSessionId = "s-9",
            TimeToLive = TimeSpan.FromHours(1),
            ApplicationProperties =
            {
                ["text"] = "值", ["whole"] = 7, ["long"] = 7_000_000_000L, ["real"] = 0.5, ["yes"] = true,
                ["id"] = Guid.Parse("6f1c1a5e-6ad5-4f0e-9a5e-52d5b4f5b3aa"), ["at"] = DateTimeOffset.UnixEpoch, ["span"] = TimeSpan.FromSeconds(3), ["money"] = 9.99m,
            },
        };

        await bus.Sender.SendMessageAsync(sent);
        var received = await bus.ReceiveAsync();

        Assert.Equal("你好", received.Body.ToString());
        Assert.Equal(
            ("m-1", "c-1", "text", "text/plain", "desk", "outbound", "s-9"),
            (received.MessageId, received.CorrelationId, received.Subject, received.ContentType, received.To, received.ReplyTo, received.ReplyToSessionId));
        Assert.Equal(sent.ApplicationProperties.ToDictionary(), received.ApplicationProperties.ToDictionary());
        Assert.Equal((1, bus.Time.GetUtcNow()), (received.DeliveryCount, received.EnqueuedTime));
        Assert.Equal(bus.Time.GetUtcNow() + TimeSpan.FromHours(1), received.ExpiresAt);
    }

    [Fact]
    public async Task Sequence_numbers_rise_in_the_order_of_the_sends()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b", "c");

        var received = await bus.Receiver.ReceiveMessagesAsync(10, TestBus.NoWait);

        Assert.Equal(["a", "b", "c"], received.Select(message => message.Body.ToString()));
        Assert.Equal([1L, 2L, 3L], received.Select(message => message.SequenceNumber));
        Assert.Equal([1L, 2L, 3L], received.Select(message => message.EnqueuedSequenceNumber));
    }

    [Fact]
    public async Task A_message_without_an_id_gets_one()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");

        var received = await bus.Receiver.ReceiveMessagesAsync(10, TestBus.NoWait);

        Assert.Equal(2, received.Select(message => message.MessageId).Distinct().Count());
    }

    [Fact]
    public void A_message_can_be_made_as_if_it_had_been_received()
    {
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData("body"), messageId: "m", sessionId: "s", deliveryCount: 3, sequenceNumber: 7,
            properties: new Dictionary<string, object> { ["DeadLetterReason"] = "why", ["n"] = 1 });

        Assert.Equal("body m s 3 7 why 1", $"{message.Body} {message.MessageId} {message.SessionId} {message.DeliveryCount} {message.SequenceNumber} {message.DeadLetterReason} {message.ApplicationProperties["n"]}");
    }

    [Fact]
    public async Task A_queue_nobody_declared_is_not_found()
    {
        await using var bus = new TestBus();

        Assert.Equal(
            ServiceBusFailureReason.MessagingEntityNotFound,
            await TestBus.ReasonOf(() => bus.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage("a"))));
        Assert.Equal(
            ServiceBusFailureReason.MessagingEntityNotFound,
            await TestBus.ReasonOf(() => bus.Client.CreateReceiver("nowhere").ReceiveMessageAsync(TestBus.NoWait)));
    }

    [Fact]
    public async Task A_message_beyond_256_KiB_is_refused_and_one_below_is_not()
    {
        await using var bus = new TestBus();

        await bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[255 * 1024]));
        Assert.Equal(
            ServiceBusFailureReason.MessageSizeExceeded,
            await TestBus.ReasonOf(() => bus.Sender.SendMessageAsync(new ServiceBusMessage(new byte[256 * 1024]))));
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task A_batch_takes_what_fits_and_arrives_as_one()
    {
        await using var bus = new TestBus();
        using var batch = await bus.Sender.CreateMessageBatchAsync();
        while (batch.TryAddMessage(new ServiceBusMessage(new byte[100_000]))) { }

        await bus.Sender.SendMessagesAsync(batch);

        Assert.Equal(2, batch.Count);
        Assert.Equal(2, bus.Counts.Active);
    }

    [Fact]
    public async Task One_refused_message_keeps_the_others_of_its_batch_out()
    {
        await using var bus = TestBus.WithSessions();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            bus.Sender.SendMessagesAsync([new ServiceBusMessage("a") { SessionId = "s" }, new ServiceBusMessage("b")]));

        Assert.Equal(0, bus.Counts.Active);
    }

    [Fact]
    public async Task A_full_queue_refuses_until_a_message_has_been_completed()
    {
        await using var bus = new TestBus(new QueueOptions { MaxSizeInMessages = 2 });
        await bus.SendAllAsync("a", "b");

        Assert.Equal(ServiceBusFailureReason.QuotaExceeded, await TestBus.ReasonOf(() => bus.SendAsync("c")));
        await bus.Receiver.CompleteMessageAsync(await bus.ReceiveAsync());
        await bus.SendAsync("c");
    }

    [Fact]
    public async Task Nobody_sends_to_a_dead_letter_queue()
    {
        await using var bus = new TestBus();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            bus.Client.CreateSender(TestBus.Queue + "/$deadletterqueue").SendMessageAsync(new ServiceBusMessage("a")));
    }

    [Fact]
    public async Task Contents_beyond_the_memory_of_the_queue_are_read_from_the_store_again()
    {
        await using var bus = new TestBus(new QueueOptions { MaxResidentBytes = 300 });
        var bodies = Enumerable.Range(0, 20).Select(i => new string((char)('a' + i), 100)).ToArray();
        await bus.SendAllAsync(bodies);

        var received = await bus.Receiver.ReceiveMessagesAsync(100, TestBus.NoWait);

        Assert.Equal(bodies, received.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_buffer_used_again_after_the_send_changes_nothing()
    {
        await using var bus = new TestBus();
        var buffer = "first"u8.ToArray();
        await bus.Sender.SendMessageAsync(new ServiceBusMessage(buffer));

        "other"u8.CopyTo(buffer);

        Assert.Equal("first", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_property_of_a_type_that_messages_cannot_carry_is_refused()
    {
        await using var bus = new TestBus();
        var message = new ServiceBusMessage("a") { ApplicationProperties = { ["list"] = new List<int>() } };

        await Assert.ThrowsAsync<System.Runtime.Serialization.SerializationException>(() => bus.Sender.SendMessageAsync(message));
    }

    [Fact]
    public async Task Without_room_on_the_disk_new_messages_are_refused_and_those_of_work_in_hand_are_taken()
    {
        await using var bus = new TestBus(reserveBytes: long.MaxValue / 4);
        async Task GoOnAsync()
        {
            WorkInHand.GoOn();
            await bus.SendAsync("an answer");
        }

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => bus.SendAsync("a question"));
        Assert.Equal((ServiceBusFailureReason.ServiceBusy, true), (refused.Reason, refused.IsTransient));
        await GoOnAsync();
        Assert.Equal("an answer", (await bus.ReceiveAsync()).Body.ToString());

        // The mark ended with the method that set it.
        await Assert.ThrowsAsync<ServiceBusException>(() => bus.SendAsync("another question"));
    }

    [Fact]
    public void An_id_beyond_128_characters_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage("a") { MessageId = new string('x', 129) });
}
