using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-prefetch")]
public class PrefetchSpecs
{
    [Fact]
    public async Task Messages_are_locked_ahead_of_the_calls_that_ask_for_them()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("1", "2", "3", "4");
        var eager = Eager(bus, 2);

        Assert.Equal("1", (await TestBus.Expect(eager.ReceiveMessageAsync(TestBus.NoWait))).Body.ToString());

        Assert.Equal("4", (await bus.ReceiveAsync()).Body.ToString());
        Assert.Equal(["2", "3"], (await eager.ReceiveMessagesAsync(10, TestBus.NoWait)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task Without_prefetch_nothing_is_locked_ahead()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("1", "2");

        await bus.ReceiveAsync();

        Assert.Equal("2", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_lock_that_ends_in_the_buffer_settles_nothing_and_the_message_comes_to_another()
    {
        await using var bus = new TestBus(new QueueOptions { LockDuration = TimeSpan.FromSeconds(30) });
        await bus.SendAllAsync("1", "2");
        var eager = Eager(bus, 5);
        await eager.CompleteMessageAsync(await TestBus.Expect(eager.ReceiveMessageAsync(TestBus.NoWait)));
        bus.Time.Advance(TimeSpan.FromSeconds(31));

        var stale = await TestBus.Expect(eager.ReceiveMessageAsync(TestBus.NoWait));

        Assert.Equal("2", stale.Body.ToString());
        Assert.True(stale.LockedUntil < bus.Time.GetUtcNow());
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, await TestBus.ReasonOf(() => eager.CompleteMessageAsync(stale)));
    }

    [Fact]
    public async Task Receive_and_delete_loses_what_was_fetched_ahead_with_the_receiver()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("1", "2");
        var eager = bus.Client.CreateReceiver(
            TestBus.Queue, new ServiceBusReceiverOptions { PrefetchCount = 5, ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        await TestBus.Expect(eager.ReceiveMessageAsync(TestBus.NoWait));
        await eager.CloseAsync();

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
    }

    [Fact]
    public async Task A_session_that_is_closed_gives_back_what_was_fetched_ahead()
    {
        await using var bus = TestBus.WithSessions();
        foreach (var body in new[] { "1", "2", "3" }) await bus.SendAsync(body, session: "a");
        var options = new ServiceBusSessionReceiverOptions { PrefetchCount = 5 };
        await using (var first = await bus.Client.AcceptSessionAsync(TestBus.Queue, "a", options))
            await first.CompleteMessageAsync(await TestBus.Expect(first.ReceiveMessageAsync(TestBus.NoWait)));

        await using var second = await bus.Client.AcceptSessionAsync(TestBus.Queue, "a", options);

        var rest = await second.ReceiveMessagesAsync(10, TestBus.NoWait);
        Assert.Equal(["2 1", "3 1"], rest.Select(message => $"{message.Body} {message.DeliveryCount}"));
    }

    private static ServiceBusReceiver Eager(TestBus bus, int prefetch) =>
        bus.Client.CreateReceiver(TestBus.Queue, new ServiceBusReceiverOptions { PrefetchCount = prefetch });
}
