namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>A timer of a process. Of two that are due at the same moment, the one that was armed first comes first.</summary>
internal sealed class ProcessTimer(ProcessClock clock, TimerCallback callback, object? state) : ITimer, IComparable<ProcessTimer>
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private TimeSpan period;
    private long armed;

    public ProcessClock Clock => clock;

    public TimeSpan Due { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan repeatAfter)
    {
        clock.World.Disarm(this);
        if (clock.IsDead) return false;
        period = repeatAfter;
        if (dueTime != Never) Arm(dueTime);
        return true;
    }

    public void Fire()
    {
        if (period > TimeSpan.Zero) Arm(period);
        callback(state);
    }

    public int CompareTo(ProcessTimer? other)
    {
        var order = Due.CompareTo(other!.Due);
        return order != 0 ? order : armed.CompareTo(other.armed);
    }

    public void Dispose() => clock.World.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm(TimeSpan after)
    {
        Due = clock.World.Elapsed + after;
        armed = clock.World.NextNumber();
        clock.World.Arm(this);
    }
}
