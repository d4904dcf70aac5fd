namespace OmniFunctions.Tests.Support;

/// <summary>
/// A clock that stands still until it is told to go on. Advancing fires the timers that fall due, in their order, each at its own time
/// and on the caller's thread.
/// </summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start.ToUniversalTime();

    public ManualTime() : this(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the next timer falls due; null while none is set.</summary>
    public DateTimeOffset? NextDueAt
    {
        get
        {
            lock (gate) return timers.Min(timer => timer.DueAt);
        }
    }

    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        var end = GetUtcNow() + span;
        while (NextDue(end) is { } timer) timer.Fire();
        lock (gate) now = end;
    }

    /// <summary>As somebody who sets the clock does. What has fired has fired.</summary>
    public void PutBack(TimeSpan span)
    {
        lock (gate) now -= span;
    }

    private ManualTimer? NextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            if (next is null) return null;
            if (next.DueAt > now) now = next.DueAt.Value;
            next.Next();
            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? DueAt { get; private set; }

        public void Fire() => callback(state);

        /// <summary>Sets the next time of a timer that repeats, and rests one that does not. Called under the clock's gate.</summary>
        public void Next()
        {
            if (period > TimeSpan.Zero) DueAt += period;
            else Rest();
        }

        public bool Change(TimeSpan dueTime, TimeSpan repeatAfter)
        {
            lock (time.gate)
            {
                Rest();
                period = repeatAfter == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : repeatAfter;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                DueAt = time.now + dueTime;
                time.timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time.gate) Rest();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Rest()
        {
            DueAt = null;
            time.timers.Remove(this);
        }
    }
}
