namespace Microsoft.DurableTask;

/// <summary>
/// The base of orchestrators. The code is run again from the start against its history, so that it must ask the
/// context for everything that is not a pure function of its input: time, ids, tasks, events.
/// </summary>
public abstract class TaskOrchestrator<TInput, TOutput> : ITaskOrchestrator
{
    Type ITaskOrchestrator.InputType => typeof(TInput);

    Type ITaskOrchestrator.OutputType => typeof(TOutput);

    public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input);

    // The continuation must stay on the orchestration's own scheduler, as every await in orchestrator code must.
    async Task<object?> ITaskOrchestrator.RunAsync(TaskOrchestrationContext context, object? input) =>
        await RunAsync(context, input is null ? default! : (TInput)input);
}
