using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>What hangs on a message. The address in it is signed and expires.</summary>
internal static class MessagingAttachment
{
    /// <returns>Null when it cannot be read.</returns>
    internal static InboundItem? Fill(InboundItem item, JsonElement attachment)
    {
        if (attachment.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return null;
        }

        var payload = attachment.Object("payload") ?? default;
        var url = payload.String("url") ?? attachment.String("url");
        return type switch
        {
            "image" or "sticker" or "like_heart" or "animated_image" when url is not null => item with { Kind = ItemKind.Image, Media = File(attachment) },
            "audio" when url is not null => item with { Kind = ItemKind.Voice, Media = File(attachment) },
            "video" when url is not null => item with { Kind = ItemKind.Video, Media = File(attachment) },
            "file" when url is not null => item with { Kind = ItemKind.File, Media = File(attachment) },
            "image" or "audio" or "video" or "file" => null,
            "location" => Place(item, attachment, payload),
            "fallback" or "share" or "reel" or "ig_reel" or "story_mention" or "ig_story" or "post" or "ig_post" when url is not null =>
                item with { Kind = ItemKind.Link, Name = type == "fallback" ? null : type, Link = new Link(attachment.String("title") ?? payload.String("title"), url) },
            "template" when payload.Object("product") is { } product => Product(item, product),
            _ => item with { Name = type },
        };
    }

    /// <returns>Null when there is no address.</returns>
    internal static Media? File(JsonElement attachment) =>
        (attachment.Object("payload")?.String("url") ?? attachment.String("url")) is { } url ? new Media(attachment.Object("payload")?.Id("attachment_id"), Url: url) : null;

    private static InboundItem? Place(InboundItem item, JsonElement attachment, JsonElement payload) =>
        payload.Object("coordinates") is { } place && place.Number("lat") is { } latitude && (place.Number("long") ?? place.Number("lon")) is { } longitude
            ? item with { Kind = ItemKind.Location, Location = new Location(latitude, longitude, attachment.String("title")) }
            : null;

    /// <summary>A product of the page's own catalogue, as something to talk about.</summary>
    private static InboundItem Product(InboundItem item, JsonElement product)
    {
        var element = product.Array("elements").FirstOrDefault();
        return item with
        {
            Kind = ItemKind.Card,
            Name = "product",
            Card = new Card(element.String("title"), AppId: null, Path: null, element.String("image_url")),
            Details = item.Further().Put("product_id", element.Id("retailer_id") ?? element.Id("id")),
        };
    }
}
