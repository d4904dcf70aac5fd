namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Accepts sessions, a number of them at once, and calls a handler for their messages in order. A session is held until no message
/// has come for the idle time, so a short idle time lets few workers serve many sessions.
/// </summary>
public class ServiceBusSessionProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient client;
    private readonly ProcessorLoop loop;
    private volatile bool closed;
    private Func<ProcessSessionMessageEventArgs, Task>? processMessage;
    private Func<ProcessErrorEventArgs, Task>? processError;
    private Func<ProcessSessionEventArgs, Task>? sessionInitializing;
    private Func<ProcessSessionEventArgs, Task>? sessionClosing;

    protected ServiceBusSessionProcessor()
    {
        (client, loop) = (null!, null!);
        EntityPath = Identifier = string.Empty;
    }

    protected internal ServiceBusSessionProcessor(ServiceBusClient client, string queueName, ServiceBusSessionProcessorOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentSessions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentCallsPerSession, 1);
        this.client = client;
        EntityPath = queueName;
        Identifier = options.Identifier ?? $"{queueName}-{Guid.NewGuid()}";
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        AutoCompleteMessages = options.AutoCompleteMessages;
        MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration;
        MaxConcurrentSessions = options.MaxConcurrentSessions;
        MaxConcurrentCallsPerSession = options.MaxConcurrentCallsPerSession;
        SessionIdleTimeout = options.SessionIdleTimeout;
        loop = new ProcessorLoop(ServeOneSessionAsync, ReportAsync, () => client.Time);
    }

    public event Func<ProcessSessionMessageEventArgs, Task> ProcessMessageAsync
    {
        add => processMessage = ProcessorLoop.OnlyOne(processMessage, value, nameof(ProcessMessageAsync));
        remove => processMessage = null;
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => processError = ProcessorLoop.OnlyOne(processError, value, nameof(ProcessErrorAsync));
        remove => processError = null;
    }

    public event Func<ProcessSessionEventArgs, Task> SessionInitializingAsync
    {
        add => sessionInitializing = ProcessorLoop.OnlyOne(sessionInitializing, value, nameof(SessionInitializingAsync));
        remove => sessionInitializing = null;
    }

    public event Func<ProcessSessionEventArgs, Task> SessionClosingAsync
    {
        add => sessionClosing = ProcessorLoop.OnlyOne(sessionClosing, value, nameof(SessionClosingAsync));
        remove => sessionClosing = null;
    }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual bool AutoCompleteMessages { get; }

    public virtual TimeSpan MaxAutoLockRenewalDuration { get; }

    public virtual int MaxConcurrentSessions { get; }

    public virtual int MaxConcurrentCallsPerSession { get; }

    public virtual TimeSpan? SessionIdleTimeout { get; }

    public virtual bool IsProcessing => loop.IsRunning;

    public virtual bool IsClosed => closed;

    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        ProcessorLoop.Require(processMessage, nameof(ProcessMessageAsync));
        ProcessorLoop.Require(processError, nameof(ProcessErrorAsync));
        loop.Start(MaxConcurrentSessions);
        return Task.CompletedTask;
    }

    /// <summary>Receives no more, waits until the handlers at work have returned, and lets go of the sessions.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => loop.StopAsync(cancellationToken);

    public virtual async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        closed = true;
        await StopProcessingAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task ServeOneSessionAsync(CancellationToken stopping)
    {
        ServiceBusSessionReceiver receiver;
        try
        {
            var options = new ServiceBusSessionReceiverOptions { ReceiveMode = ReceiveMode, PrefetchCount = PrefetchCount, Identifier = Identifier };
            receiver = await client.AcceptNextSessionAsync(EntityPath, options, stopping).ConfigureAwait(false);
            receiver.Session!.YieldsWhenIdle = MaxConcurrentCallsPerSession == 1;
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.ServiceTimeout)
        {
            // No session had messages; that is rest, not failure.
            return;
        }

        await using (receiver.ConfigureAwait(false))
        {
            var held = new HeldSession(this, receiver, stopping);
            await held.ServeAsync().ConfigureAwait(false);
        }
    }

    private Task ReportAsync(Exception exception, ServiceBusErrorSource source) =>
        processError!(new ProcessErrorEventArgs(exception, source, FullyQualifiedNamespace, EntityPath, Identifier, loop.Stopping));

    /// <summary>A session from its acceptance to its release.</summary>
    private sealed class HeldSession(ServiceBusSessionProcessor processor, ServiceBusSessionReceiver receiver, CancellationToken stopping)
    {
        private volatile bool released;

        public async Task ServeAsync()
        {
            // The lock is kept between messages too, and its limit counts from the last of them.
            using var renewal = new LockRenewal(
                processor.client.Time,
                processor.MaxAutoLockRenewalDuration,
                () => receiver.SessionLockedUntil,
                () => receiver.RenewSessionLockAsync(CancellationToken.None),
                e => processor.ReportAsync(e, ServiceBusErrorSource.RenewLock));
            try
            {
                await TellAsync(processor.sessionInitializing).ConfigureAwait(false);
                var calls = Enumerable.Range(0, processor.MaxConcurrentCallsPerSession).Select(_ => ServeMessagesAsync(renewal));
                await Task.WhenAll(calls).ConfigureAwait(false);
            }
            finally
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }

        private async Task ServeMessagesAsync(LockRenewal renewal)
        {
            var idle = processor.SessionIdleTimeout ?? processor.client.TryTimeout;
            while (!released && !stopping.IsCancellationRequested)
            {
                ServiceBusReceivedMessage? message;
                try
                {
                    message = await receiver.ReceiveMessageAsync(idle, stopping).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return;
                }
                catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.SessionLockLost)
                {
                    await processor.ReportAsync(e, ServiceBusErrorSource.Receive).ConfigureAwait(false);
                    return;
                }

                if (message is null) return;
                renewal.Extend();
                await HandleAsync(message).ConfigureAwait(false);
            }
        }

        private async Task HandleAsync(ServiceBusReceivedMessage message)
        {
            var args = new ProcessSessionMessageEventArgs(message, receiver, processor.Identifier, stopping);
            var handling = new Handling(receiver, message, processor.AutoCompleteMessages, processor.ReportAsync);
            await handling.RunAsync(() => processor.processMessage!(args)).ConfigureAwait(false);

            if (args.Released) released = true;
            if (!handling.LeftItLocked) return;

            // To go on would be to hand out later messages before this one. Letting go of the session puts it back to its place, after
            // a pause: a store that refuses everything must not make a loop of deliveries.
            released = true;
            await Task.Delay(ProcessorLoop.PauseAfterFailure, processor.client.Time, stopping).ConfigureAwait(false);
        }

        private async Task TellAsync(Func<ProcessSessionEventArgs, Task>? handler)
        {
            if (handler is null) return;
            var args = new ProcessSessionEventArgs(receiver, processor.Identifier, stopping);
            await handler(args).ConfigureAwait(false);
            if (args.Released) released = true;
        }

        private async Task CloseAsync()
        {
            try
            {
                await TellAsync(processor.sessionClosing).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await processor.ReportAsync(e, ServiceBusErrorSource.CloseSession).ConfigureAwait(false);
            }
        }
    }
}
