using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>
/// Takes in the messages of one orchestration as one work item: build the execution if it is not in memory, run a turn, and write
/// all that follows from it in one unit.
/// </summary>
internal sealed class OrchestrationRunner(Hub hub)
{
    // Code that continues as new at once, again and again, gives way to others after so many executions.
    private const int MaxExecutionsPerWorkItem = 16;
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ILogger log = hub.Loggers.CreateLogger("OmniFunctions.Local.DurableTask.Orchestrations");
    private readonly Intake intake = new(hub.Options.MaxKeptEvents);

    public InFlight InFlight { get; } = new();

    /// <summary>Runs the turn on this thread; the unit goes its own way, so that the next orchestration need not wait for the disk.</summary>
    public ValueTask RunAsync(Mailbox mailbox)
    {
        InFlight.Enter();
        var batch = mailbox.Take(hub.Options.MaxOrchestrationBatchSize);
        try
        {
            if (Advance(mailbox, ref batch) is { } item) _ = CommitAsync(mailbox, batch, item);
            else Release(mailbox);
        }
        catch (Exception e)
        {
            TryAgainLater(mailbox, batch, e);
        }

        return ValueTask.CompletedTask;
    }

    private WorkItem? Advance(Mailbox mailbox, ref List<Message> batch)
    {
        var session = (OrchestrationSession?)mailbox.Session;
        if (session is not null && batch.Exists(message => message.TargetKey > session.Row.Key))
        {
            // A newer instance has taken the place of the one in memory.
            Drop(mailbox);
            session = null;
        }

        if (session is null && hub.Store.FindInstance(mailbox.Id) is { } found && found.Status.IsAlive())
            mailbox.Session = session = new OrchestrationSession(found);

        // Late answers to an instance that has ended still have their rows; those of its inbox went with it.
        if (session is null) return batch.Any(message => message.Source == MessageSource.Activity) ? WorkItem.Discard(batch) : null;

        if (session.Row.Starting && !batch.Exists(message => MayBegin(session, message)))
        {
            session.Early.AddRange(batch);
            return null;
        }

        var refusal = VersionGate.Refusal(hub.Options.Versioning, session.Row.Version);
        if (refusal is not null && hub.Options.Versioning!.FailureStrategy == DurableTaskWorkerOptions.VersionFailureStrategy.Reject)
        {
            if (session.Early.Count == 0) log.LogWarning("Orchestration {InstanceId} waits for a worker of its version. {Reason}", session.Row.Id, refusal.ErrorMessage);
            session.Early.AddRange(batch);
            return null;
        }

        if (session.Early.Count > 0)
        {
            batch = [.. session.Early, .. batch];
            session.Early.Clear();
        }

        session.Taken = batch;
        return refusal is null ? Advance(session, batch) : Fail(new WorkItem(session, batch) { At = hub.Time.GetUtcNow().Ticks }, session, batch, refusal);
    }

    private static bool MayBegin(OrchestrationSession session, Message message) =>
        message.TargetKey == session.Row.Key && (message.Source == MessageSource.Start || message.Body is HistoryEvent.Terminated);

    private WorkItem? Advance(OrchestrationSession session, List<Message> batch)
    {
        var item = new WorkItem(session, batch) { At = Math.Max(hub.Time.GetUtcNow().Ticks, session.LastTurnAt) };
        var row = session.Row;
        if (row.Starting && Intake.EventsFor(row, batch).OfType<HistoryEvent.Terminated>().FirstOrDefault() is { } end)
            return item.EndsWith(new TurnOutcome.Terminated(end.Output, end.Recursive));
        var isRewound = batch.Exists(message => message.TargetKey == row.Key && message.Body is HistoryEvent.Rewound);
        if (session.Execution is null && Build(session, isRewound) is { } failure) return Fail(item, session, batch, failure);
        var execution = session.Execution!;
        if (isRewound) item.AskAgain(row.Execution, [.. execution.OpenQuestions()]);
        var events = Intake.CarriedTo(row);
        if (intake.Select(session, batch, events.Count) is { } selected)
        {
            if (selected.Count == 0) return null;
            item.TakeOnly(session.Taken = batch = selected);
        }

        events.AddRange(Intake.EventsFor(row, batch));
        events.RemoveAll(happened => !execution.Expects(happened));
        if (events.Count == 0 && session.Turns > 0 && !batch.Exists(message => message.Source == MessageSource.Wake)) return item.WithoutTurn();

        item.At = execution.TimeOf(item.At, events);
        for (var executions = 1; ; executions++)
        {
            var (outcome, actions) = execution.Run(item.At, events);
            item.Add(execution, row.Execution, actions);
            if (outcome is TurnOutcome.ContinuedAsNew next)
            {
                row = item.Restart(execution, next);
                if (!next.PreservesEvents && session.Held.Count > 0)
                {
                    item.TakeOnly(session.Taken = [.. session.Taken, .. session.Held.All]);
                    session.Held.Clear();
                }

                if (executions < MaxExecutionsPerWorkItem)
                {
                    execution.Dispose();
                    session.Execution = null;
                    if (Create(row, out execution!) is { } missing) return item.EndsWith(new TurnOutcome.Failed(missing), new Turn(item.At, next.Carried, []));
                    session.Execution = execution;
                    events = [.. next.Carried];
                    continue;
                }
            }

            return item.EndsWith(outcome, execution, new Turn(item.At, events, actions.ConvertAll(action => action.ToRecord())));
        }
    }

