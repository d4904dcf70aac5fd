namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>
/// Keeps orchestrator code on the one thread that runs its turn. A continuation that comes from elsewhere means that the code
/// awaited something that is not durable: it is not run, and the orchestration fails with that reason.
/// </summary>
internal sealed class TurnSynchronizationContext(Action onIntrusion) : SynchronizationContext
{
    private const int NoThread = -1;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> posted = new();
    private int thread = NoThread;

    /// <summary>Whether the current thread is the one that runs a turn of this very execution.</summary>
    public bool IsCurrent => Volatile.Read(ref thread) == Environment.CurrentManagedThreadId && Current == this;

    public bool WasIntruded { get; private set; }

    public void Run<TState>(TState state, Action<TState> code)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        thread = Environment.CurrentManagedThreadId;
        try
        {
            code(state);
        }
        finally
        {
            Volatile.Write(ref thread, NoThread);
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs what continuations have left, inside a turn.</summary>
    public void Drain()
    {
        while (posted.TryDequeue(out var next)) next.Callback(next.State);
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref thread) == Environment.CurrentManagedThreadId) posted.Enqueue((d, state));
        else ReportIntrusion();
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Orchestrator code cannot be entered from outside its turn.");

    public override SynchronizationContext CreateCopy() => this;

    public void ReportIntrusion()
    {
        WasIntruded = true;
        onIntrusion();
    }
}
