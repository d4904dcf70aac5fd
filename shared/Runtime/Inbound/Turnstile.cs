namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Lets so many requests at once through the door, and some others wait for a turn, in order and not for long. Whoever finds the line full, or has stood in it
/// too long, is told to come again: what is taken under five times the load is taken while its platform still waits, and turning the others away costs
/// little, for nothing of them has been read but the headers.
/// </summary>
public sealed class Turnstile : IDisposable
{
    /// <summary>As many share flushes well; more only wait in the store instead of here.</summary>
    public const int MaxAtOnce = 128;

    /// <summary>Beyond these a request is turned away without a wait.</summary>
    public const int MaxWaiting = 2_000;

    /// <summary>Little beside the seconds that a platform waits for an answer, and enough for a burst of some hundreds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>From as many on requests come faster than they are answered.</summary>
    private const int Crowd = 24;

    private static readonly TimeSpan Look = Patience / 5;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> line = new();
    private readonly TimeProvider time;
    private readonly ITimer looking;
    private int inside;
    private bool looks;

    public Turnstile(TimeProvider time)
    {
        this.time = time;
        looking = time.CreateTimer(_ => TurnAwayLate(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsCrowded => Volatile.Read(ref inside) >= Crowd;

    /// <returns>Whether the request may go on; then it has to <see cref="Leave"/>. False: too many do.</returns>
    public ValueTask<bool> EnterAsync()
    {
        lock (gate)
        {
            if (inside < MaxAtOnce)
            {
                inside++;
                return new(true);
            }

            if (line.Count >= MaxWaiting) return new(false);
            var waiting = new Waiting(time.GetTimestamp());
            line.Enqueue(waiting);
            if (!looks) looks = looking.Change(Look, Timeout.InfiniteTimeSpan);
            return new(waiting.Task);
        }
    }

    public void Leave()
    {
        Waiting next;
        lock (gate)
        {
            if (!line.TryDequeue(out next!))
            {
                inside--;
                return;
            }
        }

        next.SetResult(true);
    }

    public void Dispose() => looking.Dispose();

    private void TurnAwayLate()
    {
        List<Waiting> late = [];
        lock (gate)
        {
            while (line.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= Patience) late.Add(line.Dequeue());

            looks = line.Count > 0 && looking.Change(Look, Timeout.InfiniteTimeSpan);
        }

        foreach (var each in late) each.SetResult(false);
    }

    private sealed class Waiting(long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
