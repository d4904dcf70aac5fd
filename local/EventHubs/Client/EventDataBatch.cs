using OmniFunctions.Local.EventHubs;

namespace Azure.Messaging.EventHubs.Producer;

/// <summary>Events that are published as one unit: all of them are stored, or none.</summary>
public sealed class EventDataBatch : IDisposable
{
    private readonly List<EventData> events = [];

    internal EventDataBatch(long maximumSizeInBytes, SendEventOptions options)
    {
        MaximumSizeInBytes = maximumSizeInBytes;
        Options = options;
    }

    public long MaximumSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => events.Count;

    internal SendEventOptions Options { get; }

    internal IReadOnlyList<EventData> Events => events;

    /// <returns>False when the event would take the batch over its limit; the batch is then unchanged.</returns>
    public bool TryAdd(EventData eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        var size = EventEnvelope.SizeOf(eventData);
        if (SizeInBytes + size > MaximumSizeInBytes) return false;
        SizeInBytes += size;
        events.Add(eventData);
        return true;
    }

    public void Dispose() => events.Clear();
}
