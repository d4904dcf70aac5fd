using OmniFunctions.Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as the broker holds it, with what the broker knows about this delivery.</summary>
public class ServiceBusReceivedMessage
{
    internal const string DeadLetterReasonKey = "DeadLetterReason";
    internal const string DeadLetterErrorDescriptionKey = "DeadLetterErrorDescription";

    private readonly Payload content;
    private long lockedUntilTicks;

    internal ServiceBusReceivedMessage(Payload content) => this.content = content;

    public BinaryData Body => content.Body;

    public string? MessageId => content.MessageId;

    public string? PartitionKey => content.PartitionKey;

    public string? TransactionPartitionKey => content.TransactionPartitionKey;

    public string? SessionId => content.SessionId;

    public string? ReplyToSessionId => content.ReplyToSessionId;

    public TimeSpan TimeToLive => content.TimeToLive;

    public string? CorrelationId => content.CorrelationId;

    public string? Subject => content.Subject;

    public string? To => content.To;

    public string? ContentType => content.ContentType;

    public string? ReplyTo => content.ReplyTo;

    public DateTimeOffset ScheduledEnqueueTime => content.ScheduledEnqueueTime;

    public IReadOnlyDictionary<string, object> ApplicationProperties => content.ApplicationProperties;

    public string? DeadLetterReason => ApplicationProperties.TryGetValue(DeadLetterReasonKey, out var reason) ? reason as string : null;

    public string? DeadLetterErrorDescription =>
        ApplicationProperties.TryGetValue(DeadLetterErrorDescriptionKey, out var description) ? description as string : null;

    public string? DeadLetterSource => content.DeadLetterSource;

    public long EnqueuedSequenceNumber => content.EnqueuedSequenceNumber == 0 ? SequenceNumber : content.EnqueuedSequenceNumber;

    public string LockToken { get; internal init; } = Guid.Empty.ToString();

    public int DeliveryCount { get; internal init; }

    public DateTimeOffset LockedUntil
    {
        get => new(Volatile.Read(ref lockedUntilTicks), TimeSpan.Zero);
        internal set => Volatile.Write(ref lockedUntilTicks, value.UtcTicks);
    }

    public long SequenceNumber { get; internal init; }

    public DateTimeOffset EnqueuedTime { get; internal init; }

    public DateTimeOffset ExpiresAt => TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;

    public ServiceBusMessageState State { get; internal init; }

    /// <summary>Settled by the handler, so the processor leaves it alone.</summary>
    internal bool IsSettled { get; set; }
}
