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
    private readonly HubOptions options;
    private readonly RecentEvents recent;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long first;
    private long last;
    private DateTimeOffset lastEnqueuedAt;
    private long? bytes;
    private long bytesSinceRemoval;

    public HubPartition(EmbeddedStore store, string hubName, int number, PartitionTable table, HubOptions options)
    {
        this.store = store;
        this.hubName = hubName;
        this.number = number;
        this.table = table;
        this.options = options;
        recent = new RecentEvents(options.MaxResidentBytesPerPartition);
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

    /// <summary>Rung when so much was appended that it should not wait for the next look at the clock.</summary>
    public event Action? Grown;

    /// <summary>Removes what is too old or too much, slice after slice, so that writers get their turn in between.</summary>
    public async Task RemoveOldAsync()
    {
        var now = store.Options.Time.GetUtcNow();
        var until = options.Retention < now - DateTimeOffset.MinValue ? now - options.Retention : DateTimeOffset.MinValue;
        var excess = Math.Max(0, CountBytes() - options.MaxBytesPerPartition);
        Removal removed;
        do
        {
            long start;
            lock (gate) start = first;
            removed = await store.WriteAsync(session => table.RemoveOld(session, start, until, excess, MaxEventsPerSlice), Trim).ConfigureAwait(false);
            excess -= removed.Bytes;
        }
        while (removed.MayBeMore);
    }

    /// <summary>
    /// The bytes of the events there are. They are added up once, the first time somebody asks: a partition opens without reading all
    /// that is in it.
    /// </summary>
    private long CountBytes()
    {
        long upTo;
        lock (gate)
        {
            bytesSinceRemoval = 0;
            if (bytes is { } known) return known;
            upTo = last;
        }

        var counted = store.Read(session => table.CountBytes(session, upTo));
        lock (gate)
        {
            bytes = counted + bytesSinceRemoval;
            return bytes.Value;
        }
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
        bool grown;
        lock (gate)
        {
            var size = 0L;
            foreach (var added in stored)
            {
                recent.Add(added);
                size += added.Headers.Length + added.Body.Length;
            }

            bytes += size;
            bytesSinceRemoval += size;
            grown = bytesSinceRemoval > options.MaxBytesPerPartition / 10;
            last = stored[^1].Sequence;
            lastEnqueuedAt = stored[^1].EnqueuedAt;
            waiting = arrived;
            arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
        if (grown) Grown?.Invoke();
    }

    private void Trim(Removal removed)
    {
        lock (gate)
        {
            first = removed.First;
            bytes -= removed.Bytes;
        }
    }
}
