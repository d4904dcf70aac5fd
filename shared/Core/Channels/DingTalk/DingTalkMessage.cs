using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.DingTalk;

/// <summary>What was said to the robot, an event of the company, or a pressed button of a card.</summary>
internal static class DingTalkMessage
{
    private const string Probe = "check_url";
    private const string GroupConversation = "2";
    private const int MaxNameLength = 200;

    internal static Parsed Read(JsonElement root)
    {
        if (root.Id("EventType") is { } name)
        {
            return Event(root, name);
        }

        if (root.Id("msgtype") is { } type)
        {
            return Said(root, type);
        }

        return root.Id("outTrackId") is { } card ? Pressed(root, card) : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static Parsed Said(JsonElement root, string type)
    {
        if (root.Id("msgId") is not { } id)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // The company's own id of a member is the one that can be written to; who is from outside has only the other.
        if ((root.Id("senderStaffId") ?? root.Id("senderId")) is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = sender,
            Recipient = root.Id("chatbotUserId"),
            // In private, answers go to the person, and the conversation's id is of no use.
            Conversation = root.Id("conversationType") == GroupConversation ? root.Id("conversationId") : null,
            MessageId = id,
            DedupeKey = id,
            SentAt = UnixTime.FromMilliseconds(root.Integer("createAt")),
            DisplayName = root.String("senderNick") is { Length: > 0 and <= MaxNameLength } nick ? nick : null,
            Details = Details(root),
        };
        return Fill(frame, type, root) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.MissingField);
    }

    /// <returns>Null when a field is missing without which the type means nothing.</returns>
    private static InboundItem? Fill(InboundItem frame, string type, JsonElement root)
    {
        var content = root.Object("content") ?? default;
        return type switch
        {
            // The text behind the robot's mention begins with a blank.
            "text" => root.Object("text")?.String("content") is { } text ? frame with { Kind = ItemKind.Text, Name = null, Text = text.Trim() } : null,
            "picture" => File(frame, ItemKind.Image, content),
            "audio" => File(frame, ItemKind.Voice, content) is { } voice ? voice with { Text = content.String("recognition"), Details = Lasting(voice, content) } : null,
            "video" => File(frame, ItemKind.Video, content) is { } video ? video with { Details = Lasting(video, content) } : null,
            "file" => File(frame, ItemKind.File, content),
            "richText" => Rich(frame, content),
            "markdown" => root.Object("markdown")?.String("text") is { } text ? frame with { Kind = ItemKind.Text, Name = null, Text = text } : null,
            "link" => (root.Object("link") ?? content) is var link && link.String("messageUrl") is { } url
                ? frame with { Kind = ItemKind.Link, Name = null, Link = new Link(link.String("title"), url, link.String("text")) }
                : null,
            _ => frame,
        };
    }

    /// <summary>Texts and pictures in their order: the texts are the item's, the pictures attached.</summary>
    private static InboundItem? Rich(InboundItem frame, JsonElement content)
    {
        if (content.Member("richText") is not { ValueKind: JsonValueKind.Array } parts)
        {
            return null;
        }

        var text = new StringBuilder();
        var files = new List<Media>();
        foreach (var part in parts.EnumerateArray())
        {
            text.Append(part.String("text"));
            if (part.Id("downloadCode") is { } code && files.Count < InboundItem.MaxAttachments)
            {
                files.Add(new Media(code));
            }
        }

        return frame with { Kind = ItemKind.Text, Name = null, Text = text.ToString().Trim(), Attachments = files.Count > 0 ? files : null };
    }

    private static InboundItem? File(InboundItem frame, ItemKind kind, JsonElement content) => content.Id("downloadCode") is { } code
        ? frame with { Kind = kind, Name = null, Media = new Media(code, Format: content.String("videoType"), FileName: content.String("fileName")) }
        : null;

