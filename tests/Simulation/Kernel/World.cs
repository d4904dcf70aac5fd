namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// The time of a run, which all processes of it share. It passes only when the driver says so. Timers run on elapsed time, as those of an
/// operating system do; the wall clock is elapsed time plus an offset that may jump.
/// </summary>
internal sealed class World
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private readonly SortedSet<ProcessTimer> timers = new(Comparer<ProcessTimer>.Create(static (a, b) => a.CompareTo(b)));
    private TimeSpan offset;
    private long created;

    public TimeSpan Elapsed { get; private set; }

    public DateTimeOffset Wall => Start + Elapsed + offset;

    /// <summary>The latest the wall clock has ever shown: it may have been put back since.</summary>
    public DateTimeOffset LatestWall { get; private set; } = Start;

    /// <summary>When the next timer is due, or null.</summary>
    public TimeSpan? NextDue => timers.Min?.Due;

    public bool HasRipe => timers.Min is { } next && next.Due <= Elapsed;

    public void Pass(TimeSpan span)
    {
        Elapsed += span;
        Remember();
    }

    public void Jump(TimeSpan span)
    {
        offset += span;
        Remember();
    }

    /// <summary>Fires one of the timers that are due: the first, or another of those that a busy machine might get round to before it.</summary>
    public ProcessTimer FireRipe(int place)
    {
        var ripe = timers.TakeWhile(timer => timer.Due <= Elapsed).Skip(place).FirstOrDefault() ?? timers.Min!;
        timers.Remove(ripe);
        ripe.Fire();
        return ripe;
    }

    public int Ripe => timers.TakeWhile(timer => timer.Due <= Elapsed).Count();

    private void Remember() => LatestWall = Wall > LatestWall ? Wall : LatestWall;

    internal long NextNumber() => ++created;

    internal void Arm(ProcessTimer timer) => timers.Add(timer);

    internal void Disarm(ProcessTimer timer) => timers.Remove(timer);

    internal void DropTimersOf(ProcessClock clock) => timers.RemoveWhere(timer => timer.Clock == clock);
}
