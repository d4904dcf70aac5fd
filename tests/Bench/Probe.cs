using System.Collections.Concurrent;
using System.Diagnostics;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>One customer who is being served, and the agent's open page: the time from the first byte of a message to its frame.</summary>
internal sealed class Probe : IAsyncDisposable
{
    private const long Customer = 9_000_000_000;
    private const string Agent = "li.na";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StaffedServer system;
    private readonly DeskClient desk;
    private readonly RawConnection connection;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<long>> awaited = new();
    private readonly TaskCompletionSource<string> offered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] buffer = new byte[4096];
    private PageConnection page = null!;
    private long last = Customer;

    private Probe(StaffedServer system, DeskClient desk)
    {
        this.system = system;
        this.desk = desk;
        connection = new RawConnection(system.Address);
    }

    /// <summary>The agent alone is at the desk, takes the customer, and keeps them. Whoever comes in afterwards takes the others.</summary>
    public static async Task<Probe> BeginAsync(StaffedServer system)
    {
        var desk = await DeskClient.SignInAsync(system.Address, "demo", Agent, ServerProcess.DemoPassword);
        var probe = new Probe(system, desk);
        probe.page = await PageConnection.OpenAsync(desk, probe.Read);
        await desk.SetPresenceAsync("online");
        await probe.SendAsync(++probe.last);
        await desk.AcceptAsync(await probe.offered.Task.WaitAsync(Patience));
        return probe;
    }

    /// <summary>Writes, and waits for the answer and the frame.</summary>
    /// <returns>Stopwatch timestamps.</returns>
    public async Task<(long Sent, long Answered, long Arrived)> RoundAsync()
    {
        var message = ++last;
        var frame = awaited.GetOrAdd(message, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var length = system.Texts.Write(Customer, message, buffer);
        var sent = Stopwatch.GetTimestamp();
        var answer = await connection.SendAsync(buffer.AsMemory(0, length));
        var answered = Stopwatch.GetTimestamp();
        if (!answer.IsAccepted) throw new InvalidOperationException($"A message was answered {answer.Status}.");
        var arrived = await frame.Task.WaitAsync(Patience);
        awaited.TryRemove(message, out _);
        return (sent, answered, arrived);
    }

    /// <summary>
    /// Writes at an even rate, whatever becomes of what went before. A frame that has not come when the patience is over counts as long as that.
    /// </summary>
    /// <returns>From the moment at which each was due to its frame; and how many frames never came.</returns>
    public async Task<(Latencies Latencies, int Missing)> RunAtAsync(double rate, TimeSpan duration)
    {
        var timetable = Timetable.FromNow(rate, duration);
        var first = last + 1;
        last += timetable.Total;
        var frames = Enumerable.Range(0, (int)timetable.Total)
            .Select(number => awaited.GetOrAdd(first + number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task).ToList();
        (await HttpLoad.RunAtAsync(system.Address, timetable, 4, (number, to) => system.Texts.Write(Customer, first + number, to))).AllTaken();
        await Task.WhenAny(Task.WhenAll(frames), Task.Delay(Patience));
        var over = Stopwatch.GetTimestamp();
        var latencies = new Latencies();
        for (var number = 0; number < frames.Count; number++)
        {
            latencies.Add(timetable.DueOf(number), frames[number].IsCompletedSuccessfully ? await frames[number] : over);
            awaited.TryRemove(first + number, out _);
        }

        return (latencies, frames.Count(frame => !frame.IsCompletedSuccessfully));
    }

    public async ValueTask DisposeAsync()
    {
        await page.DisposeAsync();
        connection.Dispose();
        desk.Dispose();
    }

    private async Task SendAsync(long message)
    {
        var length = system.Texts.Write(Customer, message, buffer);
        var answer = await connection.SendAsync(buffer.AsMemory(0, length));
        if (!answer.IsAccepted) throw new InvalidOperationException($"A message was answered {answer.Status}.");
    }

    private void Read(ReadOnlySpan<byte> message, long arrived)
    {
        if (Frames.MessageOf(message) is not { } number || number <= Customer) return;
        if (awaited.TryGetValue(number, out var frame)) frame.TrySetResult(arrived);
        else if (Frames.IsIn(message, "offered"u8)) offered.TrySetResult(Frames.ConversationOf(message));
    }
}
