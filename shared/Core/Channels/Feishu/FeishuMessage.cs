using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Feishu;

/// <summary>A message by its type. What it says is JSON in a text.</summary>
internal static class FeishuMessage
{
    private const int MaxTextLength = 32 * 1024;

    internal static Parsed Read(JsonElement content, FeishuEvent.Head head)
    {
        // A bot's own words, ours among them.
        if (content.Object("sender")?.String("sender_type") is "app" or "anonymous")
        {
            return new Parsed.Items();
        }

        if (content.Object("message") is not { } message || message.Id("message_id") is not { } id || message.Id("message_type") is not { } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (FeishuEvent.Person(content.Object("sender")?.Object("sender_id")) is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var (body, fault) = JsonReading.ReadObject(Encoding.UTF8.GetBytes(message.String("content") ?? ""));
        if (fault is not null)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = head.AppId,
            Conversation = message.Id("chat_id"),
            MessageId = id,
            EventId = head.EventId,
            DedupeKey = head.EventId,
            SentAt = FeishuEvent.Milliseconds(message, "create_time") ?? head.At,
            Details = FeishuEvent.Details(
                ("reply_to", message.Id("parent_id")), ("thread_id", message.Id("thread_id")), ("root_id", message.Id("root_id")), ("chat_type", message.Id("chat_type"))),
        };
        return Fill(frame, type, body, message) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.MissingField);
    }

