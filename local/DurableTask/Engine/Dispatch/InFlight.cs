namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>Counts units that are on their way to the disk, so that a stop can wait for them.</summary>
internal sealed class InFlight
{
    private readonly Lock gate = new();
    private TaskCompletionSource? idle;
    private int count;

    public void Enter()
    {
        lock (gate) count++;
    }

    public void Exit()
    {
        lock (gate)
        {
            if (--count > 0) return;
            idle?.TrySetResult();
            idle = null;
        }
    }

    public Task WhenNoneAsync()
    {
        lock (gate)
        {
            if (count == 0) return Task.CompletedTask;
            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }
}
