using System.Text.Json;

namespace OmniFunctions.Channels.Line;

/// <summary>A message, whatever it holds. Contents are asked for by its id, or are where somebody else keeps them.</summary>
internal static class LineMessage
{
    /// <returns>Null when it cannot be read.</returns>
    internal static InboundItem? Fill(InboundItem frame, JsonElement message, ChannelAccount account)
    {
        if (message.Id("id") is not { } id || message.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return null;
        }

        var item = frame with
        {
            MessageId = id,
            Details = frame.Further()
                .Put("quote_token", message.Id("quoteToken"))
                .Put("reply_to", message.Id("quotedMessageId"))
                .Put("mark_as_read_token", message.Id("markAsReadToken"))
                .Put("media_group_id", message.Object("imageSet")?.Id("id"))
                .Put("duration_ms", message.Integer("duration")),
        };
        return type switch
        {
            "text" => message.String("text") is { } text ? item with { Kind = ItemKind.Text, Text = text } : null,
            "image" => item with { Kind = ItemKind.Image, Media = LineMedia.Of(message, id, account) },
            "video" => item with { Kind = ItemKind.Video, Media = LineMedia.Of(message, id, account) },
            "audio" => item with { Kind = ItemKind.Voice, Media = LineMedia.Of(message, id, account) },
            "file" => item with { Kind = ItemKind.File, Media = LineMedia.Of(message, id, account) },
            "location" => Place(item, message),
            "sticker" => Sticker(item, message),
            _ => item with { Name = type },
        };
    }

    private static InboundItem? Place(InboundItem item, JsonElement message) =>
        message.Number("latitude") is { } latitude && message.Number("longitude") is { } longitude
            ? item with { Kind = ItemKind.Location, Location = new Location(latitude, longitude, message.String("title"), message.String("address")) }
            : null;

    /// <summary>A picture out of a package; what it shows stands in words beside it.</summary>
    private static InboundItem? Sticker(InboundItem item, JsonElement message) => message.Id("stickerId") is { } sticker
        ? item with
        {
            Kind = ItemKind.Image,
            Name = "sticker",
            Text = message.String("text") ?? string.Join(' ', message.Array("keywords").Where(word => word.ValueKind == JsonValueKind.String).Take(5).Select(word => word.GetString())) switch { "" => null, var words => words },
            Details = item.Further().Put("sticker_id", sticker).Put("package_id", message.Id("packageId")),
        }
        : null;
}
