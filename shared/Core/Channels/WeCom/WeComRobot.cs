using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.WeCom;

/// <summary>
/// What is said to an intelligent robot: JSON, where an app gets XML. Each message brings an address that takes one answer within an hour; files are encrypted
/// by the account's own key.
/// </summary>
internal static class WeComRobot
{
    internal const string EncryptedFile = "aes";

    private const string AnswerDetail = "response_url";

    internal static Parsed Read(JsonElement root)
    {
        if (root.Id("msgid") is not { } id || root.Id("msgtype") is not { } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // The robot is asked how far its own answer has come; we answer at once or not at all.
        if (type == "stream")
        {
            return new Parsed.Items();
        }

        if (root.Object("from")?.Id("userid") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var details = new Dictionary<string, Detail>();
        Add(details, AnswerDetail, root.String(AnswerDetail));
        Add(details, "chat_type", root.Id("chattype"));
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = root.Id("aibotid"),
            Conversation = root.Id("chatid"),
            MessageId = id,
            DedupeKey = id,
            SentAt = UnixTime.FromSeconds(root.Integer("create_time")),
            Details = details,
        };
        return Fill(frame, type, root) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.MissingField);
    }

    /// <summary>The one answer that the message's own address takes. Null where the message was not said to a robot.</summary>
    internal static Delivery? Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (message.Answers is not { } answered || !answered.Details.TryGetValue(AnswerDetail, out var where))
        {
            return null;
        }

        if (message.SentSince > 0)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooManyMessages);
        }

        if (message.Text is not { } text)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        return Uri.TryCreate(where.Text, UriKind.Absolute, out var address)
            && ApiBase.Of(account, WeComSettings.Platform) is { } platform
            && address.GetLeftPart(UriPartial.Authority) is var host
            && (host == WeComSettings.Platform || host == platform.GetLeftPart(UriPartial.Authority))
            ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("msgtype", "markdown");
                json.WriteStartObject("markdown");
                json.WriteString("content", text);
                json.WriteEndObject();
            }))
            : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    private static InboundItem? Fill(InboundItem frame, string type, JsonElement root)
    {
        var content = root.Object(type) ?? default;
        return type switch
        {
            "text" => content.String("content") is { } text ? frame with { Kind = ItemKind.Text, Name = null, Text = text } : null,
            "voice" => content.String("content") is { } heard ? frame with { Kind = ItemKind.Text, Name = "voice", Text = heard } : null,
            "image" => content.String("url") is { } image ? frame with { Kind = ItemKind.Image, Name = null, Media = File(image) } : null,
            "file" => content.String("url") is { } file ? frame with { Kind = ItemKind.File, Name = null, Media = File(file) } : null,
            "mixed" => Mixed(frame, content),
            "event" => Event(frame, content),
            _ => frame,
        };
    }

    /// <summary>Texts and pictures in their order: the texts are the item's, the pictures attached.</summary>
    private static InboundItem Mixed(InboundItem frame, JsonElement content)
    {
        var text = new StringBuilder();
        var files = new List<Media>();
        foreach (var part in content.Array("msg_item"))
        {
            text.Append(part.Object("text")?.String("content"));
            if (part.Object("image")?.String("url") is { } image && files.Count < InboundItem.MaxAttachments)
            {
                files.Add(File(image));
            }
        }

        return frame with { Kind = ItemKind.Text, Name = null, Text = text.ToString(), Attachments = files.Count > 0 ? files : null };
    }

    private static InboundItem? Event(InboundItem frame, JsonElement content)
    {
        if (content.Id("eventtype") is not { } name)
        {
            return null;
        }

        var happened = frame with { Kind = ItemKind.Event, Name = name };
        return content.Object("template_card_event") is { } card ? happened with { Kind = ItemKind.Postback, Payload = card.Id("event_key") } : happened;
    }

    private static Media File(string address) => new(null, Format: EncryptedFile, Url: address);

    private static void Add(Dictionary<string, Detail> details, string name, string? value)
    {
        if (value is not null)
        {
            details[name] = value;
        }
    }
}
