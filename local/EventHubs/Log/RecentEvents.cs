namespace OmniFunctions.Local.EventHubs;

/// <summary>The newest events of a partition, for readers that keep up; bounded in number and in bytes. Called under the partition's gate.</summary>
internal sealed class RecentEvents(int maxBytes)
{
    private const int MaxEvents = 4_096;
    private readonly StoredEvent?[] ring = new StoredEvent?[MaxEvents];
    private long first;
    private long end;
    private int bytes;

    /// <summary>Adds the event after the last one.</summary>
    public void Add(StoredEvent added)
    {
        if (first == end) first = end = added.Sequence;
        if (end - first == MaxEvents) RemoveFirst();
        ring[added.Sequence % MaxEvents] = added;
        bytes += added.SizeInBytes;
        end = added.Sequence + 1;
        while (bytes > maxBytes) RemoveFirst();
    }

    /// <summary>Events from a number on, or null when that number is no longer held.</summary>
    public List<StoredEvent>? From(long sequence, int limit)
    {
        if (sequence < first || sequence >= end) return null;
        var found = new List<StoredEvent>((int)Math.Min(limit, end - sequence));
        while (sequence < end && found.Count < limit) found.Add(ring[sequence++ % MaxEvents]!);
        return found;
    }

    private void RemoveFirst()
    {
        ref var slot = ref ring[first++ % MaxEvents];
        bytes -= slot!.SizeInBytes;
        slot = null;
    }
}
