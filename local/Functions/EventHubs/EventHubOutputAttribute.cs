using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Publishes the returned value to a hub: a body without a partition key, so the partitions take turns.</summary>
public sealed class EventHubOutputAttribute(string eventHubName) : OutputBindingAttribute
{
    public string EventHubName { get; } = eventHubName;

    /// <summary>The setting that holds the connection string.</summary>
    public string? Connection { get; set; }
}
