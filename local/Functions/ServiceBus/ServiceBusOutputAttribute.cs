using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Sends the returned value to a queue: a body without headers, so that a queue with sessions refuses it.</summary>
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue) : OutputBindingAttribute
{
    public string QueueOrTopicName { get; } = queueOrTopicName;

    public ServiceBusEntityType EntityType { get; set; } = entityType;

    /// <summary>The setting that holds the connection string.</summary>
    public string? Connection { get; set; }
}

public enum ServiceBusEntityType
{
    Queue = 0,
    Topic = 1,
}
