using System.Globalization;
using System.Text.Json;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeChat;

namespace OmniFunctions.Channels.Weibo;

/// <summary>A private message, a mention, or something a follower did.</summary>
internal static class WeiboMessage
{
    /// <summary>Not the sortable form: <c>Mon Jul 16 18:09:20 +0800 2012</c>.</summary>
    private const string TimeFormat = "ddd MMM dd HH:mm:ss zzz yyyy";

    internal static Parsed Read(ReadOnlyMemory<byte> payload)
    {
        // The page's console can switch the account to WeChat's form.
        if (payload.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
        {
            var (fields, notXml) = FlatFields.Read(payload.Span);
            return notXml is { } unreadable ? new Parsed.Malformed(unreadable) : WeChatMessage.Read(fields);
        }

        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } why ? new Parsed.Malformed(why) : Read(root);
    }

    private static Parsed Read(JsonElement root)
    {
        if (root.Id("sender_id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (root.Id("type") is not { } type || root.Id("created_at") is not { } createdAt)
        {
            // Without a time there is no telling a repetition from a new message.
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var data = root.Object("data") ?? default;
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = root.Id("receiver_id"),
            DedupeKey = sender + createdAt,
            SentAt = TimeOf(createdAt),
            Text = root.String("text"),
        };
        return Fill(frame, type, root, data) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.MissingField);
    }

    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    private static InboundItem? Fill(InboundItem frame, string type, JsonElement root, JsonElement data) => type switch
    {
        "text" => frame with { Kind = ItemKind.Text, Name = null, Text = root.String("text") ?? "" },
        "position" => Degrees(data, "latitude") is { } latitude && Degrees(data, "longitude") is { } longitude
            ? frame with { Kind = ItemKind.Location, Name = null, Text = null, Location = new Location(latitude, longitude, frame.Text) }
            : null,
        "image" => File(frame, ItemKind.Image, data),
        "voice" => File(frame, ItemKind.Voice, data),
        "video" => File(frame, ItemKind.Video, data),
        "file" => File(frame, ItemKind.File, data),
        "mention" => data.Id("key") is { } post
            // Said in public, below or in a post: the post's id is where an answer would stand.
            ? frame with
            {
                Kind = ItemKind.Comment,
                Name = data.Id("subtype") ?? "mention",
                Conversation = post,
                DedupeKey = $"{frame.DedupeKey}:{post}",
                Details = new Dictionary<string, Detail> { ["post_id"] = post },
            }
            : null,
        "event" => data.Id("subtype") is { } name ? Event(frame, name, data) : null,
        _ => frame,
    };

    private static InboundItem Event(InboundItem frame, string name, JsonElement data)
    {
        var happened = frame with
        {
            Kind = ItemKind.Event,
            Name = name,
            Payload = data.String("key"),
            DedupeKey = $"{frame.DedupeKey}:{name}",
        };
        return name switch
        {
            "menu" or "click" => happened with { Kind = ItemKind.Postback, Name = null, DedupeKey = frame.DedupeKey },
            "scan" or "scan_follow" => happened with { Details = Details(("scene", data.Id("key")), ("ticket", data.String("ticket"))) },
            _ => happened,
        };
    }

    /// <summary>Two handles: one for what it is, one for its small copy.</summary>
    private static InboundItem? File(InboundItem frame, ItemKind kind, JsonElement data) => (data.Id("tovfid") ?? data.Id("vfid") ?? data.Id("fid")) is { } id
        ? frame with { Kind = kind, Name = null, Text = null, Media = new Media(id), Details = Details(("vfid", data.Id("vfid")), ("tovfid", data.Id("tovfid"))) }
        : null;

    private static Dictionary<string, Detail> Details(params ReadOnlySpan<(string Name, string? Value)> wanted)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var (name, value) in wanted)
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }

        return details;
    }

    /// <summary>Digits in a text.</summary>
    private static double? Degrees(JsonElement data, string name) =>
        data.Number(name) ?? (double.TryParse(data.String(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null);

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : ReplayWindow.Seconds(text);
}
