using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue. A send that has completed is on the disk.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient client;
    private volatile bool closed;

    protected ServiceBusSender()
    {
        client = null!;
        EntityPath = Identifier = string.Empty;
    }

    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName) : this(client, queueOrTopicName, new ServiceBusSenderOptions())
    {
    }

    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueOrTopicName);
        this.client = client;
        EntityPath = queueOrTopicName;
        Identifier = options?.Identifier ?? $"{queueOrTopicName}-{Guid.NewGuid()}";
    }

    public virtual string FullyQualifiedNamespace => client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed => closed;

    public virtual async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await SendAsync([Payload.From(message)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends all as one unit.</summary>
    /// <exception cref="ServiceBusException">MessageSizeExceeded: together they are larger than a message may be.</exception>
    public virtual async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Payload[] contents = [.. messages.Select(Payload.From)];
        if (contents.Length > 0) await SendAsync(contents, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        return SendMessagesAsync(messageBatch.Messages, cancellationToken);
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        var limit = options?.MaxSizeInBytes ?? BrokerQueue.MaxMessageBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, BrokerQueue.MaxMessageBytes, nameof(options));
        return ValueTask.FromResult(new ServiceBusMessageBatch(limit));
    }

    /// <returns>The number to cancel it by, valid until the message becomes active.</returns>
    public virtual async Task<long> ScheduleMessageAsync(
        ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default) =>
        (await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken).ConfigureAwait(false))[0];

    public virtual async Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Payload[] contents = [.. messages.Select(message => Payload.From(message) with { ScheduledEnqueueTime = scheduledEnqueueTime })];
        return contents.Length == 0 ? [] : await SendAsync(contents, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="ServiceBusException">MessageNotFound: it is active by now, or was never scheduled.</exception>
    public virtual async Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        await Queue.CancelScheduledAsync(sequenceNumber, cancellationToken).ConfigureAwait(false);

    public virtual async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        foreach (var number in sequenceNumbers) await Queue.CancelScheduledAsync(number, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        closed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>A store that cannot take more is a service that is busy: it may pass. One whose disk has failed will not.</summary>
    private async Task<IReadOnlyList<long>> SendAsync(Payload[] contents, CancellationToken cancellation)
    {
        try
        {
            return await Queue.SendAsync(contents, cancellation).ConfigureAwait(false);
        }
        catch (StoreException e)
        {
            throw new ServiceBusException(e.Message, e.IsDiskFull ? ServiceBusFailureReason.ServiceBusy : ServiceBusFailureReason.GeneralError, EntityPath, e);
        }
    }

    private BrokerQueue Queue
    {
        get
        {
            ObjectDisposedException.ThrowIf(closed, this);

            // A dead-letter queue is filled by the broker alone.
            return EntityPath.EndsWith(ServiceBusBroker.DeadLetterSuffix, StringComparison.OrdinalIgnoreCase)
                ? throw new InvalidOperationException($"Nothing can be sent to '{EntityPath}'.")
                : client.Queue(EntityPath);
        }
    }
}
