using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>
/// What a queue keeps on the disk. All queues share one table of messages; its key is the queue's number above the sequence number, so the
/// messages of a queue lie together in order, a send appends, and no further index has to be written.
/// </summary>
internal sealed class QueueTable(long queue)
{
    private const int SequenceBits = 40;

    public const string Schema = """
        CREATE TABLE bus_queue (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last_sequence INTEGER NOT NULL);
        CREATE TABLE bus_message (
            key INTEGER PRIMARY KEY, state INTEGER NOT NULL, deliveries INTEGER NOT NULL, enqueued_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, session_id TEXT, headers BLOB NOT NULL, body BLOB NOT NULL);
        CREATE TABLE bus_seen (
            queue INTEGER NOT NULL, message_id TEXT NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (queue, message_id)) WITHOUT ROWID;
        CREATE INDEX bus_seen_by_age ON bus_seen (queue, seen_at);
        CREATE TABLE bus_session (
            queue INTEGER NOT NULL, session_id TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (queue, session_id)) WITHOUT ROWID;
        """;

    /// <summary>The table of the queue of this name, which it gets a number for when it has none.</summary>
    public static QueueTable Open(EmbeddedStore store, string name) => store.Write(session =>
    {
        session.Prepare("INSERT INTO bus_queue (name, last_sequence) VALUES (?1, 0) ON CONFLICT (name) DO NOTHING").Bind(1, name).Run();
        var found = session.Prepare("SELECT id FROM bus_queue WHERE name = ?1").Bind(1, name);
        found.Step();
        return new QueueTable(found.Int64(0));
    });

    private long Key(long sequence) => (queue << SequenceBits) | sequence;

    private static long SequenceOf(long key) => key & ((1L << SequenceBits) - 1);

    /// <summary>Reserves numbers and returns the first of them.</summary>
    public long NextSequence(StoreSession session, int count)
    {
        var next = session.Prepare("UPDATE bus_queue SET last_sequence = last_sequence + ?2 WHERE id = ?1 RETURNING last_sequence").Bind(1, queue).Bind(2, count);
        next.Step();
        var last = next.Int64(0);
        while (next.Step()) { }
        return last - count + 1;
    }

    /// <summary>False when the id was seen after <paramref name="since"/>.</summary>
    public bool See(StoreSession session, string messageId, DateTimeOffset now, DateTimeOffset since)
    {
        session.Prepare("""
            INSERT INTO bus_seen VALUES (?1, ?2, ?3)
            ON CONFLICT (queue, message_id) DO UPDATE SET seen_at = excluded.seen_at WHERE seen_at <= ?4
            """).Bind(1, queue).Bind(2, messageId).Bind(3, now.UtcTicks).Bind(4, since.UtcTicks).Run();
        return session.Changes > 0;
    }

    /// <returns>Rows forgotten, at most <paramref name="limit"/>.</returns>
    public int ForgetSeen(StoreSession session, DateTimeOffset until, int limit)
    {
        session.Prepare("""
            DELETE FROM bus_seen WHERE queue = ?1 AND message_id IN (
                SELECT message_id FROM bus_seen WHERE queue = ?1 AND seen_at <= ?2 ORDER BY seen_at LIMIT ?3)
            """).Bind(1, queue).Bind(2, until.UtcTicks).Bind(3, limit).Run();
        return session.Changes;
    }

    public void Insert(StoreSession session, BrokerMessage message, Payload content) => session
        .Prepare("INSERT INTO bus_message VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8)")
        .Bind(1, Key(message.Sequence)).Bind(2, (long)message.State).Bind(3, message.EnqueuedAt.UtcTicks).Bind(4, message.DueAt.UtcTicks)
        .Bind(5, message.ExpiresAt.UtcTicks).Bind(6, message.SessionId).Bind(7, content.Headers.Span).Bind(8, content.Body.ToMemory().Span).Run();

    public void Delete(StoreSession session, long sequence) =>
        session.Prepare("DELETE FROM bus_message WHERE key = ?1").Bind(1, Key(sequence)).Run();

    public void SetDeliveries(StoreSession session, long sequence, int deliveries) =>
        session.Prepare("UPDATE bus_message SET deliveries = ?2 WHERE key = ?1").Bind(1, Key(sequence)).Bind(2, deliveries).Run();

