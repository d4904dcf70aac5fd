namespace OmniFunctions.Runtime.Time;

/// <summary>
/// The time by which this process goes: the machine's clock as it stood at the start, and from then on the time that has really passed. A
/// clock that is set by an hour or a year, rightly or wrongly, ends no conversation, breaks no target and expires no token: whoever means it
/// starts the process again. A clock that is only kept right is followed, slowly, so that the two do not part over the months.
/// </summary>
public sealed class SteadyTime : TimeProvider
{
    /// <summary>What the keepers of clocks correct in small steps. A larger difference means that the clock was set.</summary>
    public static readonly TimeSpan LargestCorrection = TimeSpan.FromSeconds(2);

    /// <summary>How often the machine's clock is looked at, at most.</summary>
    private static readonly TimeSpan Stride = TimeSpan.FromSeconds(1);

    /// <summary>Of each stride. Less than one, so that time never goes back.</summary>
    private const double LargestCorrectionShare = 0.01;

    private readonly TimeProvider machine;
    private Mark mark;

    /// <param name="machine">Its time of day may jump; its timestamps and timers may not.</param>
    public SteadyTime(TimeProvider machine)
    {
        this.machine = machine;
        mark = new Mark(machine.GetTimestamp(), machine.GetUtcNow(), 0);
    }

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>How far the machine's clock is ahead of this one.</summary>
    public TimeSpan Apart => machine.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var from = Volatile.Read(ref mark);
        var timestamp = machine.GetTimestamp();
        var passed = machine.GetElapsedTime(from.Timestamp, timestamp);
        var now = from.Utc + passed + ((passed < Stride ? passed : Stride) * from.Correction);
        if (passed >= Stride)
        {
            var apart = machine.GetUtcNow() - now;
            var correction = apart.Duration() > LargestCorrection ? 0 : Math.Clamp(apart / Stride, -LargestCorrectionShare, LargestCorrectionShare);
            Interlocked.CompareExchange(ref mark, new Mark(timestamp, now, correction), from);
        }

        return now;
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);

    /// <param name="Correction">The share of the stride after the mark by which the time goes faster or slower.</param>
    private sealed record Mark(long Timestamp, DateTimeOffset Utc, double Correction);
}
