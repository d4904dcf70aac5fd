using System.Text.Json;

namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>
/// One event: <c>type</c>, <c>timestamp</c> and <c>data</c>. The type says what happened; what has a type of its own making is kept as an event
/// under that name.
/// </summary>
internal static class StandardWebhooksEvent
{
    /// <summary>Whose event it is when it is nobody's.</summary>
    private const string Nobody = "webhook";

    private static readonly string[] CarriedDetails =
        ["call_id", "correlation_id", "reply_to", "target_message_id", "emoji", "channel", "from", "to", "direction", "reason", "recording_url", "topic"];

    internal static Parsed Read(JsonElement root, string id)
    {
        var data = root.Object("data") ?? root;
        var type = root.String("type") is { Length: <= Limits.MaxIdLength } name ? name : null;
        var customer = Customer(data);
        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = type,
            Sender = customer ?? Nobody,
            Recipient = data.Id("recipient"),
            Conversation = data.Id("conversation_id") ?? data.Id("call_id"),
            MessageId = data.Id("message_id"),
            EventId = id,
            DedupeKey = id,
            SentAt = Time(root),
            DisplayName = (data.Object("customer") ?? data.Object("sender"))?.String("name") ?? data.String("customer_name"),
            Language = data.String("language"),
            Details = Details(data),
        };
        var filled = Fill(frame, type, data);
        if (filled is null)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        return filled.Kind is not (ItemKind.Event or ItemKind.Status) && customer is null
            ? new Parsed.Malformed(ParseFault.MissingSender)
            : new Parsed.Items(filled);
    }

    /// <returns>Null when what it must hold is not there.</returns>
    private static InboundItem? Fill(InboundItem frame, string? type, JsonElement data) => type switch
    {
        "message.created" or "message" => Content(frame, data),
        "message.updated" => Content(frame, data) is { } edit ? edit with { Kind = ItemKind.Edit, Name = type } : null,
        "message.delivered" => Receipt(frame, data, ReceiptState.Delivered),
        "message.read" => Receipt(frame, data, ReceiptState.Read),
        "message.failed" => Receipt(frame, data, ReceiptState.Failed),
        "comment.created" => Content(frame, data) is { } comment ? comment with { Kind = ItemKind.Comment } : null,
        "postback" => data.String("payload") is { } payload ? frame with { Kind = ItemKind.Postback, Name = null, Payload = payload, Text = data.String("title") } : null,
        "command" => data.String("command") is { } command ? frame with { Kind = ItemKind.Command, Name = command, Text = data.String("text") } : null,
        "call.ringing" => frame with { Opens = true },
        "call.speech" => data.String("text") is { } speech ? frame with { Kind = ItemKind.Voice, Name = null, Text = speech } : null,
        "call.dtmf" => data.Id("digits") is { } digits ? frame with { Kind = ItemKind.Postback, Name = null, Payload = digits } : null,
        "call.voicemail" => Media(data) is { } voicemail
            ? frame with { Kind = ItemKind.Voice, Name = null, Media = voicemail, Text = data.String("text") }
            : null,
        { } order when order.StartsWith("order.", StringComparison.Ordinal) => Order(data) is { } bought
            ? frame with { Kind = ItemKind.Order, Order = bought, Opens = false }
            : null,
        { } device when device.StartsWith("device.", StringComparison.Ordinal) => frame with { Data = data.GetRawText(), Opens = device == "device.alarm" },
        _ => frame,
    };

    private static InboundItem? Content(InboundItem frame, JsonElement data)
    {
        var said = frame with { Kind = ItemKind.Text, Name = null, Text = data.String("text") ?? data.String("message") };
        var kind = data.String("kind") ?? "text";
        return kind switch
        {
            "text" => said.Text is not null ? said : Media(data) is { } file ? said with { Kind = ItemKind.File, Media = file } : null,
            "image" or "voice" or "video" or "file" => Media(data) is { } media ? said with { Kind = KindOf(kind), Media = media } : null,
            "location" => Place(data) is { } location ? said with { Kind = ItemKind.Location, Location = location } : null,
            "link" => (data.Object("link") ?? data) is var link && link.String("url") is { } url
                ? said with { Kind = ItemKind.Link, Link = new Link(link.String("title"), url, link.String("description")) }
                : null,
            "card" => data.Object("card") is { } card
                ? said with { Kind = ItemKind.Card, Card = new Card(card.String("title"), card.Id("app_id"), card.String("path"), card.String("thumb_url")) }
                : null,
            "order" => Order(data) is { } order ? said with { Kind = ItemKind.Order, Order = order } : null,
            { Length: <= Limits.MaxIdLength } unknown => said with { Kind = ItemKind.Unsupported, Name = unknown },
            _ => null,
        };
    }

    private static ItemKind KindOf(string kind) => kind switch
    {
        "image" => ItemKind.Image,
        "voice" => ItemKind.Voice,
        "video" => ItemKind.Video,
        _ => ItemKind.File,
    };

    private static InboundItem? Receipt(InboundItem frame, JsonElement data, ReceiptState state) => frame.MessageId is { } id
        ? frame with { Kind = ItemKind.Status, Receipt = new Receipt(state, id, ErrorCode: data.Id("error_code")) }
        : null;

    private static Media? Media(JsonElement data)
    {
        var media = data.Object("media") ?? data;
        return media.String("url") is { Length: > 0 } url
            ? new Media(media.Id("id"), media.String("mime"), null, url, media.Integer("size"), media.String("filename")) { Sha256 = media.String("sha256") }
            : null;
    }

    private static Location? Place(JsonElement data)
    {
        var place = data.Object("location") ?? data;
        return place.Number("lat") is { } latitude && place.Number("lon") is { } longitude
            ? new Location(latitude, longitude, place.String("label"), place.String("address"))
            : null;
    }

    private static Order? Order(JsonElement data)
    {
        var order = data.Object("order") ?? data;
        return (order.Id("id") ?? order.Id("order_id")) is { } id
            ? new Order(id, order.Id("platform_id"), order.Id("total"), order.String("currency"), order.String("status"))
            : null;
    }

    private static string? Customer(JsonElement data) =>
        data.Id("customer_id") ?? (data.Object("customer") ?? data.Object("sender"))?.Id("id") ?? data.Id("sender") ?? data.Id("device_id");

    /// <summary>ISO 8601, as the standard asks; some send seconds.</summary>
    private static DateTimeOffset? Time(JsonElement root) =>
        root.Integer("timestamp") is { } seconds ? UnixTime.FromSeconds(seconds) : IsoTime.Read(root.String("timestamp"));

    private static Dictionary<string, Detail> Details(JsonElement data)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var name in CarriedDetails)
        {
            if (data.Member(name) is { ValueKind: JsonValueKind.String } text)
            {
                details[name] = text.GetString()!;
            }
            else if (data.Integer(name) is { } number)
            {
                details[name] = number;
            }
        }

        return details;
    }
}
