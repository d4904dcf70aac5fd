using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>
/// One execution of orchestrator code: built by replaying its turns, then carried on turn by turn. It may stay in memory between
/// turns, suspended at its awaits, or be dropped at any time and built again.
/// </summary>
internal sealed class Execution : IDisposable
{
    private readonly ExecutionStart start;
    private readonly ITaskOrchestrator orchestrator;
    private readonly AsyncServiceScope scope;
    private readonly TurnSynchronizationContext sync;
    private readonly OrchestrationContext context;
    private readonly Dictionary<int, OpenTask> open = [];
    private readonly Dictionary<int, long> timers = [];
    private readonly HashSet<string> heldEntities = new(StringComparer.Ordinal);
    private readonly List<HistoryEvent> heldBack = [];
    private readonly List<HistoryEvent> afterTheEnd = [];
    private List<OrchestrationAction> asked = [];
    private List<OrchestrationAction>? remembered;
    private Task<object?>? code;
    private HistoryEvent.Terminated? terminated;
    private ContinueAsNewOptions? next;
    private bool suspended;
    private int nextId;
    private int guids;

    public Execution(ExecutionStart start, ITaskOrchestrator orchestrator, AsyncServiceScope scope)
    {
        this.start = start;
        this.orchestrator = orchestrator;
        this.scope = scope;
        sync = new TurnSynchronizationContext(start.OnIntrusion);
        Events = new ExternalEvents(start.Converter);
        context = new OrchestrationContext(this, start);
    }

    public ExternalEvents Events { get; }

    public DateTime Now { get; private set; }

    public bool IsReplaying { get; private set; }

    public string? CustomStatus { get; private set; }

    /// <summary>Whether the last turn set the custom status.</summary>
    public bool CustomStatusChanged { get; private set; }

    /// <summary>The entities that this execution holds or waits to hold.</summary>
    public IReadOnlyCollection<string> HeldEntities => heldEntities;

    /// <summary>Events that the execution has taken in and the code has not.</summary>
    public int KeptEvents => Events.Kept + heldBack.Count;

    /// <summary>Whether the code waits for an event of this name and would go on with it at once.</summary>
    public bool IsAwaiting(string eventName) => !suspended && Events.IsAwaited(eventName);

    /// <summary>Timers of earlier turns that the last turn let go, with their due times.</summary>
    public List<(int Id, long Due)> CancelledTimers { get; } = [];

    /// <summary>Runs a turn of the past, after which the code went on.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code asked for something else than it did then, or ended.</exception>
    public void Replay(Turn turn)
    {
        if (ReplayLast(turn) is var outcome and not TurnOutcome.Waiting) throw new NonDeterministicOrchestrationException(start.Name, "it to go on", Ended(outcome));
    }

    /// <summary>Runs a turn of the past, which may have been the last.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code asked for something else than it did then.</exception>
    public TurnOutcome ReplayLast(Turn turn)
    {
        IsReplaying = true;
        var outcome = Advance(turn.At, turn.Events);
        Compare(turn.Actions, outcome);
        remembered?.AddRange(asked);
        foreach (var timer in turn.Actions.Where(action => action.Kind == ActionKind.Timer && timers.ContainsKey(action.Id))) timers[timer.Id] = timer.Due;
        IsReplaying = false;
        return outcome;
    }

    /// <summary>Keeps what the replayed code asks for, for <see cref="OpenQuestions"/>.</summary>
    public void RememberQuestions() => remembered = [];

    /// <summary>What the replayed code asked for and still waits for.</summary>
    public IEnumerable<OrchestrationAction> OpenQuestions() => remembered!.Where(action => open.ContainsKey(action.Id))
        .Select(action => action is OrchestrationAction.CreateTimer timer ? timer with { Due = timers[timer.Id] } : action);

    /// <summary>Runs a turn of the present.</summary>
    public (TurnOutcome Outcome, List<OrchestrationAction> Actions) Run(long at, IReadOnlyList<HistoryEvent> events) => (Advance(at, events), asked);

