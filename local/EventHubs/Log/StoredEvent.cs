namespace OmniFunctions.Local.EventHubs;

/// <summary>An event of a partition. Never changed; each reader gets its own copy of what it may change.</summary>
internal sealed record StoredEvent(long Sequence, DateTimeOffset EnqueuedAt, string? PartitionKey, ReadOnlyMemory<byte> Headers, ReadOnlyMemory<byte> Body)
{
    public int SizeInBytes => Headers.Length + Body.Length;
}
