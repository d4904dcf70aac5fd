using System.Text.Json;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>
/// The changes of one unit of work, on the writer's thread: messages to other instances become rows here and are told to memory
/// through the outbox. Delivery is exactly once because the row is written in the sender's unit and deleted in the receiver's.
/// </summary>
internal sealed class HubUnit(HubStore hub, StoreSession session, long now)
{
    public Outbox Outbox { get; } = new();

    public StoreSession Session => session;

    public long HubKey => hub.Key;

    public long Now => now;

    /// <summary>Puts an event into the inbox of the instance with this id. Without a living one it is dropped.</summary>
    public bool Deliver(string instanceId, HistoryEvent happened)
    {
        var found = session.Prepare($"SELECT instance FROM durable_instance WHERE hub = ?1 AND id = ?2 AND {StatusExtensions.AliveSql}")
            .Bind(1, hub.Key).Bind(2, instanceId);
        if (!found.Step()) return false;
        Insert(instanceId, found.Int64(0), Message.AnyExecution, happened, JsonSerializer.SerializeToUtf8Bytes(happened, HubJson.Compact.HistoryEvent));
        return true;
    }

    /// <summary>Puts something that had been taken in back into the inbox of its execution.</summary>
    public void Redeliver(string instanceId, long key, int execution, HistoryEvent happened) =>
        Insert(instanceId, key, execution, happened, JsonSerializer.SerializeToUtf8Bytes(happened, HubJson.Compact.HistoryEvent));

    /// <summary>A sub-orchestration of an instance, with the answer that it would give, if it has one.</summary>
    public (long Key, int Execution, OrchestrationRuntimeStatus Status, Func<int, HistoryEvent>? Answer)? FindChild(long parent, string id)
    {
        var row = session.Prepare("SELECT instance, execution, status, output FROM durable_instance WHERE hub = ?1 AND id = ?2 AND parent = ?3")
            .Bind(1, hub.Key).Bind(2, id).Bind(3, parent);
        if (!row.Step()) return null;
        var status = (OrchestrationRuntimeStatus)row.Int64(2);
        var output = row.TextOrNull(3);
        return (row.Int64(0), (int)row.Int64(1), status, status switch
        {
            OrchestrationRuntimeStatus.Completed => task => new HistoryEvent.TaskCompleted(task, output),
            OrchestrationRuntimeStatus.Terminated => task => new HistoryEvent.TaskFailed(task, TaskFailures.Terminated(id)),
            _ => null,
        });
    }

    /// <summary>The ids of the sub-orchestrations of an instance that have not ended.</summary>
    public List<string> LivingChildren(long parent)
    {
        var rows = session.Prepare($"SELECT id FROM durable_instance WHERE parent = ?1 AND {StatusExtensions.AliveSql}").Bind(1, parent);
        var children = new List<string>();
        while (rows.Step()) children.Add(rows.Text(0));
        return children;
    }

    /// <summary>Answers a task of an execution. If that has ended, nobody wants to know.</summary>
    public void Answer(Caller caller, HistoryEvent answer)
    {
        var found = session.Prepare($"SELECT execution FROM durable_instance WHERE instance = ?1 AND {StatusExtensions.AliveSql}").Bind(1, caller.Key);
        if (!found.Step() || found.Int64(0) != caller.Execution) return;
        Insert(caller.InstanceId, caller.Key, caller.Execution, answer, JsonSerializer.SerializeToUtf8Bytes(answer, HubJson.Compact.HistoryEvent));
    }

    /// <summary>Sends to an entity, which begins to exist by it.</summary>
    /// <param name="due">Ticks of UTC before which it is not delivered; 0 is at once.</param>
    public void Deliver(string entityId, EntityMessage message, long due = 0)
    {
        var key = KeyOfEntity(entityId);
        var body = JsonSerializer.SerializeToUtf8Bytes(message, HubJson.Compact.EntityMessage);
        if (due <= now)
        {
            Insert(entityId, key, Message.AnyExecution, message, body);
            return;
        }

        var signal = hub.NextMessage(session);
        session.Prepare("INSERT INTO durable_scheduled_signal VALUES (?1, ?2, ?3, ?4)").Bind(1, signal).Bind(2, key).Bind(3, due).Bind(4, body).Run();
        Outbox.Armed.Add(new ArmedTimer(
            new TimerKey(due, key, Message.AnyExecution, signal),
            entityId,
            new Message(key, Message.AnyExecution, MessageSource.ScheduledSignal, signal, message)));
    }

