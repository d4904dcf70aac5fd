namespace OmniFunctions.Local.ServiceBus;

/// <summary>Messages ready to be received, lowest sequence number first, and the receivers that wait for one.</summary>
internal sealed class Lane
{
    private readonly Queue<BrokerMessage> fresh = new();
    private PriorityQueue<BrokerMessage, long>? returned;
    private LinkedList<Receiver>? waiting;

    public bool IsEmpty => fresh.Count == 0 && returned is not { Count: > 0 };

    public bool HasWaiting => waiting is { Count: > 0 };

    /// <summary>Adds a message with a higher number than any before it.</summary>
    public void Append(BrokerMessage message) => fresh.Enqueue(message);

    /// <summary>Puts a message back where it stood before it was received.</summary>
    public void Return(BrokerMessage message) => (returned ??= new()).Enqueue(message, message.Sequence);

    public BrokerMessage? First
    {
        get
        {
            var old = returned is { Count: > 0 } ? returned.Peek() : null;
            var young = fresh.Count > 0 ? fresh.Peek() : null;
            if (old is null || young is null) return old ?? young;
            return old.Sequence < young.Sequence ? old : young;
        }
    }

    public BrokerMessage? Take()
    {
        var first = First;
        if (first is null) return null;
        if (returned is { Count: > 0 } && ReferenceEquals(returned.Peek(), first)) returned.Dequeue();
        else fresh.Dequeue();
        return first;
    }

    public void Wait(Receiver receiver) => (waiting ??= new()).AddLast(receiver);

    public bool StopWaiting(Receiver receiver) => waiting?.Remove(receiver) ?? false;

    public Receiver? TakeWaiting()
    {
        if (waiting?.First is not { } first) return null;
        waiting.RemoveFirst();
        return first.Value;
    }

    public void ReturnWaiting(Receiver receiver) => (waiting ??= new()).AddFirst(receiver);

    /// <summary>A receiver at rest until it is handed messages.</summary>
    internal sealed class Receiver(int maxMessages, SessionLock? holder) : TaskCompletionSource<List<Delivery>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int MaxMessages { get; } = maxMessages;

        public SessionLock? Holder { get; } = holder;
    }
}
