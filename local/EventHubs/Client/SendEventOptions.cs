namespace Azure.Messaging.EventHubs.Producer;

/// <summary>Where events go: to the partition of a key, to a partition by name, or, with neither, to the partitions in turn.</summary>
public class SendEventOptions
{
    public string? PartitionId { get; set; }

    public string? PartitionKey { get; set; }
}
