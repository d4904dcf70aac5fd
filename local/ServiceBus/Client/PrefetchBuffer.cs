using System.Collections.Concurrent;
using OmniFunctions.Local.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Messages locked ahead of the calls that will ask for them. Their locks run from the moment they are fetched, so one that lies here too long
/// is handed out with a lock that has ended: settling it is refused, and the broker delivers it again.
/// </summary>
internal sealed class PrefetchBuffer(int capacity, Func<int, TimeSpan, CancellationToken, Task<IReadOnlyList<ServiceBusReceivedMessage>>> receive)
{
    private readonly ConcurrentQueue<ServiceBusReceivedMessage> ahead = new();
    private int filling;

    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(int maxMessages, TimeSpan maxWait, CancellationToken cancellation)
    {
        IReadOnlyList<ServiceBusReceivedMessage> received = Take(maxMessages);
        if (received.Count == 0) received = await receive(maxMessages, maxWait, cancellation).ConfigureAwait(false);
        await FillAsync().ConfigureAwait(false);
        return received;
    }

    private List<ServiceBusReceivedMessage> Take(int maxMessages)
    {
        var taken = new List<ServiceBusReceivedMessage>();
        while (taken.Count < maxMessages && ahead.TryDequeue(out var message)) taken.Add(message);
        return taken;
    }

    /// <summary>Fetches what is there, without waiting for more.</summary>
    private async Task FillAsync()
    {
        if (Interlocked.Exchange(ref filling, 1) != 0) return;
        try
        {
            var room = capacity - ahead.Count;
            if (room <= 0) return;
            foreach (var message in await receive(room, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false)) ahead.Enqueue(message);
        }
        catch (Exception e) when (e is ServiceBusException or StoreException or ObjectDisposedException)
        {
            // The messages in hand are good all the same; the next call meets the trouble itself and reports it.
        }
        finally
        {
            Volatile.Write(ref filling, 0);
        }
    }
}
