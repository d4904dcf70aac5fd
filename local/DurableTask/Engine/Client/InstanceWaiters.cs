namespace OmniFunctions.Local.DurableTask.Client;

/// <summary>Who waits for the status of an instance to change.</summary>
internal sealed class InstanceWaiters
{
    private readonly Dictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    /// <summary>Completes at the next change. Ask before looking, so that no change falls between.</summary>
    public Task NextChangeAsync(string instanceId)
    {
        lock (waiting)
        {
            if (!waiting.TryGetValue(instanceId, out var change))
                waiting[instanceId] = change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return change.Task;
        }
    }

    public void Signal(string instanceId)
    {
        TaskCompletionSource? change;
        lock (waiting)
        {
            if (waiting.Count == 0) return;
            waiting.Remove(instanceId, out change);
        }

        change?.TrySetResult();
    }
}
