namespace OmniFunctions.Local.ServiceBus;

/// <summary>
/// The running locks of a queue. All last equally long, so a list in the order of their beginning is one in the order of their end:
/// taking, renewing and ending a lock are O(1), and one timer serves them all.
/// Called under the queue's gate; <paramref name="ripe"/> is called without it.
/// </summary>
internal sealed class LeaseClock<T>(TimeProvider time, TimeSpan duration, Action ripe) : IDisposable
{
    private readonly LinkedList<Lease<T>> leases = new();
    private ITimer? timer;
    private bool armed;

    public LinkedListNode<Lease<T>> Begin(T holder)
    {
        var node = new LinkedListNode<Lease<T>>(new Lease<T>(holder));
        Append(node);
        return node;
    }

    public void Renew(LinkedListNode<Lease<T>> node)
    {
        leases.Remove(node);
        Append(node);
    }

    public void End(LinkedListNode<Lease<T>> node)
    {
        if (node.List == leases) leases.Remove(node);
    }

    /// <summary>Ends the leases that have run out and sets the timer for the next one.</summary>
    public List<T> TakeEnded()
    {
        var now = time.GetUtcNow();
        var ended = new List<T>();
        while (leases.First is { } first && first.Value.Until <= now)
        {
            ended.Add(first.Value.Holder);
            leases.RemoveFirst();
        }

        armed = false;
        if (leases.First is { } next) Arm(next.Value.Until - now);
        return ended;
    }

    public void Dispose() => timer?.Dispose();

    private void Append(LinkedListNode<Lease<T>> node)
    {
        node.Value.Until = time.GetUtcNow() + duration;
        leases.AddLast(node);

        // The timer is left where it stands when the first lock ends early: it then finds nothing and goes on to the next.
        if (!armed) Arm(duration);
    }

    private void Arm(TimeSpan wait)
    {
        armed = true;
        if (timer is null) timer = time.CreateTimer(_ => ripe(), null, wait, Timeout.InfiniteTimeSpan);
        else timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
