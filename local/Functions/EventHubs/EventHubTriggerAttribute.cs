using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for the events of a hub, one run per partition at a time.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventHubTriggerAttribute(string eventHubName) : TriggerBindingAttribute
{
    public string EventHubName { get; } = eventHubName;

    /// <summary><c>$Default</c> where null.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>The setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    /// <summary>The parameter takes an array of events.</summary>
    public bool IsBatched { get; set; } = true;
}
