namespace Azure.Messaging.ServiceBus;

/// <summary>Renews a lock again and again before it runs out, up to a limit, for as long as a handler works under it.</summary>
internal sealed class LockRenewal : IDisposable
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Func<DateTimeOffset> lockedUntil;
    private readonly Func<Task> renew;
    private readonly Func<Exception, Task> failed;
    private readonly DateTimeOffset limit;
    private readonly ITimer? timer;
    private bool ended;

    /// <param name="failed">Told when a renewal is refused; it is not tried again then.</param>
    public LockRenewal(TimeProvider time, TimeSpan maxDuration, Func<DateTimeOffset> lockedUntil, Func<Task> renew, Func<Exception, Task> failed)
    {
        this.time = time;
        this.lockedUntil = lockedUntil;
        this.renew = renew;
        this.failed = failed;
        if (maxDuration <= TimeSpan.Zero) return;
        var now = time.GetUtcNow();
        limit = maxDuration >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + maxDuration;
        lock (gate) timer = time.CreateTimer(_ => _ = RenewAsync(), null, NextWait(now), Timeout.InfiniteTimeSpan);
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
