using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebussessionprocessor")]
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-sessions")]
public class SessionProcessorSpecs
{
    private readonly ConcurrentDictionary<string, List<string>> handled = new();
    private readonly ConcurrentQueue<Exception> errors = new();

    [Fact]
    public async Task Many_sessions_at_once_keep_the_order_within_each()
    {
        const int sessions = 100;
        const int perSession = 20;
        await using var bus = TestBus.WithSessions();
        var busy = new ConcurrentDictionary<string, bool>();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 16, SessionIdleTimeout = TimeSpan.FromSeconds(1) }, async args =>
        {
            Assert.True(busy.TryAdd(args.SessionId, true), "Two messages of one session were at work at once.");
            await Task.Yield();
            busy.TryRemove(args.SessionId, out _);
        });

        await Task.WhenAll(Enumerable.Range(0, sessions).Select(async s =>
        {
            for (var i = 0; i < perSession; i++) await bus.SendAsync($"{i}", $"s{s}");
        }));

        await TestBus.Until(() =>
        {
            bus.Time.Advance(TimeSpan.FromMilliseconds(500));
            return bus.Counts.Active == 0;
        });
        Assert.Empty(errors);
        Assert.Equal(sessions, handled.Count);
        Assert.All(handled.Values, bodies => Assert.Equal(Enumerable.Range(0, perSession).Select(i => $"{i}"), bodies));
    }

    /// <summary>Stricter than the original, which lets a drained session rest on its slot for the idle time whoever waits.</summary>
    [Fact]
    public async Task A_drained_session_makes_way_at_once_for_one_that_has_messages()
    {
        await using var bus = TestBus.WithSessions();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1, SessionIdleTimeout = TimeSpan.FromHours(1) }, _ => Task.CompletedTask);
        await bus.SendAsync("a", "first");
        await TestBus.Until(() => handled.ContainsKey("first") && bus.Counts.Active == 0);

        await bus.SendAsync("b", "second");
        await bus.SendAsync("c", "third");

        await TestBus.Until(() => handled.ContainsKey("second") && handled.ContainsKey("third"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_drained_session_is_let_go_after_the_idle_time()
    {
        await using var bus = TestBus.WithSessions();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1, SessionIdleTimeout = TimeSpan.FromSeconds(5) }, _ => Task.CompletedTask);
        await bus.SendAsync("a", "s");
        await TestBus.Until(() => handled.ContainsKey("s") && bus.Counts.Active == 0);
        bus.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, await TestBus.ReasonOf(() => bus.Client.AcceptSessionAsync(TestBus.Queue, "s")));

        ServiceBusSessionReceiver? receiver = null;
        await TestBus.Until(() =>
        {
            if (receiver is not null) return true;
            bus.Time.Advance(TimeSpan.FromSeconds(1));
            try
            {
                receiver = bus.Client.AcceptSessionAsync(TestBus.Queue, "s").GetAwaiter().GetResult();
                return true;
            }
            catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.SessionCannotBeLocked)
            {
                return false;
            }
        });
        await receiver!.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_kept_through_an_idle_time_longer_than_its_lock()
    {
        await using var bus = TestBus.WithSessions();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1, SessionIdleTimeout = TimeSpan.FromMinutes(3) }, _ => Task.CompletedTask);
        await bus.SendAsync("a", "s");
        await TestBus.Until(() => handled.ContainsKey("s") && bus.Counts.Active == 0);

        for (var i = 0; i < 17; i++) bus.Time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, await TestBus.ReasonOf(() => bus.Client.AcceptSessionAsync(TestBus.Queue, "s")));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_handler_may_release_its_session_at_once()
    {
        await using var bus = TestBus.WithSessions();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1 }, args =>
        {
            args.ReleaseSession();
            return Task.CompletedTask;
        });

        await bus.SendAsync("a", "first");
        await bus.SendAsync("b", "second");

        await TestBus.Until(() => handled.ContainsKey("first") && handled.ContainsKey("second"));
    }

    [Fact]
    public async Task A_session_at_work_is_renewed_and_its_order_kept_when_a_handler_fails()
    {
        await using var bus = TestBus.WithSessions(new QueueOptions { MaxDeliveryCount = 2 });
        var end = new TaskCompletionSource();
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1 }, async args =>
        {
            if (args.Message.Body.ToString() == "poison") throw new InvalidDataException("no");
            await end.Task;
        });
        foreach (var body in new[] { "slow", "poison", "last" }) await bus.SendAsync(body, "s");
        await TestBus.Until(() => handled.ContainsKey("s"));

        for (var i = 0; i < 20; i++) bus.Time.Advance(TimeSpan.FromSeconds(10));
        end.SetResult();

        await TestBus.Until(() => bus.Counts is { Active: 0, DeadLettered: 1 });
        Assert.Equal(["slow", "poison", "poison", "last"], handled["s"]);
        Assert.All(errors, error => Assert.IsType<InvalidDataException>(error));
    }

    [Fact]
    public async Task Opening_and_closing_a_session_is_told_and_its_state_kept()
    {
        await using var bus = TestBus.WithSessions();
        var told = new ConcurrentQueue<string>();
        var processor = bus.Client.CreateSessionProcessor(TestBus.Queue, new() { MaxConcurrentSessions = 1 });
        processor.SessionInitializingAsync += args => Tell($"open {args.SessionId}");
        processor.SessionClosingAsync += args => Tell($"close {args.SessionId}");
        processor.ProcessErrorAsync += args => Tell($"error {args.Exception.Message}");
        processor.ProcessMessageAsync += async args =>
        {
            await args.SetSessionStateAsync(args.Message.Body);
            await Tell("message");
        };
        await processor.StartProcessingAsync();
        await bus.SendAsync("step 1", "s");
        await TestBus.Until(() => told.Count == 2 && bus.Counts.Active == 0);

        await processor.CloseAsync();

        Assert.Equal(["open s", "message", "close s"], told);
        await using var session = await bus.Client.AcceptSessionAsync(TestBus.Queue, "s");
        Assert.Equal("step 1", (await session.GetSessionStateAsync())!.ToString());

        Task Tell(string what)
        {
            told.Enqueue(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Several_calls_within_a_session_run_at_once_where_asked_for()
    {
        await using var bus = TestBus.WithSessions();
        var running = 0;
        var most = 0;
        using var gate = new SemaphoreSlim(0);
        await using var processor = await StartAsync(bus, new() { MaxConcurrentSessions = 1, MaxConcurrentCallsPerSession = 2 }, async _ =>
        {
            ProcessorSpecs.InterlockedMax(ref most, Interlocked.Increment(ref running));
            await gate.WaitAsync();
            Interlocked.Decrement(ref running);
        });
        for (var i = 0; i < 4; i++) await bus.SendAsync($"{i}", "s");

        await TestBus.Until(() => Volatile.Read(ref running) == 2);
        gate.Release(4);

        await TestBus.Until(() => bus.Counts.Active == 0);
        Assert.Equal(2, most);
    }

    private async Task<ServiceBusSessionProcessor> StartAsync(
        TestBus bus, ServiceBusSessionProcessorOptions options, Func<ProcessSessionMessageEventArgs, Task> handler)
    {
        var processor = bus.Client.CreateSessionProcessor(TestBus.Queue, options);
        processor.ProcessMessageAsync += args =>
        {
            var bodies = handled.GetOrAdd(args.SessionId, _ => []);
            lock (bodies) bodies.Add(args.Message.Body.ToString());
            return handler(args);
        };
        processor.ProcessErrorAsync += args =>
        {
            errors.Enqueue(args.Exception);
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();
        return processor;
    }
}
