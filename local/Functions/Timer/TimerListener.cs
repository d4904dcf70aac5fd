using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs one function on its schedule, one run at a time.</summary>
internal sealed class TimerListener(
    Function function, Schedule schedule, TimerTriggerAttribute trigger, TimerStatuses statuses, HostParts parts) : IListener
{
    /// <summary>Longer than one timer of the runtime can wait, a wait is made of several.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>Timers of the runtime may ring a little early; a run this close before its time is on time.</summary>
    private static readonly TimeSpan LateFrom = TimeSpan.FromSeconds(1);

    private readonly TimeProvider time = parts.Time;
    private readonly CancellationTokenSource stopping = new();
    private Task loop = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var known = trigger.UseMonitor ? statuses.Find(function.Name) : null;
        var status = known ?? new ScheduleStatus { LastUpdated = now.UtcDateTime };

        // Worked out anew: the schedule may have changed since the status was written.
        status.Next = Due(new DateTimeOffset(status.LastUpdated, TimeSpan.Zero));
        if (known is null && trigger.UseMonitor) await statuses.KeepAsync(function.Name, status);
        loop = RunAsync(status, missed: status.Next < now.UtcDateTime);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await loop.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(ScheduleStatus status, bool missed)
    {
        if (missed || trigger.RunOnStartup) status = await FireAsync(status, missed);
        while (!stopping.IsCancellationRequested)
        {
            if (!await WaitUntilAsync(status.Next)) return;
            status = await FireAsync(status, time.GetUtcNow() - status.Next > LateFrom);
        }
    }

    /// <returns>False where the host stops first.</returns>
    private async Task<bool> WaitUntilAsync(DateTime due)
    {
        while (due - time.GetUtcNow().UtcDateTime is var left && left > TimeSpan.Zero)
        {
            var wait = Task.Delay(left < MaxWait ? left : MaxWait, time, stopping.Token);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (wait.IsCanceled) return false;
        }

        return true;
    }

    private async Task<ScheduleStatus> FireAsync(ScheduleStatus status, bool isPastDue)
    {
        var info = new TimerInfo { IsPastDue = isPastDue, ScheduleStatus = trigger.UseMonitor ? status : null };
        await parts.Runner.RunWithRetriesAsync(function, new TimerTriggerData(info), stopping.Token, parts.Abort)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The next time counts from now: a run that took longer than the interval is followed by one run, not by all it missed.
        // A start comes before the time that is due, and leaves it due.
        var now = time.GetUtcNow();
        var next = new ScheduleStatus { Last = now.UtcDateTime, Next = Due(now), LastUpdated = now.UtcDateTime };
        if (trigger.UseMonitor) await statuses.KeepAsync(function.Name, next);
        return next;
    }

    private DateTime Due(DateTimeOffset after) => schedule.After(after)?.UtcDateTime ?? DateTime.MaxValue;
}
