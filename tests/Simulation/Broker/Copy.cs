using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>A message in the queue, as those who received it know it.</summary>
internal sealed class Copy(Letter letter, long sequence)
{
    public Letter Letter { get; } = letter;

    public long Sequence { get; } = sequence;

    public CopyState State { get; set; }

    /// <summary>A settlement was under way when its process died: it may or may not be in this state.</summary>
    public CopyState? Perhaps { get; set; }

    /// <summary>Who received it last and has neither settled it nor lost it.</summary>
    public Taker? Holder { get; set; }

    public ServiceBusReceivedMessage? Delivery { get; set; }

    /// <summary>Failed deliveries that the broker has acknowledged.</summary>
    public int Failures { get; set; }

    public int LastCount { get; set; }

    /// <summary>Answers that had been lost when it was seen last. In each one lost since, it may have been delivered and nobody heard of it.</summary>
    public int LostBefore { get; set; }
}

internal enum CopyState
{
    Active,
    Completed,
    Dead,
    Deferred,
}
