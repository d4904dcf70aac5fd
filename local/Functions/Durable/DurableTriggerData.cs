using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.Functions;

internal sealed record DurableWorkerRegistration;

internal sealed class OrchestrationTriggerData(TaskOrchestrationContext context) : TriggerData
{
    public TaskOrchestrationContext Context => context;

    public override IReadOnlyDictionary<string, object?> BindingData => new Dictionary<string, object?> { ["instanceId"] = context.InstanceId };
}

internal sealed class ActivityTriggerData(TaskActivityContext context, object? input) : TriggerData
{
    public TaskActivityContext Context => context;

    public object? Input => input;

    public override IReadOnlyDictionary<string, object?> BindingData => new Dictionary<string, object?> { ["instanceId"] = context.InstanceId };
}

internal sealed class EntityTriggerData(TaskEntityOperation operation) : TriggerData
{
    public TaskEntityOperation Operation => operation;

    /// <summary>Made when the function asks for it; it needs the services of the run.</summary>
    public TaskEntityDispatcher? Dispatcher { get; set; }
}
