using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement")]
public class PeekLockSpecs
{
    [Fact]
    public async Task A_completed_message_is_gone()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var receiver = bus.Receiver;

        await receiver.CompleteMessageAsync(await bus.ReceiveAsync());

        Assert.Null(await receiver.ReceiveMessageAsync(TestBus.NoWait));
        Assert.Equal(0, bus.Counts.Active);
    }

    [Fact]
    public async Task A_locked_message_is_invisible_to_others()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        await bus.ReceiveAsync();

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
    }

    [Fact]
    public async Task A_message_left_locked_comes_back_when_the_lock_expires()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");
        var first = await bus.ReceiveAsync();
        Assert.Equal(bus.Time.GetUtcNow() + TimeSpan.FromSeconds(60), first.LockedUntil);

        bus.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("b", (await bus.ReceiveAsync()).Body.ToString());
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        var again = await bus.ReceiveAsync();
        Assert.Equal(("a", 2), (again.Body.ToString(), again.DeliveryCount));
    }

    [Fact]
    public async Task Settling_with_a_lost_lock_is_refused_in_every_form()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var receiver = bus.Receiver;
        var stale = await bus.ReceiveAsync();
        bus.Time.Advance(TimeSpan.FromSeconds(60));
        var fresh = await bus.ReceiveAsync();

        foreach (var settle in new Func<Task>[]
        {
            () => receiver.CompleteMessageAsync(stale), () => receiver.AbandonMessageAsync(stale), () => receiver.DeferMessageAsync(stale),
            () => receiver.DeadLetterMessageAsync(stale), () => receiver.RenewMessageLockAsync(stale),
        })
            Assert.Equal(ServiceBusFailureReason.MessageLockLost, await TestBus.ReasonOf(settle));

        await receiver.CompleteMessageAsync(fresh);
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var message = await bus.ReceiveAsync();
        await bus.Receiver.CompleteMessageAsync(message);

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, await TestBus.ReasonOf(() => bus.Receiver.CompleteMessageAsync(message)));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_from_the_renewal_on()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var message = await bus.ReceiveAsync();

        bus.Time.Advance(TimeSpan.FromSeconds(50));
        await bus.Receiver.RenewMessageLockAsync(message);
        bus.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(bus.Time.GetUtcNow() + TimeSpan.FromSeconds(10), message.LockedUntil);
        await bus.Receiver.CompleteMessageAsync(message);
    }

    [Fact]
    public async Task A_renewed_lock_keeps_no_other_from_expiring()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("renewed", "left");
        var received = await bus.Receiver.ReceiveMessagesAsync(2, TestBus.NoWait);
        bus.Time.Advance(TimeSpan.FromSeconds(30));
        await bus.Receiver.RenewMessageLockAsync(received[0]);

        bus.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("left", (await bus.ReceiveAsync()).Body.ToString());
        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_first_with_what_was_noted_on_it()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");

        await bus.Receiver.AbandonMessageAsync(await bus.ReceiveAsync(), new Dictionary<string, object> { ["tried"] = 1 });

        var again = await bus.ReceiveAsync();
        Assert.Equal(("a", 2), (again.Body.ToString(), again.DeliveryCount));
        Assert.Equal(1, again.ApplicationProperties["tried"]);
    }

    [Fact]
    public async Task A_receiver_that_waits_gets_what_is_sent()
    {
        await using var bus = new TestBus();
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);

        await bus.SendAsync("a");

        Assert.Equal("a", (await TestBus.Expect(waiting)).Body.ToString());
    }

    [Fact]
    public async Task A_receiver_that_waited_in_vain_gets_nothing_and_takes_nothing_later()
    {
        await using var bus = new TestBus();
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30));

        bus.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Null(await waiting);
        await bus.SendAsync("a");
        Assert.Equal("a", (await bus.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task A_cancelled_receiver_takes_nothing()
    {
        await using var bus = new TestBus();
        using var cancel = new CancellationTokenSource();
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(30), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await bus.SendAsync("a");
        await bus.ReceiveAsync();
    }

    [Fact]
    public async Task Receive_and_delete_leaves_nothing_behind()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");
        var receiver = bus.Client.CreateReceiver(TestBus.Queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });

        var message = await TestBus.Expect(receiver.ReceiveMessageAsync(TestBus.NoWait));

        bus.Restart();
        Assert.Equal("b", (await bus.ReceiveAsync()).Body.ToString());
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(message));
    }

    // "Message browsing": peeking locks nothing and sees every state.
    [Fact]
    public async Task Peeking_goes_through_all_messages_and_locks_none()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b", "c");
        await bus.ReceiveAsync();
        var receiver = bus.Receiver;

        Assert.Equal("a", (await receiver.PeekMessageAsync())!.Body.ToString());
        Assert.Equal(["b", "c"], (await receiver.PeekMessagesAsync(10)).Select(message => message.Body.ToString()));
        Assert.Empty(await receiver.PeekMessagesAsync(10));
        Assert.Equal("b", (await bus.ReceiveAsync()).Body.ToString());
    }

    // "Message deferral".
    [Fact]
    public async Task A_deferred_message_is_received_by_its_number_only()
    {
        await using var bus = new TestBus();
        await bus.SendAllAsync("a", "b");
        var message = await bus.ReceiveAsync();
        await bus.Receiver.DeferMessageAsync(message);
        Assert.Equal(1, bus.Counts.Deferred);
        Assert.Equal("b", (await bus.ReceiveAsync()).Body.ToString());
        bus.Restart();

        var deferred = await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        Assert.Equal(("a", ServiceBusMessageState.Deferred), (deferred.Body.ToString(), deferred.State));
        await bus.Receiver.CompleteMessageAsync(deferred);
        Assert.Equal(
            ServiceBusFailureReason.MessageNotFound,
            await TestBus.ReasonOf(() => bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber)));
    }

    [Fact]
    public async Task A_deferred_message_whose_lock_runs_out_stays_deferred()
    {
        await using var bus = new TestBus();
        await bus.SendAsync("a");
        var message = await bus.ReceiveAsync();
        await bus.Receiver.DeferMessageAsync(message);
        await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);

        bus.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        await bus.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber);
    }

    // "Message expiration (Time to Live)".
    [Fact]
    public async Task An_expired_message_is_dropped()
    {
        await using var bus = new TestBus(new QueueOptions { DefaultMessageTimeToLive = TimeSpan.FromMinutes(10) });
        await bus.SendAsync("a");

        bus.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        await TestBus.Until(() => bus.Counts is { Active: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task An_expired_message_goes_to_the_dead_letters_where_the_queue_says_so()
    {
        await using var bus = new TestBus(new QueueOptions { DeadLetteringOnMessageExpiration = true });
        await bus.Sender.SendMessageAsync(new ServiceBusMessage("a") { TimeToLive = TimeSpan.FromSeconds(5) });

        bus.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        await TestBus.Until(() => bus.Counts.DeadLettered == 1);
        Assert.Equal("TTLExpiredException", (await bus.DeadLetterAsync()).DeadLetterReason);
    }
}
