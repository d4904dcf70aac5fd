namespace Azure.Messaging.EventHubs.Consumer;

/// <summary>An event and where it was read. Both are null where a maximum wait time passed without an event.</summary>
public struct PartitionEvent
{
    public PartitionEvent(PartitionContext partition, EventData data)
    {
        Partition = partition;
        Data = data;
    }

    public PartitionContext Partition { get; }

    public EventData Data { get; }
}
