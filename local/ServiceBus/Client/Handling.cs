namespace Azure.Messaging.ServiceBus;

/// <summary>
/// One call of a handler and what follows from its outcome: complete after success if the processor settles for the handler,
/// abandon after an exception, nothing where the handler has settled itself.
/// </summary>
internal sealed class Handling(
    ServiceBusReceiver receiver, ServiceBusReceivedMessage message, bool completes, Func<Exception, ServiceBusErrorSource, Task> report)
{
    /// <summary>It failed and could not be put back: its message stays locked, and whoever holds the lock would go on to later ones.</summary>
    public bool LeftItLocked { get; private set; }

    private bool Settles => receiver.ReceiveMode == ServiceBusReceiveMode.PeekLock && !message.IsSettled;

    public async Task RunAsync(Func<Task> handler)
    {
        var source = ServiceBusErrorSource.ProcessMessageCallback;
        try
        {
            await handler().ConfigureAwait(false);
            source = ServiceBusErrorSource.Complete;
            if (completes && Settles) await receiver.CompleteMessageAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await report(e, source).ConfigureAwait(false);

            // A lost lock means that the message is someone else's already.
            if (Settles && e is not ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost })
                await AbandonAsync().ConfigureAwait(false);
        }
    }

    private async Task AbandonAsync()
    {
        try
        {
            await receiver.AbandonMessageAsync(message, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LeftItLocked = true;
            await report(e, ServiceBusErrorSource.Abandon).ConfigureAwait(false);
        }
    }
}
