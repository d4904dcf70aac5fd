namespace Azure.Messaging.EventHubs.Consumer;

public class EventHubConsumerClientOptions
{
    public string? Identifier { get; set; }
}
