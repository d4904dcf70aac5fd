namespace OmniFunctions.Local.DurableTask.Client;

/// <summary>Who waits for the status of an instance to change.</summary>
internal sealed class InstanceWaiters
{
    private readonly Dictionary<string, Change> waiting = new(StringComparer.Ordinal);

    /// <summary>Completes at the next change. Ask before looking, so that no change falls between, and dispose of it in the end.</summary>
    public Change NextChange(string instanceId)
    {
        lock (waiting)
        {
            if (!waiting.TryGetValue(instanceId, out var change)) waiting[instanceId] = change = new Change(this, instanceId);
            change.Waiters++;
            return change;
        }
    }

    public void Signal(string instanceId)
    {
        Change? change;
        lock (waiting)
        {
            if (waiting.Count == 0) return;
            waiting.Remove(instanceId, out change);
        }

        change?.Happened();
    }

    internal sealed class Change(InstanceWaiters owner, string instanceId) : IDisposable
    {
        private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Waiters { get; set; }

        public Task Task => completion.Task;

        public void Happened() => completion.TrySetResult();

        public void Dispose()
        {
            lock (owner.waiting)
            {
                // Nobody is left to be told: an id that never changes must not stay for ever.
                if (--Waiters == 0 && owner.waiting.TryGetValue(instanceId, out var current) && current == this) owner.waiting.Remove(instanceId);
            }
        }
    }
}
