using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.Store;

namespace Azure.Messaging.EventHubs;

/// <summary>A hub by the name of its platform and its own; looked up at each use, so a client may be made before the platform runs.</summary>
internal sealed record EventHubAddress(string FullyQualifiedNamespace, string EventHubName)
{
    public EventHub Hub => EventHubLog.On(EmbeddedStore.Named(FullyQualifiedNamespace)).Find(EventHubName);

    public static EventHubAddress Parse(string connectionString, string? eventHubName)
    {
        var properties = EventHubsConnectionStringProperties.Parse(connectionString);
        if (properties.EventHubName is { } path && eventHubName is { Length: > 0 } && path != eventHubName)
            throw new ArgumentException($"The connection string is for the event hub '{path}', not '{eventHubName}'.", nameof(eventHubName));
        return new EventHubAddress(
            properties.FullyQualifiedNamespace ?? throw new FormatException("The connection string names no endpoint."),
            properties.EventHubName ?? (string.IsNullOrEmpty(eventHubName)
                ? throw new ArgumentException("The event hub is named neither by the connection string nor beside it.", nameof(eventHubName))
                : eventHubName));
    }
}
