namespace OmniFunctions.Local.EventHubs;

/// <summary>How an event hub is laid out.</summary>
public sealed record HubOptions
{
    /// <summary>Fixed at the first declaration: another count would send the keys elsewhere.</summary>
    public int PartitionCount { get; init; } = 4;

    /// <summary>Events older than this are removed. The service's standard tier keeps them for at most seven days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Beyond this the oldest events of a partition are removed before their time, so that no disk fills up with them.</summary>
    public long MaxBytesPerPartition { get; init; } = 1024 * 1024 * 1024;

    /// <summary>The newest events of each partition kept in memory, for readers that keep up.</summary>
    public int MaxResidentBytesPerPartition { get; init; } = 8 * 1024 * 1024;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PartitionCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PartitionCount, 32);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesPerPartition, EventHub.MaxPublicationBytes);
        if (Retention <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(Retention), Retention, "Events are kept for some time.");
    }
}
