using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function when a client of the hub connects, disconnects, or calls a method.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SignalRTriggerAttribute : TriggerBindingAttribute
{
    public SignalRTriggerAttribute(string hubName, string category, string @event) : this(hubName, category, @event, [])
    {
    }

    /// <param name="parameterNames">Parameters of the function that take the arguments of the call, in their order.</param>
    public SignalRTriggerAttribute(string hubName, string category, string @event, params string[] parameterNames)
    {
        HubName = hubName;
        Category = category;
        Event = @event;
        ParameterNames = parameterNames;
    }

    /// <summary>The setting that holds the connection string; <c>AzureSignalRConnectionString</c> where null.</summary>
    public string? ConnectionStringSetting { get; set; }

    public string HubName { get; }

    /// <summary><c>connections</c> or <c>messages</c>.</summary>
    public string Category { get; }

    /// <summary><c>connected</c>, <c>disconnected</c>, or the method that clients call.</summary>
    public string Event { get; }

    public string[] ParameterNames { get; }
}
