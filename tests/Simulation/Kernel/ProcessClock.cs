namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>The clock as one process sees it. Its timers die with the process.</summary>
internal sealed class ProcessClock(World world) : TimeProvider
{
    private bool dead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => world.Wall;

    public override long GetTimestamp() => world.Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ProcessTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Die()
    {
        dead = true;
        world.DropTimersOf(this);
    }

    internal World World => world;

    internal bool IsDead => dead;
}
