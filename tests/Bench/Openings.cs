using System.Collections.Concurrent;
using System.Diagnostics;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>Customers who write for the first time: each one's conversation is begun, routed and pushed before their platform's connection brings the next.</summary>
internal sealed class Openings : IAsyncDisposable
{
    private const int UsualClients = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StaffedServer system;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<long>> awaited = new();
    private PageConnection page = null!;
    private int opened;

    private Openings(StaffedServer system) => this.system = system;

    public int Opened => opened;

    /// <summary>The supervisor's page is open: whoever may see a conversation that waits is told that it was offered.</summary>
    public static async Task<Openings> BeginAsync(StaffedServer system)
    {
        var openings = new Openings(system);
        openings.page = await PageConnection.OpenAsync(system.Supervisor, openings.Read);
        return openings;
    }

    /// <returns>From the first byte of each webhook to the frame that says who was offered the conversation.</returns>
    public async Task<Latencies> OpenAsync(int count, int? clients = null)
    {
        var (next, last) = (opened, opened + count);
        var results = await Task.WhenAll(Enumerable.Range(0, clients ?? UsualClients).Select(_ => Task.Run(async () =>
        {
            var latencies = new Latencies();
            using var connection = new RawConnection(system.Address);
            var buffer = new byte[4096];
            for (int number; (number = Interlocked.Increment(ref next)) <= last;)
            {
                var frame = awaited.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
                var length = system.Texts.Write(number, number, buffer);
                var sent = Stopwatch.GetTimestamp();
                var answer = await connection.SendAsync(buffer.AsMemory(0, length));
                if (!answer.IsAccepted) throw new InvalidOperationException($"The first message of customer {number} was answered {answer.Status}.");
                try
                {
                    latencies.Add(sent, await frame.Task.WaitAsync(Patience));
                }
                catch (TimeoutException)
                {
                    throw new InvalidOperationException($"Customer {number} has not been offered to anybody for {Patience.TotalSeconds:0} s; the page that would be told is {(page.IsOpen ? "open" : "cut off")}. The server said:\n{system.Server.Output}");
                }

                awaited.TryRemove(number, out TaskCompletionSource<long>? _);
            }

            return latencies;
        })));
        opened = last;
        var all = new Latencies();
        foreach (var one in results) all.AddAll(one);
        return all;
    }

    public ValueTask DisposeAsync() => page.DisposeAsync();

    private void Read(ReadOnlySpan<byte> message, long arrived)
    {
        if (Frames.IsIn(message, "offered"u8) && Frames.MessageOf(message) is { } number && awaited.TryGetValue(number, out var frame)) frame.TrySetResult(arrived);
    }
}
