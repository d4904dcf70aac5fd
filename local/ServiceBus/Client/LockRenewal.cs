namespace Azure.Messaging.ServiceBus;

/// <summary>Renews a lock again and again before it runs out, for as long as it is needed and at most up to a limit.</summary>
internal sealed class LockRenewal : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Func<DateTimeOffset> lockedUntil;
    private readonly Func<Task> renew;
    private readonly Func<Exception, Task> failed;
    private readonly TimeSpan maxDuration;
    private readonly ITimer? timer;
    private DateTimeOffset limit;
    private bool ended;

    /// <param name="failed">Told when a renewal is refused; it is not tried again then.</param>
    public LockRenewal(TimeProvider time, TimeSpan maxDuration, Func<DateTimeOffset> lockedUntil, Func<Task> renew, Func<Exception, Task> failed)
    {
        this.time = time;
        this.lockedUntil = lockedUntil;
        this.renew = renew;
        this.failed = failed;
        this.maxDuration = maxDuration;
        if (maxDuration <= TimeSpan.Zero) return;
        Extend();
        lock (gate) timer = time.CreateTimer(_ => _ = RenewAsync(), null, NextWait(time.GetUtcNow()), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Counts the limit from now on.</summary>
    public void Extend()
    {
        var now = time.GetUtcNow();
        lock (gate) limit = maxDuration >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + maxDuration;
    }

    public void Dispose()
    {
        lock (gate) ended = true;
        timer?.Dispose();
    }

    // Half of what is left: a renewal that comes late still comes in time.
    private TimeSpan NextWait(DateTimeOffset now)
    {
        var left = lockedUntil() - now;
        return left <= TimeSpan.Zero ? TimeSpan.Zero : left / 2;
    }

    private async Task RenewAsync()
    {
        try
        {
            lock (gate)
            {
                if (ended || time.GetUtcNow() >= limit) return;
            }

            await renew().ConfigureAwait(false);
            lock (gate)
            {
                if (!ended) timer!.Change(NextWait(time.GetUtcNow()), Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception e)
        {
            bool over;
            lock (gate) over = ended;

            // A message that was settled meanwhile has no lock to renew.
            if (!over) await failed(e).ConfigureAwait(false);
        }
    }
}
