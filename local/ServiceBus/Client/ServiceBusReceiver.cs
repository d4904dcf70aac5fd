using System.Runtime.CompilerServices;
using OmniFunctions.Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue, or from its dead-letter queue, and settles what it received.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private const int MaxMessages = 10_000;
    private readonly ServiceBusClient client;
    private readonly PrefetchBuffer? prefetched;
    private volatile bool closed;
    private long nextToPeek;

    protected ServiceBusReceiver()
    {
        client = null!;
        EntityPath = Identifier = string.Empty;
    }

    protected internal ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options)
        : this(client, PathOf(queueName, options.SubQueue), options.ReceiveMode, options.PrefetchCount, options.Identifier, null)
    {
    }

    internal ServiceBusReceiver(
        ServiceBusClient client, string path, ServiceBusReceiveMode mode, int prefetchCount, string? identifier, SessionLock? session)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefetchCount);
        this.client = client;
        EntityPath = path;
        ReceiveMode = mode;
        PrefetchCount = prefetchCount;
        Identifier = identifier ?? $"{path}-{Guid.NewGuid()}";
        Session = session;
        if (prefetchCount > 0) prefetched = new PrefetchBuffer(prefetchCount, FetchAsync);
    }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed => closed;

    /// <summary>The session this receiver holds; null for a receiver of a queue without sessions.</summary>
    internal SessionLock? Session { get; }

    internal BrokerQueue Queue
    {
        get
        {
            ObjectDisposedException.ThrowIf(closed, this);
            return client.Queue(EntityPath);
        }
    }

    /// <summary>Waits for the first message and takes what is there then, from what was fetched ahead if there is any.</summary>
    /// <param name="maxWaitTime">The client's try timeout when not given.</param>
    /// <returns>An empty list when no message came in time.</returns>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var (most, wait) = (Math.Min(maxMessages, MaxMessages), maxWaitTime ?? client.TryTimeout);
        return prefetched is null ? FetchAsync(most, wait, cancellationToken) : prefetched.ReceiveAsync(most, wait, cancellationToken);
    }

    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan? maxWaitTime = default, CancellationToken cancellationToken = default)
    {
        var received = await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken).ConfigureAwait(false);
        return received.Count == 0 ? null : received[0];
    }

    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
            if (await ReceiveMessageAsync(null, cancellationToken).ConfigureAwait(false) is { } message) yield return message;
    }

    /// <summary>Looks at the next message without locking it, going on from the last one looked at when no number is given.</summary>
    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = default, CancellationToken cancellationToken = default)
    {
        var peeked = await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken).ConfigureAwait(false);
        return peeked.Count == 0 ? null : peeked[0];
    }

    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        cancellationToken.ThrowIfCancellationRequested();
        var peeked = Queue.Peek(fromSequenceNumber ?? nextToPeek, Math.Min(maxMessages, MaxMessages), Session?.Session.Id);
        if (peeked.Count > 0) nextToPeek = peeked[^1].SequenceNumber + 1;
        return Task.FromResult(peeked);
    }

    /// <summary>Removes the message for good; completes once that is on the disk.</summary>
    /// <exception cref="ServiceBusException">MessageLockLost or SessionLockLost: someone else may have the message by now.</exception>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.CompleteAsync(message.LockToken, Session));

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.AbandonAsync(message.LockToken, Session, propertiesToModify));

    /// <summary>Sets the message aside; from then on it is received by its sequence number only.</summary>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.DeferAsync(message.LockToken, Session, propertiesToModify));

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.DeadLetterAsync(message.LockToken, Session, null, null, propertiesToModify));

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string? deadLetterErrorDescription = default, CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.DeadLetterAsync(message.LockToken, Session, deadLetterReason, deadLetterErrorDescription, null));

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        SettleAsync(message, queue => queue.DeadLetterAsync(message.LockToken, Session, deadLetterReason, deadLetterErrorDescription, propertiesToModify));

    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken).ConfigureAwait(false) is [var message]
            ? message
            // Its lock ran out while the delivery was written down, and another receiver has settled it.
            : throw Refusals.NoSuchMessage(EntityPath, sequenceNumber);

    /// <exception cref="ServiceBusException">MessageNotFound: one of them is not deferred.</exception>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var queue = Queue;
        var received = await queue.ReceiveDeferredAsync(Session, [.. sequenceNumbers]).ConfigureAwait(false);
        if (ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete)
            foreach (var message in received) await queue.CompleteAsync(message.LockToken, Session).ConfigureAwait(false);
        return received;
    }

    /// <summary>Starts the lock anew; <see cref="ServiceBusReceivedMessage.LockedUntil"/> then tells its new end.</summary>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.LockedUntil = Queue.RenewMessageLock(message.LockToken);
        return Task.CompletedTask;
    }

    /// <summary>Receives no more. Messages it holds stay locked until their locks run out; those of a session are available at once.</summary>
    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        if (!closed && Session is not null && !client.IsClosed) client.Queue(EntityPath).CloseSession(Session);
        closed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> FetchAsync(int maxMessages, TimeSpan maxWait, CancellationToken cancellation)
    {
        var queue = Queue;
        var received = await queue.ReceiveAsync(Session, maxMessages, maxWait, cancellation).ConfigureAwait(false);
        if (ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete)
            foreach (var message in received) await queue.CompleteAsync(message.LockToken, Session).ConfigureAwait(false);
        return received;
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, Func<BrokerQueue, Task> settle)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock) throw new InvalidOperationException("A receiver that deletes on receipt has nothing left to settle.");
        await settle(Queue).ConfigureAwait(false);
        message.IsSettled = true;
    }

    internal static string PathOf(string queueName, SubQueue subQueue)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        return subQueue switch
        {
            SubQueue.None => queueName,
            SubQueue.DeadLetter => queueName + ServiceBusBroker.DeadLetterSuffix,
            _ => throw new ArgumentOutOfRangeException(nameof(subQueue), subQueue, "A queue of this platform has a dead-letter queue and no other."),
        };
    }
}
