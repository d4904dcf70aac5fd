using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Runtime.Telemetry;

/// <summary>The trace of a message, carried in its properties under the name that the official clients use, so that theirs and ours are one trace.</summary>
public static class MessageTrace
{
    private const string Property = "Diagnostic-Id";

    /// <summary>The step that is under way, as a traceparent (W3C Trace Context); null where nobody records it.</summary>
    public static string? OfThisStep => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true, Source.Name: Signals.Name, Id: { } id } ? id : null;

    public static ServiceBusMessage Onto(ServiceBusMessage message)
    {
        if (OfThisStep is { } id) message.ApplicationProperties[Property] = id;
        return message;
    }

    /// <summary>A span that goes on with the trace of the message it was received with.</summary>
    public static Activity? Continue(string name, ServiceBusReceivedMessage message) => Signals.Continue(name, message.ApplicationProperties.GetValueOrDefault(Property) as string);
}
