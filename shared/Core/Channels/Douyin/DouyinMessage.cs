using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>A private message by its type.</summary>
internal static class DouyinMessage
{
    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    internal static InboundItem? Fill(InboundItem frame, JsonElement content)
    {
        if (content.String("message_type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return null;
        }

        return type switch
        {
            "text" => content.String("text") is { } text ? frame with { Kind = ItemKind.Text, Text = text } : null,
            "image" or "user_local_image" or "emoji" => Media(content) is { } image ? frame with { Kind = ItemKind.Image, Media = image } : null,
            "video" or "user_local_video" => (Media(content) ?? Item(content)) is { } video ? frame with { Kind = ItemKind.Video, Media = video } : null,
            "retain_consult_card" => frame with { Kind = ItemKind.Card, Name = type, Card = new Card(content.String("title"), null, content.Id("card_id")) },
            _ => frame with { Kind = ItemKind.Unsupported, Name = type },
        };
    }

    private static Media? Media(JsonElement content) =>
        content.String("resource_url") is { Length: > 0 } url ? new Media(null, Url: url) : null;

    /// <summary>A video of the platform has an id, and no address of a file.</summary>
    private static Media? Item(JsonElement content) => content.Id("item_id") is { } id ? new Media(id) : null;
}
