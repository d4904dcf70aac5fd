using Azure.Core;

namespace Azure.Messaging.EventHubs;

/// <summary>An event to be published, or one that was read. The position is set on what was read only.</summary>
public class EventData : MessageContent
{
    public EventData()
    {
    }

    public EventData(string eventBody) : this(BinaryData.FromString(eventBody))
    {
    }

    public EventData(ReadOnlyMemory<byte> eventBody) : this(BinaryData.FromBytes(eventBody))
    {
    }

    public EventData(BinaryData eventBody)
    {
        ArgumentNullException.ThrowIfNull(eventBody);
        EventBody = eventBody;
    }

    protected EventData(
        BinaryData eventBody,
        IDictionary<string, object>? properties = null,
        IReadOnlyDictionary<string, object>? systemProperties = null,
        long sequenceNumber = long.MinValue,
        string? offset = null,
        DateTimeOffset enqueuedTime = default,
        string? partitionKey = null)
        : this(eventBody)
    {
        if (properties is not null) Properties = properties;
        if (systemProperties is not null) SystemProperties = systemProperties;
        SequenceNumber = sequenceNumber;
        OffsetString = offset;
        EnqueuedTime = enqueuedTime;
        PartitionKey = partitionKey;
    }

    /// <summary>Makes an event that was read, or the model factory's likeness of one.</summary>
    internal static EventData Stored(
        BinaryData body,
        IDictionary<string, object>? properties,
        IReadOnlyDictionary<string, object>? systemProperties,
        long sequenceNumber,
        string? offset,
        DateTimeOffset enqueuedTime,
        string? partitionKey) =>
        new(body, properties, systemProperties, sequenceNumber, offset, enqueuedTime, partitionKey);

    public BinaryData EventBody { get; set; } = BinaryData.Empty;

    public override BinaryData? Data
    {
        get => EventBody;
        set => EventBody = value ?? BinaryData.Empty;
    }

    public new string? ContentType { get; set; }

    protected override ContentType? ContentTypeCore
    {
        get => ContentType is null ? null : new ContentType(ContentType);
        set => ContentType = value?.ToString();
    }

    public string? MessageId { get; set; }

    public string? CorrelationId { get; set; }

    public IDictionary<string, object> Properties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object> SystemProperties { get; } = new Dictionary<string, object>();

    public long SequenceNumber { get; } = long.MinValue;

    public string? OffsetString { get; }

    public DateTimeOffset EnqueuedTime { get; }

    public string? PartitionKey { get; }
}