    public void SetState(StoreSession session, long sequence, ServiceBusMessageState state) =>
        session.Prepare("UPDATE bus_message SET state = ?2 WHERE key = ?1").Bind(1, Key(sequence)).Bind(2, (long)state).Run();

    public void SetHeaders(StoreSession session, long sequence, Payload content) =>
        session.Prepare("UPDATE bus_message SET headers = ?2 WHERE key = ?1").Bind(1, Key(sequence)).Bind(2, content.Headers.Span).Run();

    /// <summary>Turns a stored message into an active one of another number, possibly of another queue. The body stays where it is.</summary>
    public void Move(StoreSession session, long sequence, QueueTable target, BrokerMessage moved, Payload content) => session
        .Prepare("UPDATE bus_message SET key = ?2, state = 0, deliveries = 0, enqueued_at = ?3, due_at = ?4, expires_at = ?5, headers = ?6 WHERE key = ?1")
        .Bind(1, Key(sequence)).Bind(2, target.Key(moved.Sequence)).Bind(3, moved.EnqueuedAt.UtcTicks).Bind(4, moved.DueAt.UtcTicks)
        .Bind(5, moved.ExpiresAt.UtcTicks).Bind(6, content.Headers.Span).Run();

    public Payload? ReadContent(StoreSession session, long sequence)
    {
        var row = session.Prepare("SELECT headers, body FROM bus_message WHERE key = ?1").Bind(1, Key(sequence));
        return row.Step() ? MessageHeaders.Decode(row.Blob(0), row.Blob(1)) : null;
    }

    /// <summary>All messages in order, without what they say: a queue of a million opens by reading a million short rows.</summary>
    public List<BrokerMessage> ReadAll(StoreSession session)
    {
        var messages = new List<BrokerMessage>();
        var rows = session.Prepare(
            "SELECT key, state, deliveries, enqueued_at, due_at, expires_at, session_id FROM bus_message WHERE key BETWEEN ?1 AND ?2 ORDER BY key")
            .Bind(1, Key(0)).Bind(2, Key(0) | ((1L << SequenceBits) - 1));
        while (rows.Step()) messages.Add(Read(rows));
        return messages;
    }

    public List<(BrokerMessage Message, Payload Content)> Peek(StoreSession session, long fromSequence, int limit, string? sessionId)
    {
        var messages = new List<(BrokerMessage, Payload)>();
        var rows = session.Prepare("""
            SELECT key, state, deliveries, enqueued_at, due_at, expires_at, session_id, headers, body FROM bus_message
            WHERE key BETWEEN ?1 AND ?2 AND (?3 IS NULL OR session_id = ?3) ORDER BY key LIMIT ?4
            """).Bind(1, Key(fromSequence)).Bind(2, Key(0) | ((1L << SequenceBits) - 1)).Bind(3, sessionId).Bind(4, limit);
        while (rows.Step()) messages.Add((Read(rows), MessageHeaders.Decode(rows.Blob(7), rows.Blob(8))));
        return messages;
    }

    public byte[]? ReadSessionState(StoreSession session, string sessionId)
    {
        var row = session.Prepare("SELECT state FROM bus_session WHERE queue = ?1 AND session_id = ?2").Bind(1, queue).Bind(2, sessionId);
        return row.Step() ? row.Blob(0) : null;
    }

    public void WriteSessionState(StoreSession session, string sessionId, BinaryData? state)
    {
        if (state is null)
            session.Prepare("DELETE FROM bus_session WHERE queue = ?1 AND session_id = ?2").Bind(1, queue).Bind(2, sessionId).Run();
        else
            session.Prepare("INSERT INTO bus_session VALUES (?1, ?2, ?3) ON CONFLICT (queue, session_id) DO UPDATE SET state = excluded.state")
                .Bind(1, queue).Bind(2, sessionId).Bind(3, state.ToMemory().Span).Run();
    }

    private static BrokerMessage Read(Statement row) => new(SequenceOf(row.Int64(0)), row.TextOrNull(6))
    {
        State = (ServiceBusMessageState)row.Int64(1),
        FailedDeliveries = (int)row.Int64(2),
        StoredDeliveries = (int)row.Int64(2),
        EnqueuedAt = new DateTimeOffset(row.Int64(3), TimeSpan.Zero),
        DueAt = new DateTimeOffset(row.Int64(4), TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(row.Int64(5), TimeSpan.Zero),
        Recovered = true,
    };
}