    /// <summary>Creates an instance; one of the same id that may be replaced is forgotten first.</summary>
    /// <exception cref="InstanceConflictException">One of the same id exists in a state that <paramref name="blocks"/> names.</exception>
    public long Create(NewInstance added, Func<OrchestrationRuntimeStatus, bool> blocks)
    {
        var existing = session.Prepare("SELECT instance, status FROM durable_instance WHERE hub = ?1 AND id = ?2").Bind(1, hub.Key).Bind(2, added.Id);
        if (existing.Step())
        {
            var status = (OrchestrationRuntimeStatus)existing.Int64(1);
            if (blocks(status)) throw new InstanceConflictException(added.Id, status);
            Forget(existing.Int64(0));
        }

        var key = hub.NextKey(session);
        var insert = session.Prepare("INSERT INTO durable_instance VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, 1, ?7, ?8, ?8, ?9, NULL, NULL, NULL, NULL, ?10, ?11, ?12, ?13, ?14, ?15)")
            .Bind(1, key).Bind(2, hub.Key).Bind(3, added.Id).Bind(4, added.Name).Bind(5, added.Version)
            .Bind(6, (long)OrchestrationRuntimeStatus.Pending).Bind(7, added.StartAt).Bind(8, now).Bind(9, added.Input);
        if (added.Tags is { Count: > 0 } tags) insert.Bind(10, JsonSerializer.SerializeToUtf8Bytes(tags, HubJson.Compact.IReadOnlyDictionaryStringString));
        if (added.Parent is { } parent)
        {
            insert.Bind(11, parent.Caller.Key).Bind(12, parent.Caller.Execution).Bind(13, parent.Caller.TaskId)
                .Bind(14, parent.Caller.InstanceId).Bind(15, parent.Name);
        }

        insert.Run();
        Outbox.Changed.Add(added.Id);
        if (added.StartAt > now)
            Outbox.Armed.Add(new ArmedTimer(new TimerKey(added.StartAt, key, Message.AnyExecution, 0), added.Id, Message.Start(key)));
        else
            Outbox.Messages.Add((added.Id, Message.Start(key)));
        return key;
    }

    /// <summary>Deletes an instance, its history and what waits for it. Activities that wait to be run still run.</summary>
    public void Forget(long key)
    {
        session.Prepare("DELETE FROM durable_history WHERE instance = ?1").Bind(1, key).Run();
        session.Prepare("DELETE FROM durable_message WHERE target = ?1").Bind(1, key).Run();
        DeleteTimers(key);
        session.Prepare("DELETE FROM durable_instance WHERE instance = ?1").Bind(1, key).Run();
    }

    /// <summary>Deletes the rows behind messages that are taken in by this unit.</summary>
    /// <param name="inOrder">
    /// No earlier message of the inbox was left behind, so that one statement deletes them all. They may stand in another order than they
    /// came in: what an entity held back is performed after the release it waited for.
    /// </param>
    public void Delete(IReadOnlyList<Message> taken, bool inOrder = true)
    {
        Message? last = null;
        foreach (var message in taken)
        {
            switch (message.Source)
            {
                case MessageSource.Inbox when inOrder && (last is null || last.TargetKey == message.TargetKey):
                    if (last is null || message.SourceId > last.SourceId) last = message;
                    break;
                case MessageSource.Inbox:
                    session.Prepare("DELETE FROM durable_message WHERE target = ?1 AND message = ?2").Bind(1, message.TargetKey).Bind(2, message.SourceId).Run();
                    break;
                case MessageSource.Timer:
                    DeleteTimer(message.TargetKey, message.Execution, message.SourceId);
                    break;
                case MessageSource.Activity:
                    session.Prepare("DELETE FROM durable_activity WHERE instance = ?1 AND execution = ?2 AND task = ?3")
                        .Bind(1, message.TargetKey).Bind(2, message.Execution).Bind(3, message.SourceId).Run();
                    break;
                case MessageSource.ScheduledSignal:
                    session.Prepare("DELETE FROM durable_scheduled_signal WHERE signal = ?1").Bind(1, message.SourceId).Run();
                    break;
                case MessageSource.Start or MessageSource.Wake:
                    break;
                default:
                    throw new InvalidOperationException($"Unknown source {message.Source}.");
            }
        }

        if (last is not null)
            session.Prepare("DELETE FROM durable_message WHERE target = ?1 AND message <= ?2").Bind(1, last.TargetKey).Bind(2, last.SourceId).Run();
    }

    /// <summary>Deletes and disarms all timers of an instance.</summary>
    public void DeleteTimers(long key)
    {
        var timers = session.Prepare("SELECT due, execution, task FROM durable_timer WHERE instance = ?1").Bind(1, key);
        var any = false;
        while (timers.Step())
        {
            any = true;
            Outbox.Disarmed.Add(new TimerKey(timers.Int64(0), key, (int)timers.Int64(1), timers.Int64(2)));
        }

        if (any) session.Prepare("DELETE FROM durable_timer WHERE instance = ?1").Bind(1, key).Run();
    }

    public void DeleteTimer(long key, int execution, long task) =>
        session.Prepare("DELETE FROM durable_timer WHERE instance = ?1 AND execution = ?2 AND task = ?3").Bind(1, key).Bind(2, execution).Bind(3, task).Run();

    private long KeyOfEntity(string entityId)
    {
        var found = session.Prepare("SELECT entity FROM durable_entity WHERE hub = ?1 AND id = ?2").Bind(1, hub.Key).Bind(2, entityId);
        if (found.Step()) return found.Int64(0);
        var key = hub.NextKey(session);
        session.Prepare("INSERT INTO durable_entity VALUES (?1, ?2, ?3, NULL, ?4, NULL, NULL)").Bind(1, key).Bind(2, hub.Key).Bind(3, entityId).Bind(4, now).Run();
        return key;
    }

    private void Insert(string targetId, long key, int execution, object content, byte[] body)
    {
        var id = hub.NextMessage(session);
        session.Prepare("INSERT INTO durable_message VALUES (?1, ?2, ?3, ?4)").Bind(1, key).Bind(2, id).Bind(3, execution).Bind(4, body).Run();
        Outbox.Messages.Add((targetId, new Message(key, execution, MessageSource.Inbox, id, content)));
    }
}
