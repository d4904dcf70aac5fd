namespace Azure.Messaging.ServiceBus;

public class ServiceBusClientOptions
{
    public ServiceBusTransportType TransportType { get; set; } = ServiceBusTransportType.AmqpTcp;

    public ServiceBusRetryOptions RetryOptions { get; set; } = new();

    public string? Identifier { get; set; }
}
