using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>A stored message as the broker keeps it in memory. Changed under the gate of its queue only.</summary>
internal sealed class BrokerMessage(long sequence, string? sessionId)
{
    public long Sequence { get; } = sequence;

    public string? SessionId { get; } = sessionId;

    public required DateTimeOffset EnqueuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public ServiceBusMessageState State { get; set; }

    /// <summary>When a scheduled message becomes active.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Deliveries that ended without settlement. The delivery under way is not among them.</summary>
    public int FailedDeliveries { get; set; }

    /// <summary>
    /// The count that a crash would find. A first delivery costs no write; from the second on, or after a restart, the delivery is
    /// written down before it is made, so that a message that brings the process down still reaches the maximum.
    /// </summary>
    public int StoredDeliveries { get; set; }

    /// <summary>Read back at start, so an earlier process may have died over it.</summary>
    public bool Recovered { get; init; }

    /// <summary>Null when it is not kept in memory.</summary>
    public Payload? Content { get; set; }

    /// <summary>The lock of the delivery under way. Each delivery has its own.</summary>
    public Guid LockToken { get; set; }

    /// <summary>The message's own lock on a queue without sessions.</summary>
    public LinkedListNode<Lease<BrokerMessage>>? Lease { get; set; }

    public bool NeedsMark => (Recovered || FailedDeliveries > 0) && StoredDeliveries <= FailedDeliveries;
}
