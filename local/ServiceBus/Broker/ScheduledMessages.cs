namespace OmniFunctions.Local.ServiceBus;

/// <summary>Messages for later, with one timer for the earliest. Called under the queue's gate; <paramref name="ripe"/> is called without it.</summary>
internal sealed class ScheduledMessages(TimeProvider time, Action ripe) : IDisposable
{
    // A timer cannot wait for more than some weeks; waking once a day for a far date costs nothing.
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    private readonly Dictionary<long, BrokerMessage> bySequence = [];
    private readonly PriorityQueue<BrokerMessage, (DateTimeOffset DueAt, long Sequence)> byDueTime = new();
    private ITimer? timer;

    public int Count => bySequence.Count;

    public void Add(BrokerMessage message)
    {
        bySequence.Add(message.Sequence, message);
        byDueTime.Enqueue(message, (message.DueAt, message.Sequence));
        if (ReferenceEquals(byDueTime.Peek(), message)) Arm();
    }

    public bool Remove(long sequence, out BrokerMessage message) => bySequence.Remove(sequence, out message!);

    /// <summary>Takes out what is due, earliest first, at most <paramref name="limit"/>.</summary>
    public List<BrokerMessage> TakeDue(int limit)
    {
        var now = time.GetUtcNow();
        var due = new List<BrokerMessage>();
        while (due.Count < limit && byDueTime.TryPeek(out var message, out var at) && (at.DueAt <= now || !bySequence.ContainsKey(message.Sequence)))
        {
            byDueTime.Dequeue();
            if (bySequence.Remove(message.Sequence)) due.Add(message);
        }

        return due;
    }

    public void Arm()
    {
        if (!byDueTime.TryPeek(out _, out var at)) return;
        var wait = at.DueAt - time.GetUtcNow();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (wait > MaxWait) wait = MaxWait;
        if (timer is null) timer = time.CreateTimer(_ => ripe(), null, wait, Timeout.InfiniteTimeSpan);
        else timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer?.Dispose();
}
