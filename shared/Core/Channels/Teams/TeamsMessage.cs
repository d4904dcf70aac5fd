using System.Text.Json;

namespace OmniFunctions.Channels.Teams;

/// <summary>A message with its files and cards, freed of the mention by which a bot is called.</summary>
internal static class TeamsMessage
{
    /// <summary>Under it a button of ours carries back what was chosen.</summary>
    internal const string ChoiceMember = "choice";

    private const int MaxPayloadLength = 8_192;

    internal static InboundItem Fill(InboundItem frame, JsonElement activity)
    {
        var text = Text(activity);
        var files = activity.Array("attachments").Take(InboundItem.MaxAttachments).Select(TeamsMedia.Of).OfType<(ItemKind Kind, Media Media)>().ToArray();
        var quoted = activity.Array("attachments").FirstOrDefault(attachment => attachment.String("contentType") == "messageReference");
        var item = frame with { Text = text, Details = frame.Further().Put("reply_to", QuotedId(quoted)) };
        if (activity.Member("value") is { } value && Chosen(value) is { } payload)
        {
            return item with { Kind = ItemKind.Postback, Payload = payload, Details = item.Further().Put("title", text is "" ? null : text) };
        }

        if (files is [var first, .. var further])
        {
            return item with
            {
                Kind = first.Kind,
                Text = text is "" ? null : text,
                Media = first.Media,
                Attachments = further is [] ? null : [.. further.Select(file => file.Media)],
            };
        }

        var card = activity.Array("attachments").FirstOrDefault(attachment => attachment.String("contentType")?.StartsWith("application/vnd.microsoft.card.", StringComparison.Ordinal) is true);
        return text is null or "" && card.String("contentType") is { Length: <= Limits.MaxIdLength } kind
            ? item with { Kind = ItemKind.Card, Text = null, Name = kind, Card = new Card(card.Object("content")?.String("title") ?? card.String("name"), AppId: null, Path: null) }
            : text is null ? item with { Name = "message" } : item with { Kind = ItemKind.Text };
    }

    /// <returns>The id of the choice, or all that the button carries.</returns>
    internal static string? Choice(JsonElement? data) => data switch
    {
        { ValueKind: JsonValueKind.Object } carried => carried.String(ChoiceMember) ?? (carried.GetRawText() is { Length: <= MaxPayloadLength } raw ? raw : null),
        _ => null,
    };

    private static string? Chosen(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : Choice(value);

    private static string? QuotedId(JsonElement reference)
    {
        if (reference.Object("content")?.Id("messageId") is { } id)
        {
            return id;
        }

        // Teams writes this one content as a text of JSON.
        var (content, fault) = reference.String("content") is { } text ? JsonReading.ReadObject(System.Text.Encoding.UTF8.GetBytes(text)) : (default, ParseFault.NotJson);
        return fault is null ? content.Id("messageId") : null;
    }

    private static string? Text(JsonElement activity)
    {
        if (activity.String("text") is not { } text)
        {
            return null;
        }

        var bot = activity.Object("recipient")?.Id("id");
        foreach (var entity in activity.Array("entities"))
        {
            if (entity.String("type") != "mention" || entity.String("text") is not { Length: > 0 } tag)
            {
                continue;
            }

            var isBot = bot is not null && entity.Object("mentioned")?.Id("id") == bot;
            text = text.Replace(tag, isBot ? "" : "@" + (entity.Object("mentioned")?.String("name") ?? Inner(tag)), StringComparison.Ordinal);
        }

        return text.Trim();
    }

    private static string Inner(string tag) => tag.Replace("<at>", "", StringComparison.Ordinal).Replace("</at>", "", StringComparison.Ordinal);
}
