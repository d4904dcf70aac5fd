using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>A message of a customer by its <c>MsgType</c>.</summary>
internal static class WeChatMessage
{
    internal static Parsed Read(FlatFields fields)
    {
        if (fields.Id("FromUserName") is not { } sender)
        {
            return Malformed(ParseFault.MissingSender);
        }

        if (fields.Id("MsgType") is not { } type)
        {
            return Malformed(ParseFault.MissingField);
        }

        var createdAt = fields.Integer("CreateTime");
        var messageId = fields.Id("MsgId");
        if (messageId is null && createdAt is null)
        {
            // Without either there is no telling a repetition from a new message.
            return Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = fields.Id("ToUserName"),
            MessageId = messageId,
            DedupeKey = messageId ?? sender + createdAt.Digits(),
            SentAt = UnixTime.FromSeconds(createdAt),
        };
        return (type == "event" ? WeChatEvent.Fill(frame, fields) : Fill(frame, type, fields)) is { } item
            ? new Parsed.Items(item)
            : Malformed(ParseFault.MissingField);
    }

    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    internal static InboundItem? Fill(InboundItem frame, string type, FlatFields fields) => type switch
    {
        // An entry of a menu message of ours comes back as its text, with its id beside it.
        "text" when fields.Id("bizmsgmenuid") is { } entry => frame with { Kind = ItemKind.Postback, Name = null, Text = fields.Text("Content"), Payload = entry },
        "text" => frame with { Kind = ItemKind.Text, Name = null, Text = fields.Text("Content") ?? "" },
        "image" => fields.Media("PicUrl") is { } image ? frame with { Kind = ItemKind.Image, Name = null, Media = image } : null,
        "voice" => fields.Media() is { } voice
            ? frame with
            {
                Kind = ItemKind.Voice,
                Name = null,
                Media = voice with { Format = fields.Text("Format") },
                Text = fields.Text("Recognition"),
                Details = fields.Details(("media_id_16k", "MediaId16K")),
            }
            : null,
        "video" or "shortvideo" => fields.Media() is { } video
            ? frame with { Kind = ItemKind.Video, Name = null, Media = video, Details = fields.Details(("thumb_media_id", "ThumbMediaId")) }
            : null,
        "location" => fields.Number("Location_X") is { } latitude && fields.Number("Location_Y") is { } longitude
            ? frame with
            {
                Kind = ItemKind.Location,
                Name = null,
                Location = new Location(latitude, longitude, fields.Text("Label")),
                Details = fields.Details(("scale", "Scale")),
            }
            : null,
        "link" => fields.Text("Url") is { } url
            ? frame with { Kind = ItemKind.Link, Name = null, Link = new Link(fields.Text("Title"), url, fields.Text("Description")) }
            : null,
        "miniprogrampage" => frame with
        {
            Kind = ItemKind.Card,
            Name = null,
            Card = new Card(fields.Text("Title"), fields.Id("AppId"), fields.Text("PagePath"), fields.Text("ThumbUrl")),
            Details = fields.Details(("thumb_media_id", "ThumbMediaId")),
        },
        // The platform says that there is a file and gives it to nobody.
        "file" => frame with { Text = fields.Text("Title"), Details = fields.Details(("size", "FileTotalLen"), ("md5", "FileMd5")) },
        _ => frame,
    };

    /// <summary>Some senders nest a video's fields in an element of its own.</summary>
    private static Media? Media(this FlatFields fields, string? url = null) =>
        (fields.Id("MediaId") ?? fields.Id("Video/MediaId")) is { } id ? new Media(id, Url: url is null ? null : fields.Text(url)) : null;

    private static Parsed.Malformed Malformed(ParseFault fault) => new(fault);
}
