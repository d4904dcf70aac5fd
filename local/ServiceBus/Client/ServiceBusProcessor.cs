namespace Azure.Messaging.ServiceBus;

/// <summary>Receives messages and calls a handler for each, up to a number of them at once.</summary>
public class ServiceBusProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient client;
    private readonly ServiceBusReceiver receiver;
    private readonly ProcessorLoop loop;
    private Func<ProcessMessageEventArgs, Task>? processMessage;
    private Func<ProcessErrorEventArgs, Task>? processError;

    protected ServiceBusProcessor()
    {
        (client, receiver, loop) = (null!, null!, null!);
        EntityPath = Identifier = string.Empty;
    }

    protected internal ServiceBusProcessor(ServiceBusClient client, string queueName, ServiceBusProcessorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentCalls, 1);
        this.client = client;
        EntityPath = ServiceBusReceiver.PathOf(queueName, options.SubQueue);
        Identifier = options.Identifier ?? $"{queueName}-{Guid.NewGuid()}";
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        AutoCompleteMessages = options.AutoCompleteMessages;
        MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration;
        MaxConcurrentCalls = options.MaxConcurrentCalls;
        receiver = new ServiceBusReceiver(client, EntityPath, ReceiveMode, PrefetchCount, Identifier, null);
        loop = new ProcessorLoop(ReceiveAndProcessAsync, ReportAsync, () => client.Time);
    }

    public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync
    {
        add => processMessage = ProcessorLoop.OnlyOne(processMessage, value, nameof(ProcessMessageAsync));
        remove => processMessage = null;
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => processError = ProcessorLoop.OnlyOne(processError, value, nameof(ProcessErrorAsync));
        remove => processError = null;
    }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual bool AutoCompleteMessages { get; }

    public virtual TimeSpan MaxAutoLockRenewalDuration { get; }

    public virtual int MaxConcurrentCalls { get; }

    public virtual bool IsProcessing => loop.IsRunning;

    public virtual bool IsClosed => receiver.IsClosed;

    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default)
    {
        ProcessorLoop.Require(processMessage, nameof(ProcessMessageAsync));
        ProcessorLoop.Require(processError, nameof(ProcessErrorAsync));
        loop.Start(MaxConcurrentCalls);
        return Task.CompletedTask;
    }

    /// <summary>Receives no more and waits until the handlers at work have returned.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => loop.StopAsync(cancellationToken);

    public virtual async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        await StopProcessingAsync(cancellationToken).ConfigureAwait(false);
        await receiver.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    protected internal virtual Task OnProcessMessageAsync(ProcessMessageEventArgs args) => processMessage!(args);

    protected internal virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => processError!(args);

    private async Task ReceiveAndProcessAsync(CancellationToken stopping)
    {
        if (await receiver.ReceiveMessageAsync(null, stopping).ConfigureAwait(false) is not { } message) return;
        using var renewal = new LockRenewal(
            client.Time,
            ReceiveMode == ServiceBusReceiveMode.PeekLock ? MaxAutoLockRenewalDuration : TimeSpan.Zero,
            () => message.LockedUntil,
            () => receiver.RenewMessageLockAsync(message, CancellationToken.None),
            e => message.IsSettled ? Task.CompletedTask : ReportAsync(e, ServiceBusErrorSource.RenewLock));
        await new Handling(receiver, message, AutoCompleteMessages, ReportAsync)
            .RunAsync(() => OnProcessMessageAsync(new ProcessMessageEventArgs(message, receiver, Identifier, stopping))).ConfigureAwait(false);
    }

    private Task ReportAsync(Exception exception, ServiceBusErrorSource source) =>
        OnProcessErrorAsync(new ProcessErrorEventArgs(exception, source, FullyQualifiedNamespace, EntityPath, Identifier, loop.Stopping));
}
