using Azure.Messaging.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-sessions")]
public class SessionSpecs
{
    [Fact]
    public async Task A_session_is_received_in_the_order_it_was_sent()
    {
        await using var bus = TestBus.WithSessions();
        for (var i = 0; i < 50; i++) await bus.SendAsync($"{i}", i % 2 == 0 ? "even" : "odd");
        await using var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "odd");

        var received = await session.ReceiveMessagesAsync(100, TestBus.NoWait);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{(2 * i) + 1}"), received.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_session_has_one_receiver_at_a_time()
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        var first = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);

        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, await TestBus.ReasonOf(() => bus.Client.AcceptSessionAsync(TestBus.Queue, "s")));
        await first.CloseAsync();
        await using var second = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s");
        Assert.Equal("a", (await TestBus.Expect(second.ReceiveMessageAsync(TestBus.NoWait))).Body.ToString());
    }

    [Fact]
    public async Task Accepting_the_next_session_waits_until_one_with_messages_is_free()
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        var first = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        var waiting = bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        await bus.SendAsync("b", "s");
        Assert.False(waiting.IsCompleted);

        await first.CloseAsync();

        Assert.Equal("s", (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).SessionId);
    }

    [Fact]
    public async Task Accepting_the_next_session_gives_up_after_the_try_timeout()
    {
        await using var bus = TestBus.WithSessions();
        var waiting = bus.Client.AcceptNextSessionAsync(TestBus.Queue);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(ServiceBusFailureReason.ServiceTimeout, await TestBus.ReasonOf(() => waiting));
    }

    [Fact]
    public async Task Sessions_are_accepted_in_the_order_they_became_ready()
    {
        await using var bus = TestBus.WithSessions();
        foreach (var id in new[] { "x", "y", "x", "z" }) await bus.SendAsync("a", id);
        var accepted = new List<string>();

        for (var i = 0; i < 3; i++) accepted.Add((await bus.Client.AcceptNextSessionAsync(TestBus.Queue)).SessionId);

        Assert.Equal(["x", "y", "z"], accepted);
    }

    [Fact]
    public async Task A_holder_whose_lock_ran_out_can_do_nothing_any_more()
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        var stale = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        var message = await TestBus.Expect(stale.ReceiveMessageAsync(TestBus.NoWait));

        bus.Time.Advance(TimeSpan.FromSeconds(60));
        await using var fresh = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);

        foreach (var act in new Func<Task>[]
        {
            () => stale.CompleteMessageAsync(message), () => stale.ReceiveMessageAsync(TestBus.NoWait), () => stale.RenewSessionLockAsync(),
            () => stale.SetSessionStateAsync(BinaryData.FromString("x")), () => stale.GetSessionStateAsync(),
        })
            Assert.Equal(ServiceBusFailureReason.SessionLockLost, await TestBus.ReasonOf(act));

        await fresh.CompleteMessageAsync(await TestBus.Expect(fresh.ReceiveMessageAsync(TestBus.NoWait)));
    }

    [Fact]
    public async Task A_receiver_waiting_on_a_session_learns_that_its_lock_ran_out()
    {
        await using var bus = TestBus.WithSessions();
        var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s");
        var waiting = session.ReceiveMessageAsync(TimeSpan.FromMinutes(10));

        bus.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(ServiceBusFailureReason.SessionLockLost, await TestBus.ReasonOf(() => waiting));
    }

    [Fact]
    public async Task A_renewed_session_stays_with_its_holder()
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        await using var session = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);

        bus.Time.Advance(TimeSpan.FromSeconds(50));
        await session.RenewSessionLockAsync();
        bus.Time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(bus.Time.GetUtcNow() + TimeSpan.FromSeconds(10), session.SessionLockedUntil);
        await session.CompleteMessageAsync(await TestBus.Expect(session.ReceiveMessageAsync(TestBus.NoWait)));
    }

    // "Impact of delivery count": a lock that runs out counts, a session that is closed does not.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task An_unsettled_message_counts_as_failed_unless_the_session_was_closed(bool closed, int expectedDeliveryCount)
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        await bus.SendAsync("b", "s");
        var session = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        await session.ReceiveMessagesAsync(2, TestBus.NoWait);

        if (closed) await session.CloseAsync();
        else bus.Time.Advance(TimeSpan.FromSeconds(60));

        await using var next = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
        var again = await next.ReceiveMessagesAsync(2, TestBus.NoWait);
        Assert.Equal(["a", "b"], again.Select(message => message.Body.ToString()));
        Assert.All(again, message => Assert.Equal(expectedDeliveryCount, message.DeliveryCount));
    }

    [Fact]
    public async Task The_state_of_a_session_outlives_its_holder_and_the_process()
    {
        await using var bus = TestBus.WithSessions();
        await using (var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s"))
        {
            Assert.Null(await session.GetSessionStateAsync());
            await session.SetSessionStateAsync(BinaryData.FromString("step 2"));
        }

        bus.Restart();
        await using var again = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s");
        Assert.Equal("step 2", (await again.GetSessionStateAsync())!.ToString());
        await again.SetSessionStateAsync(null);
        Assert.Null(await again.GetSessionStateAsync());
    }

    [Fact]
    public async Task A_session_peeks_at_its_own_messages_only()
    {
        await using var bus = TestBus.WithSessions();
        await bus.SendAsync("a", "s");
        await bus.SendAsync("b", "t");
        await using var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "t");

        Assert.Equal(["b"], (await session.PeekMessagesAsync(10)).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_queue_is_received_in_its_own_way_with_sessions_or_without()
    {
        await using var with = TestBus.WithSessions();
        await using var without = new TestBus();

        await Assert.ThrowsAsync<InvalidOperationException>(() => with.SendAsync("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => with.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        await Assert.ThrowsAsync<InvalidOperationException>(() => without.Client.AcceptNextSessionAsync(TestBus.Queue));
        await Assert.ThrowsAsync<InvalidOperationException>(() => without.Client.AcceptSessionAsync(TestBus.Queue, "s"));
    }

    [Fact]
    public async Task A_session_without_messages_and_holder_occupies_no_memory()
    {
        await using var bus = TestBus.WithSessions();
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 500).Select(i => new ServiceBusMessage("a") { SessionId = $"s{i}" }));
        var queue = bus.Broker.Find(TestBus.Queue);
        Assert.Equal(500, queue.OpenSessions);

        for (var i = 0; i < 500; i++)
        {
            await using var session = await bus.Client.AcceptNextSessionAsync(TestBus.Queue);
            await session.CompleteMessageAsync(await TestBus.Expect(session.ReceiveMessageAsync(TestBus.NoWait)));
        }

        Assert.Equal(0, queue.OpenSessions);
    }
}
