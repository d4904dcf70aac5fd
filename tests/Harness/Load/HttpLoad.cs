using System.Diagnostics;
using System.Threading.Channels;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>Writes the n-th request, headers and body, into the buffer.</summary>
/// <returns>Its length.</returns>
public delegate int RequestWriter(long number, Span<byte> buffer);

/// <summary>Load over keep-alive connections, in two kinds: as much as the server takes, and so much a second whether it takes it or not.</summary>
public static class HttpLoad
{
    private const int MaxRequestBytes = 16 * 1024;

    /// <summary>Of an open run: what is due and not sent must fit into memory.</summary>
    private const int MaxDue = 4_000_000;

    /// <summary>How often the open run looks at the clock. What is due in between waits that long, and it counts.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(1);

    /// <summary>After an open run, for what is under way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Closed: every client sends its next request when the last one was answered.</summary>
    public static async Task<LoadResult> RunAsync(Uri server, int clients, TimeSpan duration, RequestWriter write)
    {
        var next = 0L;
        var started = Stopwatch.GetTimestamp();
        var end = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var results = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var result = new LoadResult();
            using var connection = new RawConnection(server);
            var buffer = new byte[MaxRequestBytes];
            while (Stopwatch.GetTimestamp() < end)
            {
                var length = write(Interlocked.Increment(ref next), buffer);
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.SendAsync(buffer.AsMemory(0, length));
                result.Add(answer, sent, Stopwatch.GetTimestamp());
            }

            return result;
        })));
        return Sum(results, started);
    }

    /// <summary>
    /// Open: requests fall due at an even rate, and the wait for a free connection is part of their latency, so that a server that stops for a moment
    /// is charged for everybody who would have come meanwhile.
    /// </summary>
    /// <param name="connections">At most so many requests are under way.</param>
    /// <param name="maxWait">For one answer; null for as long as it takes.</param>
    public static async Task<LoadResult> RunAtAsync(Uri server, Timetable timetable, int connections, RequestWriter write, TimeSpan? maxWait = null, CancellationToken over = default)
    {
        ArgumentNullException.ThrowIfNull(timetable);
        var due = Channel.CreateBounded<long>(new BoundedChannelOptions(MaxDue) { SingleWriter = true });
        var pace = Task.Factory.StartNew(() => Pace(due.Writer, timetable, over), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var closes = timetable.DueOf(timetable.Total) + (long)(Grace.TotalSeconds * Stopwatch.Frequency);
        var results = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var result = new LoadResult();
            using var connection = new RawConnection(server, maxWait);
            var buffer = new byte[MaxRequestBytes];
            while (await due.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (due.Reader.TryRead(out var number))
                {
                    var at = timetable.DueOf(number);
                    if (Stopwatch.GetTimestamp() is var now && now > closes)
                    {
                        result.AddUnsent(at, now);
                        continue;
                    }

                    var length = write(number, buffer);
                    var answer = await connection.SendAsync(buffer.AsMemory(0, length));
                    result.Add(answer, at, Stopwatch.GetTimestamp());
                }
            }

            return result;
        })));
        await pace;
        return Sum(results, timetable.Started);
    }

    private static void Pace(ChannelWriter<long> due, Timetable timetable, CancellationToken over)
    {
        for (var number = 0L; number < timetable.Total && !over.IsCancellationRequested; Thread.Sleep(Beat))
        {
            for (var now = Stopwatch.GetTimestamp(); number < timetable.Total && timetable.DueOf(number) <= now; number++)
                if (!due.TryWrite(number)) throw new InvalidOperationException("More is due than the generator can remember.");
        }

        due.Complete();
    }

    /// <summary>Over the time until the last answer: what was taken after the run was over was not taken in its time.</summary>
    private static LoadResult Sum(IEnumerable<LoadResult> results, long started)
    {
        var sum = new LoadResult { Elapsed = Stopwatch.GetElapsedTime(started) };
        foreach (var one in results) sum.AddAll(one);
        return sum;
    }
}
