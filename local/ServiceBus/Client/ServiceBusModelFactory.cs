using OmniFunctions.Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Makes messages as if they had been received, for tests of functions that take one.</summary>
public static class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData? body = default,
        string? messageId = default,
        string? partitionKey = default,
        string? viaPartitionKey = default,
        string? sessionId = default,
        string? replyToSessionId = default,
        TimeSpan timeToLive = default,
        string? correlationId = default,
        string? subject = default,
        string? to = default,
        string? contentType = default,
        string? replyTo = default,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object>? properties = default,
        Guid lockTokenGuid = default,
        int deliveryCount = default,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string? deadLetterSource = default,
        long enqueuedSequenceNumber = default,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = default)
    {
        var content = new Payload
        {
            Body = body ?? BinaryData.FromBytes(Array.Empty<byte>()),
            MessageId = messageId,
            PartitionKey = partitionKey,
            TransactionPartitionKey = viaPartitionKey,
            SessionId = sessionId,
            ReplyToSessionId = replyToSessionId,
            TimeToLive = timeToLive == TimeSpan.Zero ? TimeSpan.MaxValue : timeToLive,
            CorrelationId = correlationId,
            Subject = subject,
            To = to,
            ContentType = contentType,
            ReplyTo = replyTo,
            ScheduledEnqueueTime = scheduledEnqueueTime,
            DeadLetterSource = deadLetterSource,
            EnqueuedSequenceNumber = enqueuedSequenceNumber,
        };
        return new ServiceBusReceivedMessage(content.With(properties))
        {
            LockToken = lockTokenGuid.ToString(),
            DeliveryCount = deliveryCount,
            LockedUntil = lockedUntil,
            SequenceNumber = sequenceNumber,
            EnqueuedTime = enqueuedTime,
            State = serviceBusMessageState,
        };
    }
}
