using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

/// <summary>What was acknowledged outlives the process: triple-stored there, flushed here.</summary>
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-overview")]
public class CrashSpecs
{
    [Fact]
    public async Task Unsettled_messages_are_available_again_in_order_after_a_restart()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b", "c", "d");
        var received = await bus.Receiver.ReceiveMessagesAsync(3, TestBus.NoWait);
        await bus.Receiver.CompleteMessageAsync(received[1]);

        bus.Restart();

        Assert.Equal(["a", "c", "d"], (await bus.Receiver.ReceiveMessagesAsync(10, TestBus.NoWait)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_lock_from_before_the_restart_settles_nothing()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var message = await bus.ReceiveAsync();

        bus.Restart();

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, await TestBus.ReasonOf(() => bus.Receiver.CompleteMessageAsync(message)));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_after_the_power_is_lost()
    {
        await using var bus = TestBus.WithSessions(new QueueOptions { DuplicateDetectionWindow = TimeSpan.FromMinutes(10) });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => bus.SendAsync($"{i}", $"s{i % 10}", $"m{i}")));
        await using (var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s3"))
        {
            foreach (var message in await session.ReceiveMessagesAsync(100, TestBus.NoWait)) await session.CompleteMessageAsync(message);
            await session.SetSessionStateAsync(BinaryData.FromString("done"));
        }

        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later") { SessionId = "s0" }, bus.Time.GetUtcNow() + TimeSpan.FromHours(1));

        bus.LosePower();

        Assert.Equal(new QueueCounts(180, 1, 0, 0), bus.Counts);
        await bus.SendAsync("again", "s3", "m3");
        Assert.Equal(180, bus.Counts.Active);
        await using var empty = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s3");
        Assert.Equal("done", (await empty.GetSessionStateAsync())!.ToString());
        await using var full = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s4");
        var numbers = (await full.ReceiveMessagesAsync(100, TestBus.NoWait)).Select(message => message.SequenceNumber).ToList();
        Assert.Equal(20, numbers.Count);
        Assert.Equal(numbers.Order(), numbers);
    }

    [Fact]
    public async Task A_message_that_brings_the_process_down_each_time_reaches_the_maximum()
    {
        await using var bus = new TestBus(new QueueOptions { MaxDeliveryCount = 3 });
        await bus.SendAllAsync("poison", "b");
        var crashes = 0;

        while ((await bus.ReceiveAsync()).Body.ToString() == "poison")
        {
            Assert.True(++crashes <= 4, "The first delivery of a message is not written down, so one crash more than the maximum is allowed.");
            bus.Restart();
        }

        await TestBus.Until(() => bus.Counts.DeadLettered == 1);
        Assert.Equal("MaxDeliveryCountExceeded", (await bus.DeadLetterAsync()).DeadLetterReason);
    }

    [Fact]
    public async Task The_count_of_failed_deliveries_survives_a_restart()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        for (var i = 0; i < 4; i++) await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync());

        bus.Restart();

        Assert.Equal(5, (await bus.ReceiveAsync()).DeliveryCount);
    }

    [Fact]
    public async Task Numbers_are_never_given_twice()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");
        foreach (var message in await bus.Receiver.ReceiveMessagesAsync(2, TestBus.NoWait)) await bus.Receiver.CompleteMessageAsync(message);

        bus.Restart();
        await bus.SendAsync("c");

        Assert.Equal(3, (await bus.ReceiveAsync()).SequenceNumber);
    }

    [Fact]
    public async Task A_queue_is_declared_one_way_only()
    {
        await using var bus = TestBus.WithSessions();

        bus.Broker.DeclareQueue(TestBus.Queue.ToUpperInvariant(), new QueueOptions { RequiresSession = true });
        Assert.Throws<InvalidOperationException>(() => bus.Broker.DeclareQueue(TestBus.Queue));
        Assert.Throws<ArgumentOutOfRangeException>(() => bus.Broker.DeclareQueue("other", new QueueOptions { LockDuration = TimeSpan.FromMinutes(6) }));
    }
}
