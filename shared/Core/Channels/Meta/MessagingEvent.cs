using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>One thing between a customer and the page: who, to whom, when, and one member that says what.</summary>
internal static class MessagingEvent
{
    /// <summary>Things customers do that say nothing.</summary>
    private static readonly string[] Signals =
    [
        "reaction", "optin", "referral", "account_linking", "policy_enforcement", "pass_thread_control", "take_thread_control",
        "request_thread_control", "app_roles", "game_play", "message_feedback",
    ];

    internal static Parsed Read(JsonElement messaging)
    {
        if (messaging.Object("sender")?.Id("id") is not { } sender)
        {
            return messaging.Object("optin") is { } optin && optin.Id("user_ref") is { } reference
                ? Signal(messaging, Frame(messaging, reference), "optin")
                : new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = Frame(messaging, sender);
        if (messaging.Object("message") is { } message)
        {
            return Message(frame, message);
        }

        if (messaging.Object("postback") is { } postback)
        {
            return Postback(frame, postback);
        }

        if (messaging.Object("message_edit") is { } edit)
        {
            return edit.Id("mid") is { } mid
                ? new Parsed.Items(frame with { Kind = ItemKind.Edit, MessageId = mid, Text = edit.String("text"), Name = "message_edit", DedupeKey = $"{mid}:edit:{edit.Id("num_edit") ?? messaging.Id("timestamp")}" })
                : new Parsed.Malformed(ParseFault.MissingField);
        }

        if (messaging.Object("delivery") is { } delivery)
        {
            return Receipts(frame, delivery, ReceiptState.Delivered);
        }

        if (messaging.Object("read") is { } read)
        {
            return Receipts(frame, read, ReceiptState.Read);
        }

        return Array.Find(Signals, name => messaging.Object(name) is not null) is { } signal
            ? Signal(messaging, frame, signal)
            : Unknown(messaging, frame);
    }

    private static InboundItem Frame(JsonElement messaging, string sender) => new()
    {
        Kind = ItemKind.Unsupported,
        Sender = sender,
        Recipient = messaging.Object("recipient")?.Id("id"),
        DedupeKey = "",
        SentAt = UnixTime.FromMilliseconds(messaging.Integer("timestamp")),
    };

    private static Parsed Message(InboundItem frame, JsonElement message)
    {
        // Our own, coming back; whoever of us sent it.
        if (message.Flag("is_echo") is true || message.Flag("is_self") is true)
        {
            return new Parsed.Items();
        }

        if (message.Id("mid") is not { } mid)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var item = frame with { MessageId = mid, DedupeKey = mid, Details = Details(message) };
        if (message.Flag("is_deleted") is true)
        {
            return new Parsed.Items(item with { Kind = ItemKind.Event, Name = "message_deleted", DedupeKey = mid + ":deleted", Details = item.Further().Put("target_message_id", mid) });
        }

        if (message.Flag("is_unsupported") is true)
        {
            return new Parsed.Items(item with { Name = "unsupported" });
        }

        if (message.Object("quick_reply") is { } reply)
        {
            return new Parsed.Items(item with { Kind = ItemKind.Postback, Payload = reply.String("payload"), Text = message.String("text"), Details = item.Further().Put("title", message.String("text")) });
        }

        var attachments = message.Array("attachments").Take(InboundItem.MaxAttachments + 1).ToArray();
        if (attachments is [] && message.Object("attachments") is { } single)
        {
            attachments = [single];
        }

        if (attachments is [var first, .. var further])
        {
            return MessagingAttachment.Fill(item, first) is { } filled
                ? new Parsed.Items(filled with
                {
                    Text = message.String("text") ?? filled.Text,
                    Attachments = further is [] ? null : [.. further.Select(MessagingAttachment.File).OfType<Media>()],
                })
                : new Parsed.Malformed(ParseFault.InvalidValue);
        }

        return new Parsed.Items(message.String("text") is { } text ? item with { Kind = ItemKind.Text, Text = text } : item with { Name = "message" });
    }

    private static Dictionary<string, Detail> Details(JsonElement message) => new Dictionary<string, Detail>()
        .Put("reply_to", message.Object("reply_to")?.Id("mid"))
        // An answer to a story carries where the story is.
        .Put("story_url", message.Object("reply_to")?.Object("story")?.String("url"))
        .Put("referral_url", message.Object("referral")?.String("source_url"))
        .Put("referral", message.Object("referral")?.String("ref"));

    private static Parsed.Items Postback(InboundItem frame, JsonElement postback)
    {
        var payload = postback.String("payload");
        return new Parsed.Items(frame with
        {
            Kind = ItemKind.Postback,
            MessageId = postback.Id("mid"),
            DedupeKey = postback.Id("mid") ?? Key(frame, "postback", payload),
            Payload = payload,
            Text = postback.String("title"),
            Details = new Dictionary<string, Detail>().Put("title", postback.String("title")).Put("referral", postback.Object("referral")?.String("ref")),
        });
    }

    /// <summary>Either names the messages, or says up to when all of them are meant.</summary>
    private static Parsed Receipts(InboundItem frame, JsonElement receipt, ReceiptState state)
    {
        var word = state == ReceiptState.Read ? "read" : "delivered";
        var named = receipt.Array("mids").Take(InboundItem.MaxAttachments)
            .Select(mid => mid.ValueKind == JsonValueKind.String ? mid.GetString() : null)
            .Append(receipt.Id("mid"))
            .Where(mid => mid is { Length: > 0 and <= Limits.MaxIdLength })
            .ToArray();
        if (named is not [])
        {
            return new Parsed.Items([.. named.Select(mid => frame with { Kind = ItemKind.Status, MessageId = mid, DedupeKey = $"{mid}:{word}", Receipt = new Receipt(state, mid) })]);
        }

        return UnixTime.FromMilliseconds(receipt.Integer("watermark")) is { } upTo
            ? new Parsed.Items(frame with { Kind = ItemKind.Status, DedupeKey = Key(frame, word, receipt.Id("watermark")), Receipt = new Receipt(state, null, upTo) })
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static Parsed.Items Signal(JsonElement messaging, InboundItem frame, string name)
    {
        var signal = messaging.Object(name)!.Value;
        var target = signal.Id("mid");
        return new Parsed.Items(frame with
        {
            Kind = ItemKind.Event,
            Name = name,
            DedupeKey = Key(frame, name, $"{target}:{signal.String("action")}"),
            Payload = signal.String("ref") ?? signal.String("payload"),
            Details = new Dictionary<string, Detail>()
                .Put("target_message_id", target)
                .Put("emoji", signal.String("emoji"))
                .Put("action", signal.String("action"))
                .Put("referral", signal.String("ref")),
        });
    }

    private static Parsed.Items Unknown(JsonElement messaging, InboundItem frame)
    {
        var name = messaging.EnumerateObject().Select(member => member.Name)
            .FirstOrDefault(name => name is not ("sender" or "recipient" or "timestamp") && name.Length <= Limits.MaxIdLength) ?? "messaging";
        return new Parsed.Items(frame with { Name = name, DedupeKey = Key(frame, name, null) });
    }

    /// <summary>Of what has no id: who, what and when.</summary>
    private static string Key(InboundItem frame, string what, string? further) => $"{what}:{frame.Sender}:{frame.SentAt?.ToUnixTimeMilliseconds()}:{further}";
}
