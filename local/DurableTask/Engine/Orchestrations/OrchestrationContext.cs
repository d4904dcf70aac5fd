using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>The context of one execution, as its code sees it.</summary>
internal sealed class OrchestrationContext : TaskOrchestrationContext
{
    private readonly Execution execution;
    private readonly ExecutionStart start;

    public OrchestrationContext(Execution execution, ExecutionStart start)
    {
        this.execution = execution;
        this.start = start;
        Entities = new OrchestrationEntities(execution, start.Converter);
        ReplaySafeLoggerFactory = base.ReplaySafeLoggerFactory;
    }

    public override TaskName Name => start.Name;

    public override string InstanceId => start.InstanceId;

    public override string Version => start.Version;

    public override ParentOrchestrationInstance? Parent => start.Parent;

    public override DateTime CurrentUtcDateTime => execution.Now;

    public override bool IsReplaying => execution.IsReplaying;

    public override OrchestrationEntities Entities { get; }

    protected override ILoggerFactory LoggerFactory => start.Loggers;

    protected override ILoggerFactory ReplaySafeLoggerFactory { get; }

    public override T? GetInput<T>() where T : default => start.Converter.Deserialize<T>(start.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var text = start.Converter.Serialize(input);
        var version = options?.Version is { } asked ? asked.Version ?? string.Empty : start.Version;
        return Retries.RunAsync(this, options?.Retry, () =>
        {
            var id = execution.NextActionId();
            return execution.Ask(
                new OrchestrationAction.CallActivity(id, name.Name, version, text),
                OpenTask<TResult>.ForTask(start.Converter, name.Name, id));
        });
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        if (Entities.InCriticalSection())
            throw new InvalidOperationException("No sub-orchestration may be called while entities are held.");
        var text = start.Converter.Serialize(input);
        // A sub-orchestration is an instance of its own, so that its version is not its parent's.
        var version = options?.Version is { } asked ? asked.Version ?? string.Empty : start.Limits.VersionOfSubOrchestrations;
        var wanted = (options as SubOrchestrationOptions)?.InstanceId;
        if (wanted is not null) InstanceIds.Check(wanted);
        return Retries.RunAsync(this, options?.Retry, () =>
        {
            var id = execution.NextActionId();
            var instanceId = wanted ?? NewGuid().ToString("N");
            return execution.Ask(
                new OrchestrationAction.StartSubOrchestration(id, orchestratorName.Name, instanceId, version, text, options?.Tags?.AsReadOnly()),
                OpenTask<TResult>.ForTask(start.Converter, orchestratorName.Name, id));
        });
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : fireAt;
        return due - execution.Now > start.Limits.MaximumTimerInterval ? CreateLongTimerAsync(due, cancellationToken) : execution.CreateTimer(due, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        execution.RequireOwnThread();
        return execution.Events.Wait<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        execution.Tell(new OrchestrationAction.SendEvent(execution.NextActionId(), instanceId, eventName, start.Converter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus) => execution.SetCustomStatus(start.Converter.Serialize(customStatus));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        execution.ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        execution.ContinueAsNew(options);
    }

    public override Guid NewGuid() => execution.NewGuid();

    private async Task CreateLongTimerAsync(DateTime due, CancellationToken cancellation)
    {
        while (due - execution.Now > start.Limits.MaximumTimerInterval && !cancellation.IsCancellationRequested)
            await execution.CreateTimer(execution.Now + start.Limits.MaximumTimerInterval, cancellation);
        await execution.CreateTimer(due, cancellation);
    }
}
