using System.Collections.Concurrent;
using System.Globalization;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.EventHubs;

/// <summary>
/// The event hubs that live on one embedded store, and what a trigger's listener needs of them: reading on from a place, and
/// remembering that place for a consumer group.
/// </summary>
public sealed class EventHubLog : IDisposable
{
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, EventHub> hubs = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock declaring = new();
    private readonly EmbeddedStore store;
    private readonly ITimer retention;
    private volatile bool closed;
    private int removing;

    private EventHubLog(EmbeddedStore store)
    {
        this.store = store;
        store.Define("event-hubs", PartitionTable.Schema);
        retention = store.Options.Time.CreateTimer(_ => _ = RemoveOldAsync(), null, RetentionInterval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The log of a store.</summary>
    public static EventHubLog On(EmbeddedStore store) => store.Part(static owner => new EventHubLog(owner));

    /// <exception cref="InvalidOperationException">It exists with another number of partitions, or is open with other options.</exception>
    public void DeclareHub(string name, HubOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        options ??= new HubOptions();
        options.Check();
        lock (declaring)
        {
            if (!hubs.TryGetValue(name, out var known)) hubs[name] = Open(name, options);
            else if (known.Options != options) throw new InvalidOperationException($"The event hub '{name}' is already declared with other options.");
        }
    }

    /// <summary>Partitions are numbered from 0.</summary>
    /// <exception cref="EventHubsException">ResourceNotFound, here as in all that follow.</exception>
    public int PartitionCount(string hub) => Find(hub).Partitions.Count;

    /// <summary>Reads events from a sequence number on, in order, waiting for the first one only. Events that retention removed are passed over.</summary>
    /// <param name="maxWait">After this time without an event the list is empty; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</param>
    public Task<IReadOnlyList<EventData>> ReadAsync(
        string hub, int partition, long fromSequence, int maxEvents, TimeSpan maxWait, CancellationToken cancellation = default) =>
        Partition(hub, partition).ReadAsync(fromSequence, maxEvents, maxWait, cancellation);

    /// <summary>Remembers the last event that a consumer group is done with; completes once that is on the disk.</summary>
    public Task CheckpointAsync(string hub, string consumerGroup, int partition, long sequence) =>
        Partition(hub, partition).CheckpointAsync(consumerGroup, sequence);

    /// <summary>The sequence number of the last event the group is done with; null when it has never checkpointed.</summary>
    public long? GetCheckpoint(string hub, string consumerGroup, int partition) => Partition(hub, partition).ReadCheckpoint(consumerGroup);

    /// <summary>The sequence number to read from in order to start at a position.</summary>
    public long Resolve(string hub, int partition, EventPosition position) => Partition(hub, partition).Resolve(position);

    /// <summary>The sequence number of the newest event; one less than the first to come where there is none.</summary>
    public long LastSequence(string hub, int partition) => Partition(hub, partition).Describe().LastEnqueuedSequenceNumber;

    internal EventHub Find(string name) => hubs.TryGetValue(name, out var hub)
        ? hub
        : throw new EventHubsException(name, "The messaging entity could not be found.", EventHubsException.FailureReason.ResourceNotFound);

    public void Dispose()
    {
        closed = true;
        retention.Dispose();
    }

    private HubPartition Partition(string hub, int partition) => Find(hub).Partition(partition.ToString(CultureInfo.InvariantCulture));

    private EventHub Open(string name, HubOptions options)
    {
        var hub = new EventHub(store, name, options);
        foreach (var partition in hub.Partitions) partition.Grown += () => _ = RemoveOldAsync();
        return hub;
    }

    private async Task RemoveOldAsync()
    {
        // One at a time: what grows meanwhile is seen the next time.
        if (Interlocked.Exchange(ref removing, 1) != 0) return;
        try
        {
            foreach (var partition in hubs.Values.SelectMany(hub => hub.Partitions)) await partition.RemoveOldAsync().ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // What is not removed now is removed the next time.
        }
        finally
        {
            Volatile.Write(ref removing, 0);
            if (!closed) retention.Change(RetentionInterval, Timeout.InfiniteTimeSpan);
        }
    }
}
