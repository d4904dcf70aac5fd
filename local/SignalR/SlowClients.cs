namespace OmniFunctions.Local.SignalR;

/// <summary>
/// Leaves writes to clients that do not read behind, as the cloud service does: who sends is told that the message was taken, not that it
/// arrived. The framework writes to one client in order, and ends a client that stays silent; until then this many writes may wait.
/// </summary>
internal sealed class SlowClients
{
    private const int MaxPendingWrites = 10_000;
    private int pending;

    public Task DoNotAwait(Task sending)
    {
        if (sending.IsCompleted) return sending;
        if (Interlocked.Increment(ref pending) <= MaxPendingWrites)
        {
            _ = ReleaseAsync(sending);
            return Task.CompletedTask;
        }

        return ReleaseAsync(sending);
    }

    private async Task ReleaseAsync(Task sending)
    {
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref pending);
    }
}
