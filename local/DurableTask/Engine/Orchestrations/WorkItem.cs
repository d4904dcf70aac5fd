using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>All that follows from one batch of messages of one orchestration. It is written as one unit, or none of it happened.</summary>
internal sealed class WorkItem
{
    private readonly OrchestrationSession? session;
    private readonly List<(int Execution, OrchestrationAction Action)> actions = [];
    private readonly List<(int Execution, OrchestrationAction Action)> askedAgain = [];
    private readonly HashSet<(int Execution, int Task, long Due)> cancelledTimers = [];
    private readonly HashSet<string> released = new(StringComparer.Ordinal);
    private List<Message> taken;
    private bool inOrder = true;
    private InstanceRow row;
    private TurnOutcome? outcome;
    private Turn? turn;
    private bool restarted;
    private bool customStatusChanged;

    public WorkItem(OrchestrationSession session, List<Message> batch)
        : this(session, session.Row, batch)
    {
    }

    private WorkItem(OrchestrationSession? session, InstanceRow row, List<Message> batch)
    {
        this.session = session;
        taken = batch;
        this.row = row;
    }

    /// <summary>Ticks of UTC.</summary>
    public long At { get; set; }

    /// <summary>Only takes the messages away.</summary>
    public static WorkItem Discard(List<Message> batch) => new(null, null!, batch);

    public WorkItem WithoutTurn() => this;

    /// <summary>Takes in these instead of all; what came before the last of them may stay behind.</summary>
    public void TakeOnly(List<Message> messages)
    {
        taken = messages;
        inOrder = false;
    }

    /// <param name="lastTurn">What came in and was not run.</param>
    public WorkItem EndsWith(TurnOutcome ended, Turn? lastTurn = null)
    {
        outcome = ended;
        turn = lastTurn;
        if (session!.Execution is { } execution) released.UnionWith(execution.HeldEntities);
        return this;
    }

    public WorkItem EndsWith(TurnOutcome stands, Execution execution, Turn lastTurn)
    {
        outcome = stands;
        turn = lastTurn;
        if (stands is not TurnOutcome.Waiting) released.UnionWith(execution.HeldEntities);
        return this;
    }

    /// <summary>Has questions asked once more that were open when the instance failed.</summary>
    public void AskAgain(int execution, IReadOnlyList<OrchestrationAction> questions)
    {
        foreach (var question in questions) askedAgain.Add((execution, question));
    }

    public void Add(Execution execution, int number, List<OrchestrationAction> asked)
    {
        foreach (var action in asked) actions.Add((number, action));
        foreach (var (id, due) in execution.CancelledTimers) cancelledTimers.Add((number, id, due));
        if (!execution.CustomStatusChanged) return;
        customStatusChanged = true;
        row = row with { CustomStatus = execution.CustomStatus };
    }

    /// <summary>Starts the instance over: its timers go, what it holds is released, and answers to the old execution find nobody.</summary>
    public InstanceRow Restart(Execution execution, TurnOutcome.ContinuedAsNew next)
    {
        restarted = true;
        released.UnionWith(execution.HeldEntities);
        cancelledTimers.Clear();
        actions.RemoveAll(asked => asked.Action is OrchestrationAction.CreateTimer);
        return row = row with
        {
            Execution = row.Execution + 1,
            Input = next.Input,
            Version = next.Version ?? row.Version,
            Carried = null,
        };
    }

    /// <summary>Writes the unit.</summary>
    /// <returns>The row as it is now; null if there was none to write.</returns>
    public InstanceRow? Write(HubUnit unit)
    {
        if (session is null)
        {
            unit.Delete(taken, inOrder);
            return null;
        }

        var next = After();
        WriteRow(unit, next);
        unit.Delete(taken, inOrder);
        var ended = !next.Status.IsAlive();
        if (restarted) unit.Session.Prepare("DELETE FROM durable_history WHERE instance = ?1").Bind(1, next.Key).Run();
        if (restarted || ended) unit.DeleteTimers(next.Key);
        if (turn is not null && !next.Starting)
        {
            unit.Session.Prepare("INSERT INTO durable_history VALUES (?1, ?2, ?3)")
                .Bind(1, next.Key).Bind(2, restarted ? 0 : session.Turns)
                .Bind(3, JsonSerializer.SerializeToUtf8Bytes(turn, HubJson.Compact.Turn)).Run();
        }

        foreach (var (execution, action) in askedAgain) PerformAgain(unit, next, execution, action);
        foreach (var (execution, action) in actions) Perform(unit, next, execution, action);
        foreach (var (execution, task, due) in cancelledTimers) Cancel(unit, next.Key, execution, task, due);
        foreach (var entityId in released) unit.Deliver(entityId, new EntityMessage.Release(next.Key));
        if (ended) End(unit, next);
        if (next.Starting) unit.Outbox.Messages.Add((next.Id, Message.Start(next.Key)));
        if (next.Status != session.Row.Status) unit.Outbox.Changed.Add(next.Id);
        return next;
    }

