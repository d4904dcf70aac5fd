namespace Azure.Messaging.ServiceBus;

public class ServiceBusReceiverOptions
{
    /// <summary>Kept for the caller. Nothing is fetched ahead: the broker is in this process, and a message fetched early is a lock running early.</summary>
    public int PrefetchCount { get; set; }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    public string? Identifier { get; set; }
}
