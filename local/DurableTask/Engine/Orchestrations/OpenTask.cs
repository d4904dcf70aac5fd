using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>A question of orchestrator code that has not been answered yet.</summary>
internal abstract class OpenTask
{
    public abstract void Complete(string? result);

    public abstract void Fail(TaskFailureDetails failure);
}

/// <param name="toException">What the awaiting code sees of a failure.</param>
internal sealed class OpenTask<T>(DataConverter converter, Func<TaskFailureDetails, Exception> toException) : OpenTask
{
    // Continuations run inside the turn that completes the task, on its thread and in the order of the events.
    private readonly TaskCompletionSource<T> completion = new();

    public Task<T> Task => completion.Task;

    public override void Complete(string? result)
    {
        T value;
        try
        {
            value = converter.Deserialize<T>(result)!;
        }
        catch (Exception e)
        {
            completion.TrySetException(e);
            return;
        }

        completion.TrySetResult(value);
    }

    public override void Fail(TaskFailureDetails failure) => completion.TrySetException(toException(failure));

    public bool Cancel(CancellationToken token) => completion.TrySetCanceled(token);

    public static OpenTask<T> ForTask(DataConverter converter, string name, int id) =>
        new(converter, failure => new TaskFailedException(name, id, failure));

    public static OpenTask<T> ForEntity(DataConverter converter, EntityInstanceId id, string operation) =>
        new(converter, failure => new EntityOperationFailedException(id, operation, failure));
}
