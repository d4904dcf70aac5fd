using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.EventHubs;

/// <summary>
/// What a partition keeps on the disk. All partitions share one table of events; its key is the partition's number above the sequence
/// number, so a partition lies together in order and an append goes to its end.
/// </summary>
internal sealed class PartitionTable(long partition)
{
    private const int SequenceBits = 40;

    public const string Schema = """
        CREATE TABLE hub (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, partitions INTEGER NOT NULL, created_at INTEGER NOT NULL);
        CREATE TABLE hub_partition (
            id INTEGER PRIMARY KEY, hub INTEGER NOT NULL, number INTEGER NOT NULL, last_sequence INTEGER NOT NULL, UNIQUE (hub, number));
        CREATE TABLE hub_event (
            key INTEGER PRIMARY KEY, enqueued_at INTEGER NOT NULL, partition_key TEXT, headers BLOB NOT NULL, body BLOB NOT NULL);
        CREATE TABLE hub_checkpoint (
            partition INTEGER NOT NULL, consumer_group TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (partition, consumer_group)) WITHOUT ROWID;
        """;

    private long Key(long sequence) => (partition << SequenceBits) | sequence;

    private static long SequenceOf(long key) => key & ((1L << SequenceBits) - 1);

    private long End => Key(0) | ((1L << SequenceBits) - 1);

    /// <summary>Reserves numbers, dense and from 0 on, and returns the first of them.</summary>
    public long NextSequence(StoreSession session, int count)
    {
        var next = session.Prepare("UPDATE hub_partition SET last_sequence = last_sequence + ?2 WHERE id = ?1 RETURNING last_sequence")
            .Bind(1, partition).Bind(2, count);
        next.Step();
        var last = next.Int64(0);
        while (next.Step()) { }
        return last - count + 1;
    }

    public void Insert(StoreSession session, StoredEvent stored) => session
        .Prepare("INSERT INTO hub_event VALUES (?1, ?2, ?3, ?4, ?5)")
        .Bind(1, Key(stored.Sequence)).Bind(2, stored.EnqueuedAt.UtcTicks).Bind(3, stored.PartitionKey)
        .Bind(4, stored.Headers.Span).Bind(5, stored.Body.Span).Run();

    public List<StoredEvent> Read(StoreSession session, long fromSequence, int limit)
    {
        var events = new List<StoredEvent>();
        var rows = session.Prepare("SELECT key, enqueued_at, partition_key, headers, body FROM hub_event WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3")
            .Bind(1, Key(fromSequence)).Bind(2, End).Bind(3, limit);
        while (rows.Step())
            events.Add(new StoredEvent(SequenceOf(rows.Int64(0)), new DateTimeOffset(rows.Int64(1), TimeSpan.Zero), rows.TextOrNull(2), rows.Blob(3), rows.Blob(4)));
        return events;
    }

    /// <summary>The ends as they are on the disk: the last number ever given, the first one still there, and the time of the last event.</summary>
    public (long First, long Last, DateTimeOffset LastEnqueuedAt) ReadEnds(StoreSession session)
    {
        var numbers = session.Prepare("SELECT last_sequence FROM hub_partition WHERE id = ?1").Bind(1, partition);
        numbers.Step();
        var last = numbers.Int64(0);
        var oldest = session.Prepare("SELECT key FROM hub_event WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT 1").Bind(1, Key(0)).Bind(2, End);
        var first = oldest.Step() ? SequenceOf(oldest.Int64(0)) : last + 1;
        var newest = session.Prepare("SELECT enqueued_at FROM hub_event WHERE key = ?1").Bind(1, Key(Math.Max(last, 0)));
        return (first, last, newest.Step() ? new DateTimeOffset(newest.Int64(0), TimeSpan.Zero) : default);
    }

    /// <summary>The number of the first event enqueued at the time or later; one past the end when there is none.</summary>
    public long FindByTime(StoreSession session, DateTimeOffset enqueuedAt, long first, long last)
    {
        // Numbers and times rise together, so the place is found by halving.
        while (first <= last)
        {
            var middle = first + ((last - first) / 2);
            var row = session.Prepare("SELECT enqueued_at FROM hub_event WHERE key = ?1").Bind(1, Key(middle));
            if (!row.Step() || row.Int64(0) < enqueuedAt.UtcTicks) first = middle + 1;
            else last = middle - 1;
        }

        return first;
    }

    public long CountBytes(StoreSession session, long upTo)
    {
        var row = session.Prepare("SELECT SUM(LENGTH(headers) + LENGTH(body)) FROM hub_event WHERE key BETWEEN ?1 AND ?2")
            .Bind(1, Key(0)).Bind(2, Key(Math.Max(upTo, 0)));
        return row.Step() ? row.Int64(0) : 0;
    }

    /// <summary>Removes the events from the first on that are older than the time or among the excess, at most <paramref name="limit"/>.</summary>
    /// <param name="excess">Bytes to be rid of, whatever their age.</param>
    public Removal RemoveOld(StoreSession session, long first, DateTimeOffset until, long excess, int limit)
    {
        var rows = session.Prepare("SELECT key, enqueued_at, LENGTH(headers) + LENGTH(body) FROM hub_event WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3")
            .Bind(1, Key(first)).Bind(2, End).Bind(3, limit);
        var (removed, next, bytes) = (0, first, 0L);
        while (rows.Step() && (rows.Int64(1) <= until.UtcTicks || bytes < excess))
        {
            removed++;
            next = SequenceOf(rows.Int64(0)) + 1;
            bytes += rows.Int64(2);
        }

        if (removed > 0) session.Prepare("DELETE FROM hub_event WHERE key BETWEEN ?1 AND ?2").Bind(1, Key(first)).Bind(2, Key(next - 1)).Run();
        return new Removal(next, bytes, removed == limit);
    }

    public void WriteCheckpoint(StoreSession session, string consumerGroup, long sequence) => session
        .Prepare("INSERT INTO hub_checkpoint VALUES (?1, ?2, ?3) ON CONFLICT (partition, consumer_group) DO UPDATE SET sequence = excluded.sequence")
        .Bind(1, partition).Bind(2, consumerGroup).Bind(3, sequence).Run();

    public long? ReadCheckpoint(StoreSession session, string consumerGroup)
    {
        var row = session.Prepare("SELECT sequence FROM hub_checkpoint WHERE partition = ?1 AND consumer_group = ?2").Bind(1, partition).Bind(2, consumerGroup);
        return row.Step() ? row.Int64(0) : null;
    }
}
