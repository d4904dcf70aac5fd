using Azure.Core;
using OmniFunctions.Local.EventHubs;

namespace Azure.Messaging.EventHubs.Producer;

/// <summary>Publishes to one event hub. A send that has completed is on the disk, all of its events or none.</summary>
public class EventHubProducerClient : IAsyncDisposable
{
    private readonly EventHubAddress address;

    protected EventHubProducerClient() : this(new EventHubAddress(string.Empty, string.Empty), null)
    {
    }

    public EventHubProducerClient(string connectionString) : this(EventHubAddress.Parse(connectionString, null), null)
    {
    }

    public EventHubProducerClient(string connectionString, EventHubProducerClientOptions clientOptions)
        : this(EventHubAddress.Parse(connectionString, null), clientOptions)
    {
    }

    public EventHubProducerClient(string connectionString, string eventHubName) : this(EventHubAddress.Parse(connectionString, eventHubName), null)
    {
    }

    public EventHubProducerClient(string connectionString, string eventHubName, EventHubProducerClientOptions clientOptions)
        : this(EventHubAddress.Parse(connectionString, eventHubName), clientOptions)
    {
    }

    public EventHubProducerClient(
        string fullyQualifiedNamespace, string eventHubName, TokenCredential credential, EventHubProducerClientOptions? clientOptions = default)
        : this(new EventHubAddress(fullyQualifiedNamespace, eventHubName), clientOptions)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    private EventHubProducerClient(EventHubAddress address, EventHubProducerClientOptions? options)
    {
        this.address = address;
        Identifier = options?.Identifier ?? Guid.NewGuid().ToString();
    }

    public string FullyQualifiedNamespace => address.FullyQualifiedNamespace;

    public string EventHubName => address.EventHubName;

    public string Identifier { get; }

    public bool IsClosed { get; protected set; }

    private EventHub Hub => IsClosed
        ? throw new EventHubsException(EventHubName, "The producer has been closed.", EventHubsException.FailureReason.ClientClosed)
        : address.Hub;

    public virtual Task SendAsync(IEnumerable<EventData> eventBatch, CancellationToken cancellationToken = default) =>
        SendAsync(eventBatch, new SendEventOptions(), cancellationToken);

    /// <exception cref="EventHubsException">MessageSizeExceeded: together the events are larger than a publication may be.</exception>
    /// <exception cref="InvalidOperationException">Both a partition and a partition key are given.</exception>
    public virtual async Task SendAsync(IEnumerable<EventData> eventBatch, SendEventOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventBatch);
        EventData[] events = [.. eventBatch];
        if (events.Length > 0) await Hub.AppendAsync(events, options?.PartitionId, options?.PartitionKey, cancellationToken).ConfigureAwait(false);
    }

    public virtual Task SendAsync(EventDataBatch eventBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(eventBatch);
        return SendAsync(eventBatch.Events, eventBatch.Options, cancellationToken);
    }

    public virtual ValueTask<EventDataBatch> CreateBatchAsync(CancellationToken cancellationToken = default) =>
        CreateBatchAsync(new CreateBatchOptions(), cancellationToken);

    public virtual ValueTask<EventDataBatch> CreateBatchAsync(CreateBatchOptions options, CancellationToken cancellationToken = default)
    {
        var limit = options?.MaximumSizeInBytes ?? EventHub.MaxPublicationBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, EventHub.MaxPublicationBytes, nameof(options));

        // The options are the caller's and may be changed later; where the batch goes is settled now.
        var target = new SendEventOptions { PartitionId = options?.PartitionId, PartitionKey = options?.PartitionKey };
        return ValueTask.FromResult(new EventDataBatch(limit, target));
    }

    public virtual Task<EventHubProperties> GetEventHubPropertiesAsync(CancellationToken cancellationToken = default) => Task.FromResult(Hub.Describe());

    public virtual Task<string[]> GetPartitionIdsAsync(CancellationToken cancellationToken = default) => Task.FromResult(Hub.Describe().PartitionIds);

    public virtual Task<PartitionProperties> GetPartitionPropertiesAsync(string partitionId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Hub.Partition(partitionId).Describe());

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        IsClosed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