    /// <summary>Whether the answer is to a question that is still open. Others leave no trace in the history.</summary>
    public bool Expects(HistoryEvent happened) => happened switch
    {
        HistoryEvent.TaskCompleted completed => open.ContainsKey(completed.TaskId),
        HistoryEvent.TaskFailed failed => open.ContainsKey(failed.TaskId),
        HistoryEvent.TimerFired fired => timers.ContainsKey(fired.TaskId),
        _ => true,
    };

    /// <summary>
    /// The time at which the events are taken in: a timer has not fired before it was due, though the clock may have been put back
    /// between its firing and this turn.
    /// </summary>
    public long TimeOf(long at, IEnumerable<HistoryEvent> events) =>
        events.OfType<HistoryEvent.TimerFired>().Aggregate(at, (latest, fired) => Math.Max(latest, timers.GetValueOrDefault(fired.TaskId)));

    public void RequireOwnThread()
    {
        if (sync.IsCurrent) return;
        throw new InvalidOperationException(
            "The orchestration context was used outside the orchestrator's own turn. Orchestrator code may await only tasks of its context, "
            + "never those of other parts, nor with ConfigureAwait(false) or Task.Run.");
    }

    public int NextActionId()
    {
        RequireOwnThread();
        if (nextId >= start.Limits.MaxOrchestrationActions)
            throw new InvalidOperationException($"The orchestrator asked for more than {start.Limits.MaxOrchestrationActions} actions in one execution. Continue as new before that.");
        return nextId++;
    }

    public Task<T> Ask<T>(OrchestrationAction action, OpenTask<T> task)
    {
        asked.Add(action);
        open.Add(action.Id, task);
        return task.Task;
    }

    public void Tell(OrchestrationAction action) => asked.Add(action);

    public Task CreateTimer(DateTime fireAt, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled(cancellation);
        var id = NextActionId();
        var due = fireAt.Ticks;
        var task = OpenTask<object?>.ForTask(start.Converter, "timer", id);
        timers.Add(id, due);
        var fired = Ask(new OrchestrationAction.CreateTimer(id, due), task);
        if (cancellation.CanBeCanceled) cancellation.Register(() => LetGo(id, task, cancellation));
        return fired;
    }

    public void Hold(IEnumerable<string> entityIds) => heldEntities.UnionWith(entityIds);

    public void LetGo(IEnumerable<string> entityIds) => heldEntities.ExceptWith(entityIds);

    public void SetCustomStatus(string? status)
    {
        RequireOwnThread();
        CustomStatus = status;
        CustomStatusChanged = true;
    }

    public void ContinueAsNew(ContinueAsNewOptions options)
    {
        RequireOwnThread();
        next = options;
    }

