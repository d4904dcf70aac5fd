using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>The rows of one hub: reading them, and writing them in units.</summary>
internal sealed class HubStore
{
    // The keys of one hub are apart from those of the others, and small in the first.
    private const int KeyBitsPerHub = 40;

    private readonly EmbeddedStore store;
    private readonly string hubName;
    private readonly TimeProvider time;
    private readonly NumberSequence keys;
    private readonly NumberSequence messages;

    public HubStore(EmbeddedStore store, string hubName, TimeProvider time)
    {
        this.store = store;
        this.hubName = hubName;
        this.time = time;
        store.Define(HubSchema.Component, HubSchema.Version1, HubSchema.Version2);
        (Key, keys, messages) = store.Write(session =>
        {
            session.Prepare("INSERT OR IGNORE INTO durable_hub (name, next_key, next_message) VALUES (?1, 1, 1)").Bind(1, hubName).Run();
            var row = session.Prepare("SELECT hub, next_key, next_message FROM durable_hub WHERE name = ?1").Bind(1, hubName);
            row.Step();
            var hub = row.Int64(0);
            return (hub, new NumberSequence("next_key", hub, row.Int64(1)), new NumberSequence("next_message", hub, row.Int64(2)));
        });
    }

    public long Key { get; }

    /// <summary>Runs one unit and, once it is on the disk, in the order of the commits, tells what memory must know.</summary>
    public Task<T> WriteAsync<T>(Func<HubUnit, T> work, Action<Outbox, T> committed, CancellationToken cancellation = default)
    {
        HubUnit? unit = null;
        var (reservedKeys, reservedMessages) = (0L, 0L);
        return store.WriteAsync(
            session =>
            {
                try
                {
                    var result = work(unit = new HubUnit(this, session, time.GetUtcNow().Ticks));
                    (reservedKeys, reservedMessages) = (keys.TakeReservation(), messages.TakeReservation());
                    return result;
                }
                catch
                {
                    keys.Undone();
                    messages.Undone();
                    throw;
                }
            },
            result =>
            {
                keys.Flushed(reservedKeys);
                messages.Flushed(reservedMessages);
                committed(unit!.Outbox, result);
            },
            cancellation);
    }

    public T Read<T>(Func<StoreSession, T> work) => store.Read(work);

    /// <summary>A key for an instance or an entity, which no other ever had. On the writer's thread only.</summary>
    public long NextKey(StoreSession session) => ((Key - 1) << KeyBitsPerHub) + keys.Next(session);

    /// <summary>The number of a message, greater than that of every earlier one. On the writer's thread only.</summary>
    public long NextMessage(StoreSession session) => messages.Next(session);

    public InstanceRow? FindInstance(string id) => store.Read(session =>
    {
        var row = session.Prepare("""
            SELECT instance, name, version, execution, status, starting, input, carried, custom_status,
                   parent, parent_execution, parent_task, parent_id, parent_name
            FROM durable_instance WHERE hub = ?1 AND id = ?2
            """).Bind(1, Key).Bind(2, id);
        if (!row.Step()) return null;
        var parent = row.IsNull(9)
            ? null
            : new ParentTask(new Caller(row.Text(12), row.Int64(9), (int)row.Int64(10), (int)row.Int64(11)), row.Text(13));
        return new InstanceRow(
            row.Int64(0),
            id,
            row.Text(1),
            row.Text(2),
            (int)row.Int64(3),
            (OrchestrationRuntimeStatus)row.Int64(4),
            row.Int64(5) == 1,
            row.TextOrNull(6),
            row.IsNull(7) ? null : row.Blob(7),
            row.TextOrNull(8),
            parent);
    });

    public int CountTurns(long key) => store.Read(session =>
    {
        var row = session.Prepare("SELECT count(*) FROM durable_history WHERE instance = ?1").Bind(1, key);
        row.Step();
        return (int)row.Int64(0);
    });

    public List<Turn> ReadHistory(long key) => store.Read(session => ReadHistory(session, key));

    /// <summary>An instance with its history, as of one moment; null if there is none.</summary>
    public HistoryDocument? FindHistory(string id) => store.Read(session =>
    {
        var row = session.Prepare("""
            SELECT instance, name, version, execution, status, starting, input, output, failure, parent_name, parent_id
            FROM durable_instance WHERE hub = ?1 AND id = ?2
            """).Bind(1, Key).Bind(2, id);
        if (!row.Step()) return null;
        var key = row.Int64(0);
        return new HistoryDocument(
            HistoryDocument.PresentFormat,
            row.Text(1),
            id,
            row.Text(2),
            SeedOf(key, (int)row.Int64(3)),
            row.IsNull(9) ? null : new HistoryParent(row.Text(9), row.Text(10)),
            row.TextOrNull(6),
            (OrchestrationRuntimeStatus)row.Int64(4),
            row.TextOrNull(7),
            row.IsNull(8) ? null : JsonSerializer.Deserialize(row.Blob(8), HubJson.Compact.TaskFailureDetails),
            ReadHistory(session, key));
    });

    /// <summary>Names one execution and no other.</summary>
    public string SeedOf(long key, int execution) => $"{hubName}/{key}/{execution}";

    public bool IsAlive(Caller caller) => store.Read(session =>
    {
        var row = session.Prepare($"SELECT execution FROM durable_instance WHERE instance = ?1 AND {StatusExtensions.AliveSql}").Bind(1, caller.Key);
        return row.Step() && row.Int64(0) == caller.Execution;
    });

