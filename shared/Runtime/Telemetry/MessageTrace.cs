using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Runtime.Telemetry;

/// <summary>The trace of a message, carried in its properties under the name that the official clients use, so that theirs and ours are one trace.</summary>
public static class MessageTrace
{
    private const string Property = "Diagnostic-Id";

    public static ServiceBusMessage Onto(ServiceBusMessage message)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } id }) message.ApplicationProperties[Property] = id;
        return message;
    }

    /// <summary>A span that goes on with the trace of the message it was received with.</summary>
    public static Activity? Continue(string name, ServiceBusReceivedMessage message) => Signals.Continue(name, Of(message));

    private static ActivityContext? Of(ServiceBusReceivedMessage message) =>
        message.ApplicationProperties.TryGetValue(Property, out var found) && found is string id && ActivityContext.TryParse(id, null, isRemote: true, out var context)
            ? context
            : null;
}
