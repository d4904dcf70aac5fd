namespace Azure.Messaging.EventHubs.Producer;

public class EventHubProducerClientOptions
{
    public string? Identifier { get; set; }
}