    /// <summary>The first form of events, which older apps still get: a text stands as it is.</summary>
    internal static Parsed ReadFirst(JsonElement content, FeishuEvent.Head head)
    {
        if (content.Id("open_id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (content.Id("open_message_id") is not { } id || content.Id("msg_type") is not { } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = head.AppId,
            Conversation = content.Id("open_chat_id"),
            MessageId = id,
            EventId = head.EventId,
            DedupeKey = head.EventId,
            SentAt = head.At,
        };
        return new Parsed.Items(type switch
        {
            "text" or "post" => frame with { Kind = ItemKind.Text, Name = null, Text = content.String("text_without_at_bot") ?? content.String("text") ?? "" },
            "image" when content.Id("image_key") is { } key => File(frame, ItemKind.Image, key, null),
            "file" when content.Id("file_key") is { } key => File(frame, ItemKind.File, key, content.String("file_name")),
            _ => frame,
        });
    }

    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    private static InboundItem? Fill(InboundItem frame, string type, JsonElement body, JsonElement message) => type switch
    {
        "text" => body.String("text") is { } text ? frame with { Kind = ItemKind.Text, Name = null, Text = Named(text, message) } : null,
        "post" => Post(frame, body, message),
        "image" => body.Id("image_key") is { } key ? File(frame, ItemKind.Image, key, null) : null,
        "file" or "folder" => body.Id("file_key") is { } key ? File(frame, ItemKind.File, key, body.String("file_name")) : null,
        "audio" => body.Id("file_key") is { } key ? With(File(frame, ItemKind.Voice, key, null), ("duration_ms", body.Integer("duration"))) : null,
        "media" or "video" => body.Id("file_key") is { } key
            ? With(File(frame, ItemKind.Video, key, body.String("file_name")), ("duration_ms", body.Integer("duration")))
            : null,
        "sticker" => body.Id("file_key") is { } key ? File(frame, ItemKind.Image, key, null) with { Name = "sticker" } : null,
        "location" => Coordinate(body, "latitude") is { } latitude && Coordinate(body, "longitude") is { } longitude
            ? frame with { Kind = ItemKind.Location, Name = null, Location = new Location(latitude, longitude, body.String("name")) }
            : null,
        "share_chat" => frame with { Kind = ItemKind.Card, Card = new Card(body.Id("chat_id"), AppId: null, Path: null) },
        "share_user" => frame with { Kind = ItemKind.Card, Card = new Card(body.Id("user_id"), AppId: null, Path: null) },
        "interactive" => frame with { Kind = ItemKind.Card, Card = new Card(body.String("title"), AppId: null, Path: null) },
        "hongbao" or "merge_forward" or "todo" or "vote" or "video_chat" or "calendar" or "share_calendar_event" or "general_calendar" =>
            frame with { Text = body.String("text") ?? body.String("topic") ?? body.String("summary") },
        "system" => frame with { Kind = ItemKind.Event, Text = body.String("template") },
        _ => frame,
    };

    /// <summary>Lines of elements, perhaps in several languages; the first picture is the item's, the others are attached.</summary>
    private static InboundItem? Post(InboundItem frame, JsonElement body, JsonElement message)
    {
        // A message that comes has one language; a post that was sent in several has each under its name.
        var post = body.Member("content") is not null ? body : body.EnumerateObject().FirstOrDefault(language => language.Value.ValueKind == JsonValueKind.Object).Value;
        if (post.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var text = new StringBuilder(post.String("title"));
        var files = new List<Media>();
        foreach (var line in post.Array("content"))
        {
            if (line.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            if (text.Length > 0)
            {
                text.Append('\n');
            }

            foreach (var element in line.EnumerateArray())
            {
                Add(element, text, files, frame.MessageId!);
            }
        }

        var said = Named(text.Length <= MaxTextLength ? text.ToString() : text.ToString(0, MaxTextLength), message).Trim();
        return frame with { Kind = ItemKind.Text, Name = null, Text = said, Attachments = files.Count > 0 ? files : null };
    }

    private static void Add(JsonElement element, StringBuilder text, List<Media> files, string messageId)
    {
        switch (element.String("tag"))
        {
            case "a" when element.String("href") is { } address:
                text.Append(element.String("text")).Append(" <").Append(address).Append('>');
                break;
            case "at":
                // Stands by a key that is resolved with the others.
                text.Append(element.String("user_name") is { Length: > 0 } name ? "@" + name : element.String("user_id"));
                break;
            case "img" when element.Id("image_key") is { } key && files.Count < InboundItem.MaxAttachments:
                files.Add(Content(messageId, "image", key, null));
                break;
            case "media" when element.Id("file_key") is { } key && files.Count < InboundItem.MaxAttachments:
                files.Add(Content(messageId, "file", key, null));
                break;
            case "emotion":
                text.Append('[').Append(element.String("emoji_type")).Append(']');
                break;
            case "hr":
                text.Append("---");
                break;
            default:
                text.Append(element.String("text"));
                break;
        }
    }

    /// <summary>Who is spoken to stands as a key (<c>@_user_1</c>) in the text, and by name beside it. The bot's own name at the beginning says nothing.</summary>
    private static string Named(string text, JsonElement message)
    {
        // From the last, so that @_user_1 does not take the beginning of @_user_10.
        foreach (var mention in message.Array("mentions").Take(InboundItem.MaxAttachments).Reverse())
        {
            if (mention.String("key") is { Length: > 0 } key)
            {
                text = text.Replace(key, "@" + mention.String("name"), StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static InboundItem File(InboundItem frame, ItemKind kind, string key, string? name) => frame with
    {
        Kind = kind,
        Name = null,
        Media = Content(frame.MessageId!, kind == ItemKind.Image ? "image" : "file", key, name),
    };

    /// <summary>A file is had by its message, its type and its key together.</summary>
    private static Media Content(string messageId, string type, string key, string? name) => new(
        key,
        Url: $"{FeishuSettings.Platform}/open-apis/im/v1/messages/{Uri.EscapeDataString(messageId)}/resources/{Uri.EscapeDataString(key)}?type={type}",
        FileName: name);

    private static InboundItem With(InboundItem item, (string Name, long? Value) detail) => detail.Value is { } value
        ? item with { Details = new Dictionary<string, Detail>(item.Details) { [detail.Name] = value } }
        : item;

    /// <summary>A number, or its digits in a text.</summary>
    private static double? Coordinate(JsonElement body, string name) =>
        body.Number(name) ?? (double.TryParse(body.String(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null);
}
