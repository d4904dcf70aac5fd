namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>
/// The armed timers of a hub, held in the order of their due times, over one timer of the clock. What is due while the hub
/// is stopped fires when it starts again.
/// </summary>
internal sealed class TimerQueue(TimeProvider time, Action<ArmedTimer> fire) : IDisposable
{
    // The clock's own timers take no more than some 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly SortedSet<ArmedTimer> armed = new(Comparer<ArmedTimer>.Create(static (a, b) => a.Key.CompareTo(b.Key)));
    private ITimer? timer;

    public int Count
    {
        get
        {
            lock (armed) return armed.Count;
        }
    }

    public void Start()
    {
        lock (armed)
        {
            timer ??= time.CreateTimer(static self => ((TimerQueue)self!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            ArmNext();
        }
    }

    public void Stop()
    {
        lock (armed)
        {
            timer?.Dispose();
            timer = null;
        }
    }

    public void Add(ArmedTimer added)
    {
        lock (armed)
        {
            armed.Add(added);
            if (armed.Min.Key == added.Key) ArmNext();
        }
    }

    public void Remove(TimerKey key)
    {
        lock (armed) armed.Remove(new ArmedTimer(key, string.Empty, null));
    }

    private void FireDue()
    {
        var due = new List<ArmedTimer>();
        lock (armed)
        {
            if (timer is null) return;
            var now = time.GetUtcNow().Ticks;
            while (armed.Count > 0 && armed.Min is var next && next.Key.Due <= now)
            {
                armed.Remove(next);
                due.Add(next);
            }

            ArmNext();
        }

        foreach (var entry in due) fire(entry);
    }

    private void ArmNext()
    {
        if (timer is null || armed.Count == 0) return;
        var wait = new TimeSpan(Math.Clamp(armed.Min.Key.Due - time.GetUtcNow().Ticks, 0, LongestWait.Ticks));

        // The clock rounds down to whole milliseconds; a timer that fired early would only be armed again.
        timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => Stop();
}
