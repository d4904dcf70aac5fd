using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>A message to a mini game's customer service: the same house, another form.</summary>
internal static class DouyinGame
{
    internal static Parsed Read(JsonElement root, string messageId)
    {
        if (root.Id("open_id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var type = root.String("msg_type") is { Length: <= Limits.MaxIdLength } name ? name : null;
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = root.Id("app_id"),
            Conversation = root.Id("conversation_id"),
            MessageId = messageId,
            DedupeKey = messageId,
            SentAt = DouyinEvent.Time(root.Integer("create_time")),
        };
        var item = type switch
        {
            "text" => Text(root) is { } text ? frame with { Kind = ItemKind.Text, Name = null, Text = text } : null,
            "image" => root.String("pic_url") is { Length: > 0 } url ? frame with { Kind = ItemKind.Image, Name = null, Media = new Media(null, Url: url) } : null,
            null => null,
            _ => frame,
        };
        return item is null ? new Parsed.Malformed(ParseFault.MissingField) : new Parsed.Items(item);
    }

    /// <summary>Plain, or as JSON inside of the text.</summary>
    private static string? Text(JsonElement root) => DouyinContent.Of(root)?.String("text") ?? root.String("content");
}
