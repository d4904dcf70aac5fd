namespace Microsoft.DurableTask.Entities;

public interface ITaskEntity
{
    /// <summary>Performs one operation. What it throws undoes the operation's changes to the state and its messages.</summary>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