    /// <summary>Brings the session to where the flushed unit left the instance.</summary>
    public void Written(InstanceRow? next)
    {
        if (session is null || next is null) return;
        session.Row = next;
        session.LastTurnAt = At;
        session.Turns = next.Starting ? 0 : (restarted ? 0 : session.Turns) + (turn is null ? 0 : 1);
        if (!next.Starting) return;
        session.Execution?.Dispose();
        session.Execution = null;
    }

    private InstanceRow After() => outcome switch
    {
        null => row,
        TurnOutcome.Waiting waiting => row with { Starting = false, Carried = null, Status = waiting.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running },
        TurnOutcome.Completed => row with { Starting = false, Carried = null, Status = OrchestrationRuntimeStatus.Completed },
        TurnOutcome.Failed => row with { Starting = false, Carried = null, Status = OrchestrationRuntimeStatus.Failed },
        TurnOutcome.Terminated => row with { Starting = false, Carried = null, Status = OrchestrationRuntimeStatus.Terminated },
        TurnOutcome.ContinuedAsNew next => row with
        {
            Starting = true,
            Status = OrchestrationRuntimeStatus.Running,
            Carried = next.Carried.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes([.. next.Carried], HubJson.Compact.ListHistoryEvent),
        },
        _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
    };

    // Most turns change nothing of the row but the time; the rest write it whole.
    private void WriteRow(HubUnit unit, InstanceRow next)
    {
        var before = session!.Row;
        if (!restarted && !customStatusChanged && next.Status == before.Status && next.Starting == before.Starting)
        {
            unit.Session.Prepare("UPDATE durable_instance SET updated = ?2 WHERE instance = ?1").Bind(1, next.Key).Bind(2, At).Run();
        }
        else
        {
            var update = unit.Session.Prepare("""
                UPDATE durable_instance SET updated = ?2, status = ?3, starting = ?4, execution = ?5, version = ?6, input = ?7,
                    carried = ?8, output = ?9, failure = ?10, custom_status = ?11
                WHERE instance = ?1
                """).Bind(1, next.Key).Bind(2, At).Bind(3, (long)next.Status).Bind(4, next.Starting ? 1 : 0).Bind(5, next.Execution)
                .Bind(6, next.Version).Bind(7, next.Input).Bind(11, next.CustomStatus);
            if (next.Carried is { } carried) update.Bind(8, carried);
            if (outcome is TurnOutcome.Completed completed) update.Bind(9, completed.Output);
            if (outcome is TurnOutcome.Terminated terminated) update.Bind(9, terminated.Output);
            if (outcome is TurnOutcome.Failed failed) update.Bind(10, JsonSerializer.SerializeToUtf8Bytes(failed.Failure, HubJson.Compact.TaskFailureDetails));
            update.Run();
        }

        if (unit.Session.Changes == 0) throw new InstanceGoneException();
    }