    private static Dictionary<string, Detail> Lasting(InboundItem item, JsonElement content)
    {
        var details = new Dictionary<string, Detail>(item.Details);
        if (content.Integer("duration") is { } duration)
        {
            details["duration_ms"] = duration;
        }

        return details;
    }

    private static Dictionary<string, Detail> Details(JsonElement root)
    {
        var details = new Dictionary<string, Detail>();
        Add(details, "robot_code", root.Id("robotCode"));
        Add(details, "corp_id", root.Id("senderCorpId"));
        Add(details, "conversation_title", root.String("conversationTitle"));
        // A short way to answer that wants no token, and ends.
        if (root.String("sessionWebhook") is { } webhook && root.Integer("sessionWebhookExpiredTime") is { } expires)
        {
            details["session_webhook"] = webhook;
            details["session_webhook_expires_ms"] = expires;
        }

        return details;
    }

    private static Parsed.Items Event(JsonElement root, string name)
    {
        // The question whether this address is ours; the answer is all it wants.
        if (name == Probe)
        {
            return new Parsed.Items();
        }

        var at = Number(root, "TimeStamp") ?? Number(root, "timeStamp") ?? Number(root, "createTime");
        var who = FirstUser(root) ?? root.Id("userId") ?? root.Id("operatorUserId") ?? root.Id("OptStaffId") ?? root.Id("staffId") ?? root.Id("CorpId") ?? root.Id("corpId");
        if (who is null)
        {
            return new Parsed.Items([], [ParseFault.MissingSender]);
        }

        var id = root.Id("eventId") ?? root.Id("EventId");
        var about = root.Id("processInstanceId") ?? root.Id("ChatId") ?? root.Id("openConversationId") ?? root.Id("taskId");
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Event,
            Name = name,
            Sender = who,
            Recipient = root.Id("CorpId") ?? root.Id("corpId"),
            Conversation = root.Id("openConversationId") ?? root.Id("ChatId"),
            EventId = id,
            DedupeKey = id ?? string.Join(':', new[] { name, who, about, at?.ToString(CultureInfo.InvariantCulture), root.Id("type") }.Where(part => part is not null)),
            SentAt = UnixTime.FromMilliseconds(at),
            Payload = root.Id("type") ?? root.Id("result"),
        });
    }

    /// <summary>Some events name everybody they are about; the first stands for them.</summary>
    private static string? FirstUser(JsonElement root) => root.Id("UserId") ?? root.Array("UserId")
        .Select(user => user.ValueKind == JsonValueKind.String ? user.GetString() : null)
        .FirstOrDefault(user => user is { Length: > 0 and <= Limits.MaxIdLength });

    private static long? Number(JsonElement root, string name) =>
        long.TryParse(root.Id(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>What was pressed stands as JSON in a text.</summary>
    private static Parsed Pressed(JsonElement root, string card)
    {
        if (root.Id("userId") is not { } who)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var (content, fault) = JsonReading.ReadObject(Encoding.UTF8.GetBytes(root.String("content") ?? root.String("value") ?? "{}"));
        var pressed = fault is null ? content.Object("cardPrivateData") : null;
        var action = pressed?.Array("actionIds").FirstOrDefault() is { ValueKind: JsonValueKind.String } first ? first.GetString() : null;
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Postback,
            Sender = who,
            Recipient = root.Id("corpId"),
            Conversation = root.Id("spaceType") == "IM_GROUP" ? root.Id("spaceId") : null,
            DedupeKey = FitKey($"{card}:{who}:{action}"),
            Payload = pressed?.Object("params")?.String("id") ?? action,
            Details = new Dictionary<string, Detail> { ["target_message_id"] = card },
        });
    }

    private static string FitKey(string key) => key.Length <= Limits.MaxIdLength ? key : MessageCrypt.SortedSignature.Of(key);

    private static void Add(Dictionary<string, Detail> details, string name, string? value)
    {
        if (value is not null)
        {
            details[name] = value;
        }
    }
}
