using System.Collections.Concurrent;

namespace OmniFunctions.Local.SignalR;

/// <summary>
/// Pings each line once a second by one timer for all of them, a quarter of them at a time: ten thousand at once would keep whoever has something to say waiting, and every beat wakes threads that then look for more work.
/// </summary>
internal sealed class SignsOfLife : IDisposable
{
    private const int Slots = 4;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1) / Slots;

    private readonly ConcurrentDictionary<FramedLine, bool>[] slots = [.. Enumerable.Range(0, Slots).Select(_ => new ConcurrentDictionary<FramedLine, bool>())];
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private int lines;
    private int next;
    private int current;

    public SignsOfLife(TimeProvider time) => timer = time.CreateTimer(_ => PingSlot(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <returns>The slot that the line is in.</returns>
    public int Add(FramedLine line)
    {
        lock (gate)
        {
            // Nobody there, no beat.
            if (lines++ == 0) timer.Change(Beat, Beat);
            var slot = next++ % Slots;
            slots[slot][line] = true;
            return slot;
        }
    }

    public void Remove(FramedLine line, int slot)
    {
        lock (gate)
        {
            if (slots[slot].TryRemove(line, out _) && --lines == 0) timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => timer.Dispose();

    private void PingSlot()
    {
        foreach (var (line, _) in slots[(uint)Interlocked.Increment(ref current) % Slots]) line.SayAlive();
    }
}

/// <summary>One connection's part in <see cref="SignsOfLife"/>, from the moment at which its client was told that it is connected.</summary>
/// <param name="find">The line; null where the client has no WebSocket. Not asked before <see cref="Begin"/>: a connection is served while its request is still being upgraded.</param>
internal sealed class LineOfLife(SignsOfLife signs, Func<FramedLine?> find) : IDisposable
{
    private (FramedLine Line, int Slot)? part;

    public void Begin()
    {
        if (find() is { } line) part = (line, signs.Add(line));
    }

    public void Dispose()
    {
        if (part is var (line, slot)) signs.Remove(line, slot);
    }
}
