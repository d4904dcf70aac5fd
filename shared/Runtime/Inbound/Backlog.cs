namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// What was accepted here and is not taken in yet, and how long something accepted now would wait: known from what passes, without asking the broker.
/// Where another process takes in, nothing is known and nothing is late.
/// </summary>
/// <remarks>
/// Two counts bound it from above, and each mends the other: what was accepted less what was taken in, which grows with every repetition that the broker
/// drops; and what was accepted within the longest wait seen lately, which one message that keeps failing, or one customer's flood, makes long.
/// </remarks>
public sealed class Backlog(TimeProvider time)
{
    /// <summary>Something that would stand in its conversation later than this is better sent again. Long: most platforms give up after a few attempts, and the broker does not.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromMinutes(2);

    /// <summary>A wait below this is a burst, whose end is near; and as long as messages give way to the door, how many are taken in tells nothing of how many could be.</summary>
    private static readonly TimeSpan Standing = RightOfWay.LongestWait + TimeSpan.FromSeconds(SecondsOfRate);

    private const int SecondsKept = 256;
    private const int SecondsOfRate = 5;
    private const int SecondsOfWait = 3;

    private readonly Lock gate = new();
    private readonly Second[] seconds = new Second[SecondsKept];
    private readonly DateTimeOffset began = time.GetUtcNow();
    private long waiting;
    private double lastRate;

    /// <summary>The broker has them.</summary>
    public void Accepted(int items)
    {
        lock (gate)
        {
            At(NowSecond()).Accepted += items;
            waiting += items;
        }
    }

    /// <summary>One stands in its conversation, or was set aside.</summary>
    /// <param name="enqueuedAt">What was accepted before this process began is work, and was not counted.</param>
    public void Left(DateTimeOffset enqueuedAt)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            ref var second = ref At(now.ToUnixTimeSeconds());
            second.Left++;
            if (now - enqueuedAt > second.LongestWait) second.LongestWait = now - enqueuedAt;
            if (enqueuedAt >= began) waiting = Math.Max(0, waiting - 1);
        }
    }

    /// <summary>How long what is accepted now will wait; zero unless messages have been waiting for some seconds already.</summary>
    public TimeSpan Wait()
    {
        // Read outside of the gate: an idle door asks nobody.
        if (Volatile.Read(ref waiting) == 0) return TimeSpan.Zero;
        lock (gate)
        {
            var now = NowSecond();
            var longest = Over(now, SecondsOfWait, static second => second.LongestWait.Ticks, Math.Max);
            if (longest < Standing.Ticks) return TimeSpan.Zero;

            // The last second is not over, so the rate is that of those before it. A stop says nothing of how fast it goes on.
            var left = Over(now - 1, SecondsOfRate, static second => second.Left, static (sum, more) => sum + more);
            if (left > 0) lastRate = (double)left / SecondsOfRate;
            var within = (longest / TimeSpan.TicksPerSecond) + 2;
            if (within < SecondsKept) waiting = Math.Min(waiting, Over(now, within, static second => second.Accepted, static (sum, more) => sum + more));
            return lastRate > 0 ? TimeSpan.FromSeconds(waiting / lastRate) : TimeSpan.Zero;
        }
    }

    private long NowSecond() => time.GetUtcNow().ToUnixTimeSeconds();

    private ref Second At(long number)
    {
        ref var second = ref seconds[number % SecondsKept];
        if (second.Number != number) second = new Second { Number = number };
        return ref second;
    }

    private long Over(long last, long count, Func<Second, long> value, Func<long, long, long> join)
    {
        var result = 0L;
        for (var number = last - count + 1; number <= last; number++)
            if (seconds[number % SecondsKept] is var second && second.Number == number) result = join(result, value(second));
        return result;
    }

    private struct Second
    {
        public long Number;
        public long Accepted;
        public long Left;
        public TimeSpan LongestWait;
    }
}
