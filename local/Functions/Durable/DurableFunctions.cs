using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.Functions;

/// <summary>A function in the place of an orchestrator class.</summary>
internal sealed class FunctionOrchestrator(Function function, HostParts parts) : ITaskOrchestrator
{
    public Type InputType => typeof(object);

    public Type OutputType => typeof(object);

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) =>
        parts.Runner.RunAsync(function, new OrchestrationTriggerData(context), parts.Abort);
}

internal sealed class FunctionActivity(Function function, Type inputType, HostParts parts) : ITaskActivity
{
    public Type InputType => inputType;

    public Type OutputType => typeof(object);

    public Task<object?> RunAsync(TaskActivityContext context, object? input) =>
        parts.Runner.RunAsync(function, new ActivityTriggerData(context, input), parts.Abort);
}

internal sealed class FunctionEntity(Function function, HostParts parts) : ITaskEntity
{
    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        var trigger = new EntityTriggerData(operation);
        await parts.Runner.RunAsync(function, trigger, parts.Abort);
        return trigger.Dispatcher?.Result;
    }
}
