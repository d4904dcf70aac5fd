using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for the messages of a queue.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceBusTriggerAttribute : TriggerBindingAttribute
{
    private bool? autoComplete;

    public ServiceBusTriggerAttribute(string queueName) => QueueName = queueName;

    public ServiceBusTriggerAttribute(string topicName, string subscriptionName)
    {
        TopicName = topicName;
        SubscriptionName = subscriptionName;
    }

    /// <summary>The setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    public string? QueueName { get; }

    public string? TopicName { get; }

    public string? SubscriptionName { get; }

    public bool IsSessionsEnabled { get; set; }

    /// <summary>The parameter takes an array of messages.</summary>
    public bool IsBatched { get; set; }

    /// <summary>Completes what the function returned from. host.json decides where this was not set.</summary>
    public bool AutoCompleteMessages
    {
        get => autoComplete ?? true;
        set => autoComplete = value;
    }

    internal bool? AutoCompleteAsSet => autoComplete;
}
