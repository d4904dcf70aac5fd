using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/dotnet/api/azure.messaging.servicebus.servicebusprocessor")]
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement")]
public class ProcessorSpecs
{
    private readonly ConcurrentQueue<string> handled = new();
    private readonly ConcurrentQueue<(ServiceBusErrorSource Source, Exception Exception)> errors = new();

    [Fact]
    public async Task A_message_whose_handler_returns_is_completed()
    {
        await using var bus = new TestBus();
        await using var processor = await StartAsync(bus, new(), _ => Task.CompletedTask);

        await bus.SendAllAsync("a", "b");

        await TestBus.Until(() => handled.Count == 2 && bus.Counts.Active == 0);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_message_whose_handler_fails_is_abandoned_and_dead_lettered_in_the_end()
    {
        await using var bus = new TestBus(new QueueOptions { MaxDeliveryCount = 3 });
        await using var processor = await StartAsync(bus, new(), args => args.Message.Body.ToString() == "poison" ? throw new InvalidDataException("no") : Task.CompletedTask);

        await bus.SendAllAsync("poison", "b");

        await TestBus.Until(() => bus.Counts is { Active: 0, DeadLettered: 1 });
        Assert.Equal(["poison", "poison", "poison", "b"], handled);
        Assert.All(errors, error => Assert.Equal((ServiceBusErrorSource.ProcessMessageCallback, typeof(InvalidDataException)), (error.Source, error.Exception.GetType())));
    }

    [Fact]
    public async Task A_handler_may_settle_itself()
    {
        await using var bus = new TestBus();
        await using var processor = await StartAsync(bus, new(), args => args.DeadLetterMessageAsync(args.Message, "Unreadable"));

        await bus.SendAsync("a");

        await TestBus.Until(() => bus.Counts is { Active: 0, DeadLettered: 1 });
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Without_automatic_completion_an_unsettled_message_stays_locked()
    {
        await using var bus = new TestBus();
        await using var processor = await StartAsync(bus, new() { AutoCompleteMessages = false }, _ => Task.CompletedTask);

        await bus.SendAsync("a");

        await TestBus.Until(() => handled.Count == 1);
        await processor.StopProcessingAsync();
        Assert.Equal(1, bus.Counts.Active);
        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
    }

    [Fact]
    public async Task No_more_handlers_run_at_once_than_asked_for()
    {
        await using var bus = new TestBus();
        using var gate = new SemaphoreSlim(0);
        var running = 0;
        var most = 0;
        await using var processor = await StartAsync(bus, new() { MaxConcurrentCalls = 3 }, async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await gate.WaitAsync();
            Interlocked.Decrement(ref running);
        });
        await bus.SendAllAsync([.. Enumerable.Range(0, 9).Select(i => $"{i}")]);

        await TestBus.Until(() => Volatile.Read(ref running) == 3);
        gate.Release(9);

        await TestBus.Until(() => bus.Counts.Active == 0);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task The_lock_of_a_message_at_work_is_renewed_up_to_the_limit()
    {
        await using var bus = new TestBus();
        var end = new TaskCompletionSource();
        await using var processor = await StartAsync(bus, new() { MaxAutoLockRenewalDuration = TimeSpan.FromMinutes(5) }, _ => end.Task);
        await bus.SendAsync("a");
        await TestBus.Until(() => handled.Count == 1);

        for (var i = 0; i < 28; i++) bus.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        end.SetResult();

        await TestBus.Until(() => bus.Counts.Active == 0);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_handler_beyond_the_limit_loses_its_lock_and_completes_nothing()
    {
        await using var bus = new TestBus();
        var end = new TaskCompletionSource();
        await using var processor = await StartAsync(bus, new() { MaxAutoLockRenewalDuration = TimeSpan.Zero }, _ => end.Task);
        await bus.SendAsync("a");
        await TestBus.Until(() => handled.Count == 1);

        bus.Time.Advance(TimeSpan.FromSeconds(60));
        await bus.ReceiveAsync();
        end.SetResult();

        await TestBus.Until(() => errors.Count == 1);
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, Assert.IsType<ServiceBusException>(errors.Single().Exception).Reason);
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task Stopping_waits_for_the_handlers_at_work()
    {
        await using var bus = new TestBus();
        var end = new TaskCompletionSource();
        var processor = await StartAsync(bus, new(), _ => end.Task);
        await bus.SendAllAsync("a", "b");
        await TestBus.Until(() => handled.Count == 1);

        var stopping = processor.StopProcessingAsync();
        Assert.False(stopping.IsCompleted);
        end.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.False(processor.IsProcessing);
        Assert.Equal(["a"], handled);
        Assert.Equal(1, bus.Counts.Active);
    }

    [Fact]
    public async Task A_processor_needs_its_handlers_and_takes_one_of_each()
    {
        await using var bus = new TestBus();
        await using var processor = bus.Client.CreateProcessor(TestBus.Queue);

        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync());
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        Assert.Throws<NotSupportedException>(() => processor.ProcessMessageAsync += _ => Task.CompletedTask);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_received_from_is_reported_and_tried_again()
    {
        await using var bus = new TestBus();
        await using var processor = bus.Client.CreateProcessor("late");
        processor.ProcessMessageAsync += Record;
        processor.ProcessErrorAsync += Record;
        await processor.StartProcessingAsync();
        await TestBus.Until(() => errors.Count == 1);

        bus.Broker.DeclareQueue("late");
        await bus.Client.CreateSender("late").SendMessageAsync(new ServiceBusMessage("a"));

        await TestBus.Until(() =>
        {
            bus.Time.Advance(TimeSpan.FromSeconds(1));
            return handled.Count == 1;
        });
        Assert.Equal(ServiceBusErrorSource.Receive, errors.First().Source);
    }

    private async Task<ServiceBusProcessor> StartAsync(TestBus bus, ServiceBusProcessorOptions options, Func<ProcessMessageEventArgs, Task> handler)
    {
        var processor = bus.Client.CreateProcessor(TestBus.Queue, options);
        processor.ProcessMessageAsync += args =>
        {
            Record(args);
            return handler(args);
        };
        processor.ProcessErrorAsync += Record;
        await processor.StartProcessingAsync();
        return processor;
    }

    private Task Record(ProcessMessageEventArgs args)
    {
        handled.Enqueue(args.Message.Body.ToString());
        return Task.CompletedTask;
    }

    private Task Record(ProcessErrorEventArgs args)
    {
        errors.Enqueue((args.ErrorSource, args.Exception));
        return Task.CompletedTask;
    }

    internal static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); seen < value;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
