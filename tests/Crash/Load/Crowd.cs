using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>Many customers of one server, who write by number; what they were promised is counted by the server's own figures, which begin at nothing with each start.</summary>
internal sealed class Crowd(Uri server)
{
    private const int WritersAtOnce = 16;
    private const int MaxRequestBytes = 4096;
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private long messages;

    public WeChatTexts Texts { get; } = new(DemoSettings.WeChat, server, "crowd");

    /// <summary>The next one's number, which makes its id and its text.</summary>
    public long NextMessages(long count) => Interlocked.Add(ref messages, count) - count;

    /// <summary>Each of so many customers writes once, and again until it is accepted.</summary>
    public async Task WriteOnceAsync(int customers)
    {
        var first = NextMessages(customers);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, WritersAtOnce).Select(_ => Task.Run(async () =>
        {
            using var connection = new RawConnection(server);
            var buffer = new byte[MaxRequestBytes];
            for (int number; (number = Interlocked.Increment(ref next)) < customers;)
            {
                while (!(await connection.SendAsync(buffer.AsMemory(0, Texts.Write(number, first + number, buffer)))).IsAccepted) await Task.Delay(PauseBeforeRetry);
            }
        })));
    }

    /// <summary>So many customers write in turn, at an even rate.</summary>
    /// <param name="from">The first one's number.</param>
    public Task<LoadResult> WriteAtAsync(long from, int customers, Timetable timetable, int connections, CancellationToken over = default)
    {
        var first = NextMessages(timetable.Total);
        return HttpLoad.RunAtAsync(server, timetable, connections, (number, buffer) => Texts.Write(from + (number % customers), first + number, buffer), over: over);
    }

    /// <summary>As much as so many connections can bring.</summary>
    public async Task<LoadResult> WriteAsync(int customers, TimeSpan duration, int connections)
    {
        var first = messages;
        var result = await HttpLoad.RunAsync(server, connections, duration, (number, buffer) => Texts.Write(number % customers, first + number, buffer));
        NextMessages(result.Taken + result.TurnedAway.Count + result.Failed + connections);
        return result;
    }

    /// <returns>Messages that were accepted since the start and stand in no conversation, when all do or the patience is over.</returns>
    public async Task<long> LostAsync(TimeSpan patience)
    {
        var lost = 0L;
        await Patiently.WaitAsync(
            async () =>
            {
                var counted = await Counters.ReadAsync(server);
                return (lost = counted.Accepted - counted.TakenIn) == 0;
            },
            patience);
        return lost;
    }
}
