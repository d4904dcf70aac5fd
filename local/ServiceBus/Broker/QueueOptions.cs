namespace OmniFunctions.Local.ServiceBus;

/// <summary>How a queue behaves. The names and defaults are those of "Create a queue" and "Service Bus quotas" on learn.microsoft.com.</summary>
public sealed record QueueOptions
{
    /// <summary>Messages carry a session id; the messages of a session are received in order, by one receiver at a time.</summary>
    public bool RequiresSession { get; init; }

    /// <summary>How long a received message, or an accepted session, stays locked unless renewed.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Deliveries that may fail before the message goes to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Within this time after a message, another one of the same id is accepted and dropped. Zero turns the detection off.</summary>
    public TimeSpan DuplicateDetectionWindow { get; init; } = TimeSpan.Zero;

    /// <summary>A message without a shorter time of its own expires after this one.</summary>
    public TimeSpan DefaultMessageTimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>Expired messages go to the dead-letter queue instead of being dropped.</summary>
    public bool DeadLetteringOnMessageExpiration { get; init; }

    /// <summary>Messages held, in whatever state; a send beyond it is refused with <c>QuotaExceeded</c>.</summary>
    public int MaxSizeInMessages { get; init; } = 2_000_000;

    /// <summary>Contents kept in memory; those of messages beyond it are read from the store again when they are received.</summary>
    public long MaxResidentBytes { get; init; } = 64 * 1024 * 1024;

    internal void Check()
    {
        if (LockDuration < TimeSpan.FromSeconds(1) || LockDuration > TimeSpan.FromMinutes(5))
            throw new ArgumentOutOfRangeException(nameof(LockDuration), LockDuration, "A lock lasts from 1 second to 5 minutes.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDeliveryCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSizeInMessages, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(DuplicateDetectionWindow, TimeSpan.Zero);
        if (DefaultMessageTimeToLive <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(DefaultMessageTimeToLive), DefaultMessageTimeToLive, "A message lives for some time.");
    }
}
