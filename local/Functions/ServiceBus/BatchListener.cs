using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs a function for many messages at a time. A batch is completed whole or abandoned whole; its locks are not renewed.</summary>
internal sealed class BatchListener(QueueTrigger trigger, ServiceBusSettings settings, HostParts parts) : IListener
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly ServiceBusClient client = new(trigger.Connection, settings.ClientOptions);
    private readonly CancellationTokenSource stopping = new();
    private readonly ProcessorErrors errors = new(trigger, parts);
    private Task work = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellation)
    {
        work = trigger.HasSessions
            ? Task.WhenAll(Enumerable.Range(0, settings.MaxConcurrentSessions).Select(_ => RepeatAsync(ServeSessionAsync)))
            : RepeatAsync(ServeQueueAsync);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await work.WaitAsync(cancellation);
    }

    public void Dispose()
    {
        stopping.Dispose();
        client.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task RepeatAsync(Func<Task> serve)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await serve();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (e is not ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout }) errors.Report(e, "Receive");
                await Task.Delay(PauseAfterFailure, parts.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeQueueAsync()
    {
        await using var receiver = client.CreateReceiver(trigger.Queue, new ServiceBusReceiverOptions { PrefetchCount = settings.PrefetchCount });
        while (!stopping.IsCancellationRequested) await ServeBatchAsync(receiver, new ReceiverSettlement(receiver), maxWait: null);
    }

    private async Task ServeSessionAsync()
    {
        var options = new ServiceBusSessionReceiverOptions { PrefetchCount = settings.PrefetchCount };
        await using var receiver = await client.AcceptNextSessionAsync(trigger.Queue, options, stopping.Token);
        var settlement = new ReceiverSettlement(receiver);
        while (!stopping.IsCancellationRequested && !settlement.IsReleased)
            if (!await ServeBatchAsync(receiver, settlement, settings.SessionIdleTimeout)) return;
    }

    /// <returns>False where no message came.</returns>
    private async Task<bool> ServeBatchAsync(ServiceBusReceiver receiver, ReceiverSettlement settlement, TimeSpan? maxWait)
    {
        var messages = await ReceiveBatchAsync(receiver, maxWait);
        if (messages.Count == 0) return false;
        try
        {
            await parts.Runner.RunAsync(trigger.Function, new ServiceBusTriggerData(messages, settlement, isBatch: true), parts.Abort);
        }
        catch (Exception)
        {
            // Logged where it ran. Each message goes back by itself: some may be settled already.
            foreach (var message in messages) await SettleAsync(settlement.AbandonAsync(message, null, CancellationToken.None));
            return true;
        }

        if (trigger.AutoComplete)
            await Task.WhenAll(messages.Select(message => SettleAsync(settlement.CompleteAsync(message, CancellationToken.None))));
        return true;
    }

    /// <summary>At least one message, and up to the least number asked for as long as that is worth waiting.</summary>
    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveBatchAsync(ServiceBusReceiver receiver, TimeSpan? maxWait)
    {
        var first = await receiver.ReceiveMessagesAsync(settings.MaxMessageBatchSize, maxWait, stopping.Token);
        if (first.Count == 0 || first.Count >= settings.MinMessageBatchSize) return first;
        var gathered = new List<ServiceBusReceivedMessage>(first);
        var started = parts.Time.GetTimestamp();
        try
        {
            while (gathered.Count < settings.MinMessageBatchSize && settings.MaxBatchWaitTime - parts.Time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
                gathered.AddRange(await receiver.ReceiveMessagesAsync(settings.MaxMessageBatchSize - gathered.Count, left, stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What the host holds when it stops is still run.
        }

        return gathered;
    }

    private async Task SettleAsync(Task settling)
    {
        try
        {
            await settling;
        }
        catch (ServiceBusException e) when (e.Reason is ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost)
        {
            // Settled by the function, or its lock ran out and it comes again: either way nothing is lost.
        }
        catch (Exception e)
        {
            errors.Report(e, "Settle");
        }
    }
}
