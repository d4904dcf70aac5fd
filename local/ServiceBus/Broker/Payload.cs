using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>What a message says, as opposed to what becomes of it. Never changed in place.</summary>
internal sealed record Payload
{
    private static readonly Dictionary<string, object> NoProperties = [];

    public required BinaryData Body { get; init; }
    public string? MessageId { get; init; }
    public string? SessionId { get; init; }
    public string? PartitionKey { get; init; }
    public string? TransactionPartitionKey { get; init; }
    public string? CorrelationId { get; init; }
    public string? Subject { get; init; }
    public string? ContentType { get; init; }
    public string? To { get; init; }
    public string? ReplyTo { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? DeadLetterSource { get; init; }
    public TimeSpan TimeToLive { get; init; } = TimeSpan.MaxValue;
    public DateTimeOffset ScheduledEnqueueTime { get; init; }

    /// <summary>The number the message was first given, once it has moved to the dead-letter queue; until then 0, and its number is the first.</summary>
    public long EnqueuedSequenceNumber { get; init; }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; init; } = NoProperties;

    public int SizeInBytes => Body.ToMemory().Length + Headers.Length;

    /// <summary>All but the body, as it is stored. Encoded once.</summary>
    public ReadOnlyMemory<byte> Headers => headers.IsEmpty ? headers = MessageHeaders.Encode(this) : headers;

    private ReadOnlyMemory<byte> headers;

    // A copy has other headers than the original.
    private Payload(Payload original)
    {
        Body = original.Body;
        MessageId = original.MessageId;
        SessionId = original.SessionId;
        PartitionKey = original.PartitionKey;
        TransactionPartitionKey = original.TransactionPartitionKey;
        CorrelationId = original.CorrelationId;
        Subject = original.Subject;
        ContentType = original.ContentType;
        To = original.To;
        ReplyTo = original.ReplyTo;
        ReplyToSessionId = original.ReplyToSessionId;
        DeadLetterSource = original.DeadLetterSource;
        TimeToLive = original.TimeToLive;
        ScheduledEnqueueTime = original.ScheduledEnqueueTime;
        EnqueuedSequenceNumber = original.EnqueuedSequenceNumber;
        ApplicationProperties = original.ApplicationProperties;
    }

    public Payload()
    {
    }

    public static Payload From(ServiceBusMessage message) => new()
    {
        // A copy: the sender may use its buffer again while the message waits.
        Body = BinaryData.FromBytes(message.Body.ToArray()),
        MessageId = message.MessageId ?? Guid.NewGuid().ToString("N"),
        SessionId = message.SessionId,
        PartitionKey = message.PartitionKey,
        TransactionPartitionKey = message.TransactionPartitionKey,
        CorrelationId = message.CorrelationId,
        Subject = message.Subject,
        ContentType = message.ContentType,
        To = message.To,
        ReplyTo = message.ReplyTo,
        ReplyToSessionId = message.ReplyToSessionId,
        TimeToLive = message.TimeToLive,
        ScheduledEnqueueTime = message.ScheduledEnqueueTime,
        ApplicationProperties = message.ApplicationProperties.Count == 0 ? NoProperties : new Dictionary<string, object>(message.ApplicationProperties),
    };

    public Payload With(IDictionary<string, object>? changes)
    {
        if (changes is null or { Count: 0 }) return this;
        var properties = new Dictionary<string, object>(ApplicationProperties, StringComparer.Ordinal);
        foreach (var (key, value) in changes) properties[key] = value;
        return this with { ApplicationProperties = properties };
    }
}
