namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Lets so many requests at once through the door, and some others wait for a turn, in order and not for long. Whoever finds the line full, or has stood in it
/// too long, is told to come again: what is taken under five times the load is taken while its platform still waits, and turning the others away costs
/// little, for nothing of them has been read but the headers. They are told after a moment: who asks again as soon as it hears no would otherwise be most of the work.
/// </summary>
public sealed class Turnstile : IDisposable
{
    /// <summary>As many share flushes well; more only wait in the store instead of here.</summary>
    public const int MaxAtOnce = 128;

    /// <summary>Beyond these a request gets no turn.</summary>
    public const int MaxWaiting = 512;

    /// <summary>Beyond these a request that gets no turn is told so without a pause.</summary>
    public const int MaxTurnedAway = 3_000;

    /// <summary>Little beside the seconds that a platform waits for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Before no is said: a connection brings ten refusals a second at most.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>From as many on requests come faster than they are answered.</summary>
    private const int Crowd = 24;

    private static readonly TimeSpan Look = Pause / 4;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> line = new();
    private readonly Queue<Waiting> turnedAway = new();
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

            var (queue, most) = line.Count < MaxWaiting ? (line, MaxWaiting) : (turnedAway, MaxTurnedAway);
            if (queue.Count >= most) return new(false);
            var waiting = new Waiting(time.GetTimestamp());
            queue.Enqueue(waiting);
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
            Take(line, Patience);
            Take(turnedAway, Pause);
            looks = line.Count + turnedAway.Count > 0 && looking.Change(Look, Timeout.InfiniteTimeSpan);
        }

        foreach (var each in late) each.SetResult(false);

        void Take(Queue<Waiting> queue, TimeSpan after)
        {
            while (queue.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Since) >= after) late.Add(queue.Dequeue());
        }
    }

    private sealed class Waiting(long since) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public long Since => since;
    }
}
