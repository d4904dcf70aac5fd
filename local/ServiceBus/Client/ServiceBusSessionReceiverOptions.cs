namespace Azure.Messaging.ServiceBus;

public class ServiceBusSessionReceiverOptions
{
    public int PrefetchCount { get; set; }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public string? Identifier { get; set; }
}
