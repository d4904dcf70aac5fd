using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>What an event means, by its type. Every channel of Azure reads all of them: a subscription may bring more than it is named for.</summary>
internal static class AzureItems
{
    private const string Communication = "Microsoft.Communication.";

    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) =>
        AzureEvent.ReadAll(request, payload, read => Of(read, request, account));

    private static (InboundItem? Item, ParseFault? Fault) Of(AzureEvent e, WebhookRequest request, ChannelAccount account)
    {
        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = e.Type,
            Sender = e.Origin,
            EventId = e.Id,
            DedupeKey = e.Id,
            SentAt = e.Time,
        };
        if (e.Type.StartsWith(Communication, StringComparison.Ordinal))
        {
            var name = e.Type[Communication.Length..];
            return e.Data is not { ValueKind: JsonValueKind.Object } data
                ? (null, ParseFault.MissingField)
                : AcsMessages.Read(frame, name, data) ?? AcsCallEvents.Read(frame, name, data, request) ?? Other(frame, data);
        }

        return e.Type.StartsWith("MQTT.", StringComparison.Ordinal) || e.Type.StartsWith("Microsoft.Devices.", StringComparison.Ordinal) || account.Key.Channel == DeviceChannel.ChannelName
            ? DeviceEvents.Read(frame, e, account)
            : (frame with { Data = e.Data?.GetRawText(), Text = e.DataText }, null);
    }

    /// <summary>What somebody sent by a way nobody knows here is kept for an agent to see; what merely happened is an event.</summary>
    private static (InboundItem? Item, ParseFault? Fault) Other(InboundItem frame, JsonElement data) => data.Id("from") is { } sender
        ? (frame with { Kind = ItemKind.Unsupported, Sender = sender, Recipient = data.Id("to") }, null)
        : (frame with { Data = data.GetRawText() }, null);
}
