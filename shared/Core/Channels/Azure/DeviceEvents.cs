using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// What devices publish: by the MQTT broker of Event Grid, by an IoT hub, or by a broker of one's own. A device is a sender with a
/// conversation of its own; only what is published where somebody is wanted opens one.
/// </summary>
internal static class DeviceEvents
{
    private const string DefaultConversationTopics = "devices/+/support devices/+/alarm";
    private const string DevicesSegment = "devices";
    private const string Telemetry = "Microsoft.Devices.DeviceTelemetry";

    internal static (InboundItem? Item, ParseFault? Fault) Read(InboundItem frame, AzureEvent e, ChannelAccount account)
    {
        if (e.Type.StartsWith("Microsoft.Devices.", StringComparison.Ordinal))
        {
            return OfHub(frame, e);
        }

        var topic = e.Subject ?? "";
        if (DeviceOf(topic) is not { } device)
        {
            return (null, ParseFault.MissingSender);
        }

        var details = new Dictionary<string, Detail> { ["topic"] = topic };
        return (With(frame with { Sender = device, Conversation = topic.Length <= Limits.MaxIdLength ? topic : null }, details, e.Data, e.Bytes) with
        {
            Opens = Topics.Matches(account.Setting(AzureSettings.ConversationTopics) ?? DefaultConversationTopics, topic) ? true : null,
        }, null);
    }

    /// <summary>The level behind <c>devices</c>, else the first.</summary>
    internal static string? DeviceOf(string topic)
    {
        var levels = topic.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(levels, DevicesSegment);
        var device = at < 0 ? levels.FirstOrDefault() : levels.ElementAtOrDefault(at + 1);
        return device is { Length: > 0 and <= Limits.MaxIdLength } ? device : null;
    }

    private static (InboundItem? Item, ParseFault? Fault) OfHub(InboundItem frame, AzureEvent e)
    {
        if (e.Data is not { ValueKind: JsonValueKind.Object } data)
        {
            return (null, ParseFault.MissingField);
        }

        var system = data.Object("systemProperties");
        if ((system?.Id("iothub-connection-device-id") ?? data.Id("deviceId") ?? DeviceOf(e.Subject ?? "")) is not { } device)
        {
            return (null, ParseFault.MissingSender);
        }

        var details = new Dictionary<string, Detail>();
        if (data.Object("deviceConnectionStateEventInfo")?.Id("sequenceNumber") is { } sequence)
        {
            // Events of the hub come in any order; these, in hexadecimal, tell which connection was the last.
            details["sequence_number"] = sequence;
        }

        if (data.Id("hubName") is { } hub)
        {
            details["hub"] = hub;
        }

        var item = frame with { Sender = device };
        if (e.Type != Telemetry)
        {
            return (item with { Details = details }, null);
        }

        // Base64 unless the device said that it is JSON in UTF-8.
        var body = data.Member("body");
        var bytes = body is { ValueKind: JsonValueKind.String } text ? AzureEvent.FromBase64(text.GetString()!) ?? AzureEvent.Utf8(text.GetString()!) : null;
        return (With(item, details, bytes is null ? body : AzureEvent.Json(bytes), bytes) with
        {
            Opens = data.Object("properties")?.String("support") is "true" or "1" ? true : null,
        }, null);
    }

    private static InboundItem With(InboundItem item, Dictionary<string, Detail> details, JsonElement? json, byte[]? bytes)
    {
        if (json is { } data)
        {
            return item with { Data = data.GetRawText(), Text = Said(data), Details = details };
        }

        if (bytes is not null)
        {
            if (StrictUtf8.Decode(bytes) is { } text)
            {
                details["data_text"] = text;
            }
            else
            {
                details["data_base64"] = AzureEvent.Base64(bytes);
            }
        }

        return item with { Details = details };
    }

    /// <summary>What an agent can read, where the device says something in words.</summary>
    private static string? Said(JsonElement data) => data.String("text") ?? data.String("message");
}
