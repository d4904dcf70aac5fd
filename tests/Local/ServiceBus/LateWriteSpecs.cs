using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;
using SQLitePCL;

namespace OmniFunctions.Tests.Local.ServiceBus;

/// <summary>A lock runs out while what it covered is still on its way to the disk, or the disk refuses it. Each was first found by the simulation.</summary>
[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-transfers-locks-settlement")]
public sealed class LateWriteSpecs : IDisposable
{
    private static readonly TimeSpan LockDuration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("omni-late-");
    private readonly ManualTime time = new();
    private int? failure;

    [Fact]
    public async Task A_spent_message_that_a_broken_store_cannot_move_holds_nobody_up()
    {
        using var store = Open(byHand: false, new QueueOptions { MaxDeliveryCount = 1, LockDuration = LockDuration });
        var client = ClientOf(store);
        await client.CreateSender(TestBus.Queue).SendMessageAsync(new ServiceBusMessage("a"));
        Assert.NotNull(await client.CreateReceiver(TestBus.Queue).ReceiveMessageAsync(TestBus.NoWait));
        failure = raw.SQLITE_IOERR;
        time.Advance(LockDuration);

        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await Task.Run(() => client.CreateReceiver(TestBus.Queue).ReceiveMessageAsync(TestBus.NoWait)).WaitAsync(Patience));
            await Task.Delay(5);
        }
    }

    [Fact]
    public async Task A_delivery_that_was_written_down_so_late_that_its_message_is_a_dead_letter_by_then_is_not_made()
    {
        using var store = Open(byHand: true, new QueueOptions { MaxDeliveryCount = 2, LockDuration = LockDuration, MaxResidentBytes = 0 });
        var receiver = ClientOf(store).CreateReceiver(TestBus.Queue);
        await Flushed(store, ClientOf(store).CreateSender(TestBus.Queue).SendMessageAsync(new ServiceBusMessage("a")));
        await Flushed(store, receiver.AbandonMessageAsync((await receiver.ReceiveMessageAsync(TestBus.NoWait))!));

        var receiving = receiver.ReceiveMessageAsync(TestBus.NoWait);
        time.Advance(LockDuration);
        await TestBus.Until(() => store.WaitingUnits == 2, "the delivery and the move to the dead letters wait for one commit");
        Flush(store);

        Assert.Null(await receiving.WaitAsync(Patience));
        Assert.Equal(1, ServiceBusBroker.On(store).Count(TestBus.Queue).DeadLettered);
    }

    [Fact]
    public async Task A_session_goes_to_nobody_else_before_the_last_settlement_of_its_holder_is_through()
    {
        using var store = Open(byHand: true, new QueueOptions { RequiresSession = true, LockDuration = LockDuration });
        var client = ClientOf(store);
        await Flushed(store, client.CreateSender(TestBus.Queue).SendMessagesAsync([new("a") { SessionId = "s" }, new("b") { SessionId = "s" }]));
        var holder = await client.AcceptSessionAsync(TestBus.Queue, "s");
        var abandoning = holder.AbandonMessageAsync((await holder.ReceiveMessageAsync(TestBus.NoWait))!);
        time.Advance(LockDuration);

        Assert.Equal(ServiceBusFailureReason.SessionCannotBeLocked, await TestBus.ReasonOf(() => client.AcceptSessionAsync(TestBus.Queue, "s")));
        var accepting = client.AcceptNextSessionAsync(TestBus.Queue);
        await Flushed(store, abandoning);

        var next = await accepting.WaitAsync(Patience);
        Assert.Equal("a", (await Flushed(store, next.ReceiveMessageAsync(TestBus.NoWait)))!.Body.ToString());
    }

    [Fact]
    public async Task A_message_whose_return_a_full_disk_refused_still_comes_before_the_later_ones()
    {
        using var store = Open(byHand: false, new QueueOptions { RequiresSession = true });
        var client = ClientOf(store);
        await client.CreateSender(TestBus.Queue).SendMessagesAsync([new("a") { SessionId = "s" }, new("b") { SessionId = "s" }]);
        var handled = new ConcurrentQueue<string>();
        await using var processor = client.CreateSessionProcessor(TestBus.Queue);
        processor.ProcessMessageAsync += args =>
        {
            handled.Enqueue(args.Message.Body.ToString());
            if (handled.Count > 1) return Task.CompletedTask;
            failure = raw.SQLITE_FULL;
            throw new InvalidOperationException("The first one fails.");
        };
        processor.ProcessErrorAsync += args =>
        {
            if (args.ErrorSource == ServiceBusErrorSource.Abandon) failure = null;
            return Task.CompletedTask;
        };

        await processor.StartProcessingAsync();

        await TestBus.Until(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(100));
                return handled.Count >= 3;
            },
            "all have been handled");
        Assert.Equal(["a", "a", "b"], handled);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private EmbeddedStore Open(bool byHand, QueueOptions options)
    {
        var store = EmbeddedStore.Open(new StoreOptions(folder.FullName)
        {
            Name = folder.Name,
            Time = time,
            CommitsByHand = byHand,
            BeforeCommit = () =>
            {
                if (failure is { } code) throw new StoreException("The flush failed.") { ResultCode = code };
            },
        });
        ServiceBusBroker.On(store).DeclareQueue(TestBus.Queue, options);
        return store;
    }

    private ServiceBusClient ClientOf(EmbeddedStore store) => new($"Endpoint=sb://{store.Options.Name}/;SharedAccessKeyName=all;SharedAccessKey=c2VjcmV0");

    private static void Flush(EmbeddedStore store) => EmbeddedStore.Acknowledge(store.FlushNext(64));

    private static async Task Flushed(EmbeddedStore store, Task writing)
    {
        await TestBus.Until(() => writing.IsCompleted || store.WaitingUnits > 0);
        Flush(store);
        await writing.WaitAsync(Patience);
    }

    private static async Task<T> Flushed<T>(EmbeddedStore store, Task<T> writing)
    {
        await Flushed(store, (Task)writing);
        return await writing;
    }
}
