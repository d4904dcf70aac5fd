using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>A machine whose time of day is set and drifts, while its timers and timestamps go by the time that passes.</summary>
internal sealed class JumpingClock(ManualTime passing) : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset driftsSince = passing.GetUtcNow();
    private TimeSpan ahead;
    private double drift;

    public JumpingClock() : this(new ManualTime())
    {
    }

    /// <summary>The time that passes.</summary>
    public ManualTime Passing => passing;

    public override long TimestampFrequency => passing.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return passing.GetUtcNow() + Ahead();
    }

    /// <param name="span">Ahead, or back.</param>
    public void Jump(TimeSpan span)
    {
        lock (gate) ahead += span;
    }

    /// <param name="share">Seconds gained in a second.</param>
    public void Drift(double share)
    {
        lock (gate)
        {
            ahead = Ahead();
            driftsSince = passing.GetUtcNow();
            drift = share;
        }
    }

    public override long GetTimestamp() => passing.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => passing.CreateTimer(callback, state, dueTime, period);

    private TimeSpan Ahead() => ahead + ((passing.GetUtcNow() - driftsSince) * drift);
}
