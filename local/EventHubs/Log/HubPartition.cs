using System.Globalization;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.EventHubs;

/// <summary>One partition: events in the order of their commits, and who waits for the next one.</summary>
internal sealed class HubPartition
{
    private const int MaxEventsPerSlice = 1_000;
    private readonly Lock gate = new();
    private readonly EmbeddedStore store;
    private readonly string hubName;
    private readonly int number;
    private readonly PartitionTable table;
    private readonly RecentEvents recent;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long first;
    private long last;
    private DateTimeOffset lastEnqueuedAt;

    public HubPartition(EmbeddedStore store, string hubName, int number, PartitionTable table, int maxResidentBytes)
    {
        this.store = store;
        this.hubName = hubName;
        this.number = number;
        this.table = table;
        recent = new RecentEvents(maxResidentBytes);
        (first, last, lastEnqueuedAt) = store.Read(table.ReadEnds);
    }

    public PartitionProperties Describe()
    {
        lock (gate)
            return new PartitionProperties(
                hubName, number.ToString(CultureInfo.InvariantCulture), first > last, first, last, last.ToString(CultureInfo.InvariantCulture), lastEnqueuedAt);
    }

    public Task AppendAsync(IReadOnlyList<EventData> events, IReadOnlyList<byte[]> headers, string? partitionKey, CancellationToken cancellation)
    {
        var now = store.Options.Time.GetUtcNow();
        return store.WriteAsync(session => Insert(session, events, headers, partitionKey, now), Publish, cancellation);
    }

    /// <summary>Reads from a number on, or from the oldest event that is left, waiting for the first one only.</summary>
    public async Task<IReadOnlyList<EventData>> ReadAsync(long fromSequence, int maxEvents, TimeSpan maxWait, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            List<StoredEvent>? held;
            Task? next = null;
            lock (gate)
            {
                fromSequence = Math.Max(fromSequence, first);
                held = recent.From(fromSequence, maxEvents);
                if (fromSequence > last) next = arrived.Task;
            }

            if (next is null)
            {
                held ??= store.Read(session => table.Read(session, fromSequence, maxEvents));
                if (held.Count > 0) return held.ConvertAll(EventEnvelope.Decode);
            }
            else
            {
                try
                {
                    await next.WaitAsync(maxWait, store.Options.Time, cancellation).ConfigureAwait(false);
                }
                catch (TimeoutException)
                {
                    return [];
                }
            }
        }
    }

    public long Resolve(EventPosition position)
    {
        long from, to;
        lock (gate) (from, to) = (first, last);
        return position.Kind switch
        {
            EventPosition.Origin.Earliest => from,
            EventPosition.Origin.Latest => to + 1,
            EventPosition.Origin.SequenceNumber => position.IsInclusive ? position.Value : position.Value + 1,
            _ => store.Read(session => table.FindByTime(session, new DateTimeOffset(position.Value, TimeSpan.Zero), from, to)),
        };
    }

    public Task CheckpointAsync(string consumerGroup, long sequence) => store.WriteAsync(session => table.WriteCheckpoint(session, consumerGroup, sequence));

    public long? ReadCheckpoint(string consumerGroup) => store.Read(session => table.ReadCheckpoint(session, consumerGroup));

    /// <summary>Removes what is too old, slice after slice, so that writers get their turn in between.</summary>
    public async Task RemoveOldAsync(DateTimeOffset until)
    {
        bool more;
        do
        {
            long start;
            lock (gate) start = first;
            more = await store.WriteAsync(session => table.RemoveOld(session, start, until, MaxEventsPerSlice), Trim).ConfigureAwait(false) is (_, true);
        }
        while (more);
    }

    private StoredEvent[] Insert(StoreSession session, IReadOnlyList<EventData> events, IReadOnlyList<byte[]> headers, string? partitionKey, DateTimeOffset now)
    {
        var sequence = table.NextSequence(session, events.Count);
        var stored = new StoredEvent[events.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = new StoredEvent(sequence + i, now, partitionKey, headers[i], events[i].EventBody.ToArray());
            table.Insert(session, stored[i]);
        }

        return stored;
    }

    private void Publish(StoredEvent[] stored)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            foreach (var added in stored) recent.Add(added);
            last = stored[^1].Sequence;
            lastEnqueuedAt = stored[^1].EnqueuedAt;
            waiting = arrived;
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    private void Trim((long First, bool MayBeMore) removed)
    {
        lock (gate) first = removed.First;
    }
}
