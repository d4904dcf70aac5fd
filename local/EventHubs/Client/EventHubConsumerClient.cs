using System.Runtime.CompilerServices;
using Azure.Core;
using OmniFunctions.Local.EventHubs;

namespace Azure.Messaging.EventHubs.Consumer;

/// <summary>Reads the partitions of one event hub. It keeps no checkpoint.</summary>
public class EventHubConsumerClient : IAsyncDisposable
{
    public const string DefaultConsumerGroupName = "$Default";

    private readonly EventHubAddress address;

    protected EventHubConsumerClient() : this(DefaultConsumerGroupName, new EventHubAddress(string.Empty, string.Empty), null)
    {
    }

    public EventHubConsumerClient(string consumerGroup, string connectionString) : this(consumerGroup, EventHubAddress.Parse(connectionString, null), null)
    {
    }

    public EventHubConsumerClient(string consumerGroup, string connectionString, EventHubConsumerClientOptions clientOptions)
        : this(consumerGroup, EventHubAddress.Parse(connectionString, null), clientOptions)
    {
    }

    public EventHubConsumerClient(string consumerGroup, string connectionString, string eventHubName)
        : this(consumerGroup, EventHubAddress.Parse(connectionString, eventHubName), null)
    {
    }

    public EventHubConsumerClient(string consumerGroup, string connectionString, string eventHubName, EventHubConsumerClientOptions clientOptions)
        : this(consumerGroup, EventHubAddress.Parse(connectionString, eventHubName), clientOptions)
    {
    }

    public EventHubConsumerClient(
        string consumerGroup, string fullyQualifiedNamespace, string eventHubName, TokenCredential credential, EventHubConsumerClientOptions? clientOptions = default)
        : this(consumerGroup, new EventHubAddress(fullyQualifiedNamespace, eventHubName), clientOptions)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    private EventHubConsumerClient(string consumerGroup, EventHubAddress address, EventHubConsumerClientOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(consumerGroup);
        this.address = address;
        ConsumerGroup = consumerGroup;
        Identifier = options?.Identifier ?? Guid.NewGuid().ToString();
    }

    public string FullyQualifiedNamespace => address.FullyQualifiedNamespace;

    public string EventHubName => address.EventHubName;

    public string ConsumerGroup { get; }

    public string Identifier { get; }

    public bool IsClosed { get; protected set; }

    private EventHub Hub => IsClosed
        ? throw new EventHubsException(EventHubName, "The consumer has been closed.", EventHubsException.FailureReason.ClientClosed)
        : address.Hub;

    public virtual Task<EventHubProperties> GetEventHubPropertiesAsync(CancellationToken cancellationToken = default) => Task.FromResult(Hub.Describe());

    public virtual Task<string[]> GetPartitionIdsAsync(CancellationToken cancellationToken = default) => Task.FromResult(Hub.Describe().PartitionIds);

    public virtual Task<PartitionProperties> GetPartitionPropertiesAsync(string partitionId, CancellationToken cancellationToken = default) =>
        Task.FromResult(Hub.Partition(partitionId).Describe());

    public virtual IAsyncEnumerable<PartitionEvent> ReadEventsFromPartitionAsync(
        string partitionId, EventPosition startingPosition, CancellationToken cancellationToken = default) =>
        ReadEventsFromPartitionAsync(partitionId, startingPosition, new ReadEventOptions(), cancellationToken);

    /// <summary>Reads on for ever: ends by cancellation only.</summary>
    public virtual async IAsyncEnumerable<PartitionEvent> ReadEventsFromPartitionAsync(
        string partitionId,
        EventPosition startingPosition,
        ReadEventOptions readOptions,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var partition = Hub.Partition(partitionId);
        var context = new PartitionContext(FullyQualifiedNamespace, EventHubName, ConsumerGroup, partitionId);
        var next = partition.Resolve(startingPosition);
        while (true)
        {
            var events = await partition.ReadAsync(next, readOptions.CacheEventCount, readOptions.MaximumWaitTime ?? Timeout.InfiniteTimeSpan, cancellationToken)
                .ConfigureAwait(false);
            foreach (var data in events) yield return new PartitionEvent(context, data);
            if (events.Count > 0) next = events[^1].SequenceNumber + 1;
            else yield return default;
        }
    }

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
