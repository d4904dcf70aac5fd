namespace Azure.Messaging.ServiceBus;

/// <summary>A message to be sent. Source of the limits: "Service Bus quotas" on learn.microsoft.com.</summary>
public class ServiceBusMessage
{
    private const int MaxIdLength = 128;

    public ServiceBusMessage() : this(BinaryData.Empty)
    {
    }

    public ServiceBusMessage(string? body) : this(body is null ? BinaryData.Empty : BinaryData.FromString(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body) : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    /// <summary>A copy to send again, as when a dead letter is resubmitted. What the broker added stays behind.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        MessageId = receivedMessage.MessageId;
        SessionId = receivedMessage.SessionId;
        PartitionKey = receivedMessage.PartitionKey;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        ContentType = receivedMessage.ContentType;
        To = receivedMessage.To;
        ReplyTo = receivedMessage.ReplyTo;
        ReplyToSessionId = receivedMessage.ReplyToSessionId;
        TimeToLive = receivedMessage.TimeToLive;
        foreach (var (key, value) in receivedMessage.ApplicationProperties)
            if (key is not (ServiceBusReceivedMessage.DeadLetterReasonKey or ServiceBusReceivedMessage.DeadLetterErrorDescriptionKey))
                ApplicationProperties.Add(key, value);
    }

    public BinaryData Body { get; set; }

    public string? MessageId
    {
        get;
        set => field = WithinLimit(value, nameof(MessageId));
    }

    public string? SessionId
    {
        get;
        set => field = WithinLimit(value, nameof(SessionId));
    }

    public string? PartitionKey
    {
        get;
        set => field = WithinLimit(value, nameof(PartitionKey));
    }

    public string? TransactionPartitionKey { get; set; }

    public string? ReplyToSessionId { get; set; }

    public TimeSpan TimeToLive { get; set; } = TimeSpan.MaxValue;

    public string? CorrelationId { get; set; }

    public string? Subject { get; set; }

    public string? To { get; set; }

    public string? ContentType { get; set; }

    public string? ReplyTo { get; set; }

    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    private static string? WithinLimit(string? value, string name) => value is { Length: > MaxIdLength }
        ? throw new ArgumentOutOfRangeException(name, $"{name} has {value.Length} characters; at most {MaxIdLength} are allowed.")
        : value;
}