    /// <summary>An id that is the same in every replay and in no other execution.</summary>
    public Guid NewGuid()
    {
        RequireOwnThread();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{start.Seed}/{guids++}"), hash);

        // RFC 9562 version 8, an id made of a hash of the maker's own choice.
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>Lets go of the code where it stands, and of its services on a thread that may wait.</summary>
    public void Dispose() => _ = Task.Run(async () => await scope.DisposeAsync());

    private TurnOutcome Advance(long at, IReadOnlyList<HistoryEvent> events)
    {
        Now = new DateTime(at, DateTimeKind.Utc);
        asked = [];
        CancelledTimers.Clear();
        CustomStatusChanged = false;
        sync.Run((this, events), static turn =>
        {
            var (self, events) = turn;
            if (self.code is null)
            {
                self.code = self.RunCodeAsync();
                self.sync.Drain();
            }

            foreach (var happened in events) self.Receive(happened);
        });
        return Outcome();
    }

    // Awaited here, code that left its thread with ConfigureAwait(false) is noticed when it comes to its end.
    private async Task<object?> RunCodeAsync() =>
        await orchestrator.RunAsync(context, start.Converter.Deserialize(start.Input, orchestrator.InputType));

    private void Receive(HistoryEvent happened)
    {
        if (terminated is not null) return;
        switch (happened)
        {
            case HistoryEvent.Terminated end:
                terminated = end;
                break;
            case HistoryEvent.Resumed:
                suspended = false;
                var late = heldBack.ToArray();
                heldBack.Clear();
                foreach (var held in late) Receive(held);
                break;
            case HistoryEvent.Rewound:
                break;
            case HistoryEvent.Suspended:
                suspended = true;
                break;
            case var _ when suspended:
                heldBack.Add(happened);
                break;
            case HistoryEvent.EventRaised raised when code!.IsCompleted:
                afterTheEnd.Add(raised);
                break;
            case HistoryEvent.EventRaised raised:
                Events.Raise(raised);
                break;
            case HistoryEvent.TaskCompleted completed:
                if (open.Remove(completed.TaskId, out var answered)) answered.Complete(completed.Result);
                break;
            case HistoryEvent.TaskFailed failed:
                if (open.Remove(failed.TaskId, out var refused)) refused.Fail(failed.Failure);
                break;
            case HistoryEvent.TimerFired fired:
                timers.Remove(fired.TaskId);
                if (open.Remove(fired.TaskId, out var due)) due.Complete(null);
                break;
            default:
                throw new InvalidOperationException($"Unknown event {happened.GetType().Name}.");
        }

        sync.Drain();
    }

    private TurnOutcome Outcome()
    {
        if (terminated is not null) return new TurnOutcome.Terminated(terminated.Output, terminated.Recursive);
        if (sync.WasIntruded)
        {
            return new TurnOutcome.Failed(TaskFailureDetails.FromException(new InvalidOperationException(
                $"The orchestrator '{start.Name}' awaited a task that is not of its context. Orchestrator code may await only durable tasks: "
                + "activities, timers, events, sub-orchestrations and entities.")));
        }

        if (!code!.IsCompleted) return new TurnOutcome.Waiting(suspended);
        try
        {
            var output = code.GetAwaiter().GetResult();
            if (next is null) return new TurnOutcome.Completed(start.Converter.Serialize(output));
            return new TurnOutcome.ContinuedAsNew(start.Converter.Serialize(next.NewInput), next.NewVersion, next.PreserveUnprocessedEvents, Carried(next.PreserveUnprocessedEvents));
        }
        catch (Exception e)
        {
            return new TurnOutcome.Failed(TaskFailureDetails.FromException(e));
        }
    }

    // A pause concerns the instance, whichever of its executions is the present one.
    private List<HistoryEvent> Carried(bool preserveEvents)
    {
        var carried = new List<HistoryEvent>();
        if (preserveEvents)
        {
            carried.AddRange(Events.Untaken());
            carried.AddRange(afterTheEnd);
        }

        if (!suspended) return carried;
        carried.Add(new HistoryEvent.Suspended(null));
        if (preserveEvents) carried.AddRange(heldBack.OfType<HistoryEvent.EventRaised>());
        return carried;
    }

    private void LetGo(int id, OpenTask<object?> task, CancellationToken cancellation)
    {
        if (!timers.Remove(id, out var due)) return;
        open.Remove(id);
        CancelledTimers.Add((id, due));
        task.Cancel(cancellation);
    }

    private void Compare(IReadOnlyList<RecordedAction> recorded, TurnOutcome outcome)
    {
        for (var i = 0; i < Math.Max(recorded.Count, asked.Count); i++)
        {
            var expected = i < recorded.Count ? recorded[i] : null;
            var actual = i < asked.Count ? asked[i].ToRecord() : null;
            if (expected is not null && actual is not null && expected.Matches(actual)) continue;
            throw new NonDeterministicOrchestrationException(
                start.Name,
                expected?.ToString() ?? "nothing more at this point",
                actual is not null ? $"asked for {actual}" : outcome is TurnOutcome.Waiting ? "asked for nothing" : Ended(outcome));
        }
    }

    private static string Ended(TurnOutcome outcome) => outcome is TurnOutcome.Failed failed
        ? $"threw {failed.Failure}"
        : $"ended ({outcome.GetType().Name})";
}