    // The code was not run: what came in is kept as a step of its own, so that a rewind finds it.
    private WorkItem Fail(WorkItem item, OrchestrationSession session, List<Message> batch, TaskFailureDetails failure)
    {
        session.Turns = hub.Store.CountTurns(session.Row.Key);
        return item.EndsWith(new TurnOutcome.Failed(failure), new Turn(item.At, [.. Intake.CarriedTo(session.Row), .. Intake.EventsFor(session.Row, batch.Concat(session.Held.All))], []));
    }

    // Nothing of the code has run when its execution begins; else it is brought to where it was.
    private TaskFailureDetails? Build(OrchestrationSession session, bool isRewound)
    {
        if (Create(session.Row, out var execution) is { } failure) return failure;
        session.Execution = execution;
        if (isRewound) execution!.RememberQuestions();
        session.Turns = 0;
        if (session.Row.Starting) return null;
        try
        {
            foreach (var turn in hub.Store.ReadHistory(session.Row.Key))
            {
                execution!.Replay(turn);
                session.Turns++;
                session.LastTurnAt = turn.At;
            }

            return null;
        }
        catch (NonDeterministicOrchestrationException e)
        {
            return TaskFailureDetails.FromException(e);
        }
    }

    private TaskFailureDetails? Create(InstanceRow row, out Execution? execution)
    {
        execution = null;
        var scope = hub.Services.CreateAsyncScope();
        try
        {
            if (!hub.Factory.TryCreateOrchestrator(row.Name, row.Version, scope.ServiceProvider, out var orchestrator))
            {
                scope.Dispose();
                return TaskFailures.NoOrchestrator(row.Name);
            }

            execution = new Execution(StartOf(row), orchestrator, scope);
            return null;
        }
        catch (Exception e)
        {
            scope.Dispose();
            return TaskFailureDetails.FromException(e);
        }
    }

    private ExecutionStart StartOf(InstanceRow row) => new(
        row.Id,
        row.Name,
        row.Version,
        row.Input,
        hub.Store.SeedOf(row.Key, row.Execution),
        row.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.Caller.InstanceId) : null,
        hub.Options.DataConverter,
        hub.Loggers,
        hub.Options,
        () => Wake(row));

    private void Wake(InstanceRow row) => hub.Post(row.Id, new Message(row.Key, row.Execution, MessageSource.Wake, 0, null));

    private async Task CommitAsync(Mailbox mailbox, List<Message> batch, WorkItem item)
    {
        var flushed = false;
        try
        {
            await hub.Store.WriteAsync(item.Write, (outbox, row) =>
            {
                flushed = true;
                hub.Perform(outbox);
                item.Written(row);
                if (row is null || !row.Status.IsAlive()) Drop(mailbox);
                else GoOn((OrchestrationSession)mailbox.Session!);
                Release(mailbox);
            });
        }
        catch (InstanceGoneException)
        {
            // What came for the old instance is sorted out against the new one.
            Return(mailbox, batch);
            Release(mailbox);
        }
        catch (Exception e) when (!flushed)
        {
            TryAgainLater(mailbox, batch, e);
        }
        catch (Exception e)
        {
            // The unit stands, and must not be written twice: memory is rebuilt from it.
            log.LogCritical(e, "What follows from a work item of orchestration {InstanceId} was not told to all.", mailbox.Id);
            Drop(mailbox);
            Release(mailbox);
        }
    }

    private void TryAgainLater(Mailbox mailbox, List<Message> batch, Exception reason)
    {
        if (!hub.IsDisposed) log.LogError(reason, "A work item of orchestration {InstanceId} could not be written and is tried again in {Delay}.", mailbox.Id, RetryAfterFailure);
        Return(mailbox, batch);
        InFlight.Exit();
        if (!hub.IsDisposed) _ = Task.Delay(RetryAfterFailure, hub.Time).ContinueWith(_ => hub.Orchestrations.Release(mailbox), TaskScheduler.Default);
    }

    private void Release(Mailbox mailbox)
    {
        hub.Orchestrations.Release(mailbox);
        InFlight.Exit();
    }

    // The session goes, and with it what it holds: all of it is put back in the order in which it came.
    private static void Return(Mailbox mailbox, List<Message> batch)
    {
        var unfinished = mailbox.Session is OrchestrationSession session ? Intake.Unfinished(session, batch) : batch;
        Drop(mailbox);
        mailbox.Return(unfinished);
    }

    private void GoOn(OrchestrationSession session)
    {
        if (intake.CanTakeMore(session)) Wake(session.Row);
        if (hub.Options.ReplayAlways) Forget(session);
    }

    private static void Drop(Mailbox mailbox)
    {
        mailbox.Session?.Dispose();
        mailbox.Session = null;
    }

    private static void Forget(OrchestrationSession session)
    {
        session.Execution?.Dispose();
        session.Execution = null;
    }
}