    public EntityRow? FindEntity(string id, DataConverter converter) => store.Read(session =>
    {
        var row = session.Prepare("SELECT entity, state, locked_by, locked_key FROM durable_entity WHERE hub = ?1 AND id = ?2").Bind(1, Key).Bind(2, id);
        if (!row.Step()) return null;
        var (key, state) = (row.Int64(0), row.TextOrNull(1));
        var (lockedBy, lockedKey) = (row.TextOrNull(2), row.IsNull(3) ? (long?)null : row.Int64(3));
        return new EntityRow(key, EntityState.Stored(converter, StateText(session, key, state), state == EntityState.ByEntry), lockedBy, lockedKey);
    });

    /// <summary>The whole state of an entity as one text.</summary>
    /// <param name="stored">What its row says.</param>
    public static string? StateText(StoreSession session, long entity, string? stored)
    {
        if (stored != EntityState.ByEntry) return stored;
        var text = new StringBuilder("{");
        var entries = session.Prepare("SELECT key, value FROM durable_entity_entry WHERE entity = ?1").Bind(1, entity);
        while (entries.Step())
        {
            if (text.Length > 1) text.Append(',');
            text.Append(JsonSerializer.Serialize(entries.Text(0))).Append(':').Append(entries.Text(1));
        }

        return text.Append('}').ToString();
    }

    /// <summary>Everything that was under way when the store was closed: no history and no idle instance among it.</summary>
    public Outbox ReadPending() => store.Read(session =>
    {
        var pending = new Outbox();
        var now = time.GetUtcNow().Ticks;
        var starting = session.Prepare("SELECT instance, id, start_at FROM durable_instance WHERE hub = ?1 AND starting = 1 ORDER BY instance").Bind(1, Key);
        while (starting.Step())
        {
            var start = Message.Start(starting.Int64(0));
            if (starting.Int64(2) > now) pending.Armed.Add(new ArmedTimer(new TimerKey(starting.Int64(2), start.TargetKey, Message.AnyExecution, 0), starting.Text(1), start));
            else pending.Messages.Add((starting.Text(1), start));
        }

        var events = session.Prepare("""
            SELECT i.id, m.target, m.message, m.execution, m.body
            FROM durable_message m JOIN durable_instance i ON i.instance = m.target AND i.hub = ?1 ORDER BY m.message
            """).Bind(1, Key);
        while (events.Step())
        {
            pending.Messages.Add((events.Text(0), new Message(
                events.Int64(1), (int)events.Int64(3), MessageSource.Inbox, events.Int64(2),
                JsonSerializer.Deserialize(events.Blob(4), HubJson.Compact.HistoryEvent))));
        }

        var operations = session.Prepare("""
            SELECT e.id, m.target, m.message, m.body
            FROM durable_message m JOIN durable_entity e ON e.entity = m.target AND e.hub = ?1 ORDER BY m.message
            """).Bind(1, Key);
        while (operations.Step())
        {
            pending.Messages.Add((operations.Text(0), new Message(
                operations.Int64(1), Message.AnyExecution, MessageSource.Inbox, operations.Int64(2),
                JsonSerializer.Deserialize(operations.Blob(3), HubJson.Compact.EntityMessage))));
        }

        var signals = session.Prepare("""
            SELECT e.id, s.entity, s.signal, s.due, s.body
            FROM durable_scheduled_signal s JOIN durable_entity e ON e.entity = s.entity AND e.hub = ?1
            """).Bind(1, Key);
        while (signals.Step())
        {
            var message = new Message(
                signals.Int64(1), Message.AnyExecution, MessageSource.ScheduledSignal, signals.Int64(2),
                JsonSerializer.Deserialize(signals.Blob(4), HubJson.Compact.EntityMessage));
            pending.Armed.Add(new ArmedTimer(new TimerKey(signals.Int64(3), message.TargetKey, Message.AnyExecution, message.SourceId), signals.Text(0), message));
        }

        var timers = session.Prepare("""
            SELECT i.id, t.instance, t.execution, t.task, t.due
            FROM durable_timer t JOIN durable_instance i ON i.instance = t.instance AND i.hub = ?1
            """).Bind(1, Key);
        while (timers.Step())
            pending.Armed.Add(new ArmedTimer(new TimerKey(timers.Int64(4), timers.Int64(1), (int)timers.Int64(2), timers.Int64(3)), timers.Text(0), null));

        var activities = session.Prepare("SELECT instance_id, instance, execution, task, name, version, input FROM durable_activity WHERE hub = ?1").Bind(1, Key);
        while (activities.Step())
        {
            pending.Activities.Add(new ActivityCall(
                activities.Text(0), activities.Int64(1), (int)activities.Int64(2), (int)activities.Int64(3),
                activities.Text(4), activities.Text(5), activities.TextOrNull(6)));
        }

        return pending;
    });

    private static List<Turn> ReadHistory(StoreSession session, long key)
    {
        var turns = new List<Turn>();
        var rows = session.Prepare("SELECT body FROM durable_history WHERE instance = ?1 ORDER BY turn").Bind(1, key);
        while (rows.Step()) turns.Add(JsonSerializer.Deserialize(rows.Blob(0), HubJson.Compact.Turn)!);
        return turns;
    }
}
