namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Where door and intake share a machine, what a platform waits for goes first: while the door is crowded few messages at once are taken in, and what was accepted is safe
/// meanwhile. It ends for a message that has waited long enough, so that a crowd that stays gets its fair half and not everything.
/// </summary>
public sealed class RightOfWay(Turnstile turnstile, TimeProvider time)
{
    /// <summary>As many are taken in at once however crowded the door is: it never stands still.</summary>
    public const int AtOnceWhileCrowded = 2;

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private int atWork;

    /// <returns>To be disposed of when the message is taken in.</returns>
    public async ValueTask<Turn> GiveWayAsync(DateTimeOffset enqueuedAt, CancellationToken cancellation)
    {
        while (turnstile.IsCrowded && Volatile.Read(ref atWork) >= AtOnceWhileCrowded && time.GetUtcNow() - enqueuedAt < LongestWait)
            await Task.Delay(Look, time, cancellation);
        Interlocked.Increment(ref atWork);
        return new Turn(this);
    }

    public sealed class Turn(RightOfWay of) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref of.atWork);
    }
}