    private void Perform(HubUnit unit, InstanceRow self, int execution, OrchestrationAction asked)
    {
        switch (asked)
        {
            case OrchestrationAction.CallActivity call:
                unit.Session.Prepare("INSERT OR IGNORE INTO durable_activity VALUES (?1, ?2, ?3, ?4, ?8, ?5, ?6, ?7)")
                    .Bind(1, self.Key).Bind(2, execution).Bind(3, call.Id).Bind(4, self.Id).Bind(5, call.Name).Bind(6, call.Version).Bind(7, call.Input).Bind(8, unit.HubKey).Run();
                unit.Outbox.Activities.Add(new ActivityCall(self.Id, self.Key, execution, call.Id, call.Name, call.Version, call.Input));
                break;
            case OrchestrationAction.CreateTimer timer when cancelledTimers.Contains((execution, timer.Id, timer.Due)) || !self.Status.IsAlive():
                break;
            case OrchestrationAction.CreateTimer timer:
                unit.Session.Prepare("INSERT OR IGNORE INTO durable_timer VALUES (?1, ?2, ?3, ?4)")
                    .Bind(1, self.Key).Bind(2, execution).Bind(3, timer.Id).Bind(4, timer.Due).Run();
                unit.Outbox.Armed.Add(new ArmedTimer(new TimerKey(timer.Due, self.Key, execution, timer.Id), self.Id, null));
                break;
            case OrchestrationAction.StartSubOrchestration start:
                StartSubOrchestration(unit, new Caller(self.Id, self.Key, execution, start.Id), self.Name, start);
                break;
            case OrchestrationAction.SendEvent send:
                unit.Deliver(send.InstanceId, new HistoryEvent.EventRaised(send.Name, send.Payload));
                break;
            case OrchestrationAction.SignalEntity signal:
                unit.Deliver(signal.EntityId, new EntityMessage.Operation(signal.Operation, signal.Input, null), signal.Due);
                break;
            case OrchestrationAction.CallEntity call:
                unit.Deliver(call.EntityId, new EntityMessage.Operation(call.Operation, call.Input, new Caller(self.Id, self.Key, execution, call.Id)));
                break;
            case OrchestrationAction.LockEntities locks:
                unit.Deliver(locks.EntityIds[0], new EntityMessage.Lock(locks.EntityIds, 0, new Caller(self.Id, self.Key, execution, locks.Id)));
                break;
            case OrchestrationAction.ReleaseEntities release:
                foreach (var entityId in release.EntityIds) unit.Deliver(entityId, new EntityMessage.Release(self.Key));
                break;
            default:
                throw new InvalidOperationException($"Unknown action {asked.GetType().Name}.");
        }
    }

    // What an answer may still come from is not begun a second time.
    private void PerformAgain(HubUnit unit, InstanceRow self, int execution, OrchestrationAction question)
    {
        if (restarted || !self.Status.IsAlive()) return;
        if (question is OrchestrationAction.StartSubOrchestration start && unit.FindChild(self.Key, start.InstanceId) is { } child)
        {
            if (child.Status == OrchestrationRuntimeStatus.Failed) Rewind.Apply(unit, start.InstanceId, child.Key, child.Execution, null);
            else if (child.Answer is { } answer) unit.Answer(new Caller(self.Id, self.Key, execution, start.Id), answer(start.Id));
            return;
        }

        Perform(unit, self, execution, question);
    }

    // A child that cannot be created is a failed child, not a failed parent.
    private static void StartSubOrchestration(HubUnit unit, Caller caller, string parentName, OrchestrationAction.StartSubOrchestration start)
    {
        try
        {
            unit.Create(
                new NewInstance(start.InstanceId, start.Name, start.Version, start.Input, 0, start.Tags, new ParentTask(caller, parentName)),
                status => status.IsAlive());
        }
        catch (InstanceConflictException e)
        {
            unit.Answer(caller, new HistoryEvent.TaskFailed(start.Id, TaskFailureDetails.FromException(e)));
        }
    }

    private static void Cancel(HubUnit unit, long key, int execution, int task, long due)
    {
        unit.DeleteTimer(key, execution, task);
        unit.Outbox.Disarmed.Add(new TimerKey(due, key, execution, task));
    }

    private void End(HubUnit unit, InstanceRow self)
    {
        unit.Session.Prepare("DELETE FROM durable_message WHERE target = ?1").Bind(1, self.Key).Run();
        if (outcome is TurnOutcome.Terminated { Recursive: true } end)
        {
            // Here and not where it was asked for, so that a child which this very unit starts does not outlive its parent.
            foreach (var child in unit.LivingChildren(self.Key)) unit.Deliver(child, new HistoryEvent.Terminated(end.Output, Recursive: true));
        }

        if (self.Parent is not { Caller: var caller }) return;
        unit.Answer(caller, outcome switch
        {
            TurnOutcome.Completed completed => new HistoryEvent.TaskCompleted(caller.TaskId, completed.Output),
            TurnOutcome.Failed failed => new HistoryEvent.TaskFailed(caller.TaskId, failed.Failure),
            _ => new HistoryEvent.TaskFailed(caller.TaskId, TaskFailures.Terminated(self.Id)),
        });
    }
}
