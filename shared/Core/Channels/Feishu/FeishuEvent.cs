using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Feishu;

/// <summary>An event by its type, in the second form (<c>header</c> and <c>event</c>) or the first (<c>uuid</c> and <c>event.type</c>).</summary>
internal static class FeishuEvent
{
    private const int MaxMessagesRead = 500;

    internal static Parsed Read(JsonElement root)
    {
        if (root.Object("header") is { } header)
        {
            return header.Id("event_id") is { } id && header.Id("event_type") is { } type && root.Object("event") is { } content
                ? Second(type, content, new Head(id, header.Id("app_id"), Milliseconds(header, "create_time")))
                : new Parsed.Malformed(ParseFault.MissingField);
        }

        if (root.Object("event") is { } old && old.Id("type") is { } oldType)
        {
            return root.Id("uuid") is { } id
                ? First(oldType, old, new Head(id, old.Id("app_id"), SecondsAndMore(root.String("ts"))))
                : new Parsed.Malformed(ParseFault.MissingField);
        }

        // Cards of the older kind are no events and have no id.
        return root.Object("action") is { } action && root.Id("open_message_id") is { } message
            ? OldCard(root, action, message)
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static Parsed Second(string type, JsonElement content, Head head) => type switch
    {
        "im.message.receive_v1" => FeishuMessage.Read(content, head),
        "im.message.message_read_v1" => Seen(content, head),
        "im.message.recalled_v1" => Recalled(content, head),
        "im.message.updated_v1" => Edited(content, head),
        "im.message.reaction.created_v1" or "im.message.reaction.deleted_v1" => Reaction(type, content, head),
        "card.action.trigger" => Card(content, head),
        "application.bot.menu_v6" => Menu(content, head),
        _ => Other(type, content, head),
    };

    private static Parsed First(string type, JsonElement content, Head head) => type switch
    {
        "message" => FeishuMessage.ReadFirst(content, head),
        _ => Other(type, content, head),
    };

    /// <summary>One receipt a message: each moves a message of its own.</summary>
    private static Parsed Seen(JsonElement content, Head head)
    {
        if (content.Object("reader") is not { } reader || Person(reader.Object("reader_id")) is not { } who)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var at = Milliseconds(reader, "read_time") ?? head.At;
        var items = new List<InboundItem>();
        var faults = new List<ParseFault>();
        var messages = content.Array("message_id_list").Take(MaxMessagesRead).ToList();
        foreach (var message in messages)
        {
            if (message.ValueKind != JsonValueKind.String || message.GetString() is not { Length: > 0 and <= Limits.MaxIdLength } id)
            {
                faults.Add(ParseFault.InvalidValue);
                continue;
            }

            items.Add(new InboundItem
            {
                Kind = ItemKind.Status,
                Sender = who,
                Recipient = head.AppId,
                MessageId = id,
                EventId = head.EventId,
                DedupeKey = messages.Count == 1 ? head.EventId : $"{head.EventId}:{id}",
                SentAt = at,
                Receipt = new Receipt(ReceiptState.Read, id),
            });
        }

        return new Parsed.Items(items, faults);
    }

    private static Parsed Recalled(JsonElement content, Head head)
    {
        if (content.Id("message_id") is not { } message)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // Who takes a message back is not said, only in which chat: it is the chat's.
        return content.Id("chat_id") is { } chat
            ? new Parsed.Items(Happened("recalled", chat, head) with
            {
                Kind = ItemKind.Edit,
                Conversation = chat,
                MessageId = message,
                SentAt = Milliseconds(content, "recall_time") ?? head.At,
                Details = Details(("recall_type", content.Id("recall_type"))),
            })
            : new Parsed.Malformed(ParseFault.MissingSender);
    }

    private static Parsed Edited(JsonElement content, Head head) => FeishuMessage.Read(content, head) switch
    {
        Parsed.Items { List: [var item] } => new Parsed.Items(item with { Kind = ItemKind.Edit, Name = "edited", DedupeKey = head.EventId }),
        var other => other,
    };

    private static Parsed Reaction(string type, JsonElement content, Head head)
    {
        if (content.String("operator_type") == "app")
        {
            return new Parsed.Items();
        }

        if (Person(content.Object("user_id")) is not { } who)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        return content.Id("message_id") is { } message
            ? new Parsed.Items(Happened(type.EndsWith("created_v1", StringComparison.Ordinal) ? "reaction" : "reaction_removed", who, head) with
            {
                MessageId = message,
                Payload = content.Object("reaction_type")?.Id("emoji_type"),
                SentAt = Milliseconds(content, "action_time") ?? head.At,
                Details = Details(("reply_to", message)),
            })
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static Parsed Card(JsonElement content, Head head)
    {
        if (content.Object("operator") is not { } person || (person.Id("open_id") ?? Person(person.Object("operator_id"))) is not { } who)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (content.Object("action") is not { } action)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var context = content.Object("context");
        return new Parsed.Items(Happened("card", who, head) with
        {
            Kind = ItemKind.Postback,
            Name = null,
            Payload = Chosen(action),
            Conversation = context?.Id("open_chat_id"),
            Details = Details(("target_message_id", context?.Id("open_message_id")), ("tag", action.Id("tag")), ("card_token", content.Id("token"))),
        });
    }

    private static Parsed OldCard(JsonElement root, JsonElement action, string message)
    {
        if (root.Id("open_id") is not { } who)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var chosen = Chosen(action);
        var token = root.Id("token");
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Postback,
            Sender = who,
            Payload = chosen,
            Conversation = root.Id("open_chat_id"),
            // The token is the press's own; without it a second press of the same button would be the first again.
            DedupeKey = FitKey($"{message}:{who}:{token ?? chosen}"),
            Details = Details(("target_message_id", message), ("tag", action.Id("tag"))),
        });
    }

    /// <summary>Of our own buttons the choice's id; of a list the option; of others what they carry.</summary>
    private static string? Chosen(JsonElement action) =>
        action.Object("value")?.String("id") ?? action.String("option") ?? action.String("value") ?? action.Object("value")?.GetRawText() ?? action.String("name");

    private static Parsed Menu(JsonElement content, Head head) =>
        Person(content.Object("operator")?.Object("operator_id")) is { } who
            ? new Parsed.Items(Happened("menu", who, head) with { Kind = ItemKind.Postback, Name = null, Payload = content.Id("event_key"), SentAt = SecondsAndMore(content.Id("timestamp")) ?? head.At })
            : new Parsed.Malformed(ParseFault.MissingSender);

    /// <summary>Something that happened and says nothing, as a bot coming to a group. Where nobody did it, there is nobody to note it with.</summary>
    private static Parsed.Items Other(string type, JsonElement content, Head head)
    {
        var who = Person(content.Object("operator_id")) ?? Person(content.Object("operator")) ?? Person(content.Object("user_id"))
            ?? content.Id("open_id") ?? content.Id("chat_id") ?? content.Id("open_chat_id");
        return who is null
            ? new Parsed.Items([], [ParseFault.MissingSender])
            : new Parsed.Items(Happened(type, who, head) with
            {
                Kind = IsKnown(type) ? ItemKind.Event : ItemKind.Unsupported,
                Conversation = content.Id("chat_id") ?? content.Id("open_chat_id"),
            });
    }

    private static bool IsKnown(string type) =>
        type.StartsWith("im.chat.", StringComparison.Ordinal)
        || type is "p2p_chat_create" or "add_bot" or "remove_bot" or "message_read" or "add_user_to_chat" or "remove_user_from_chat" or "revoke_add_user_from_chat" or "chat_disband";

    private static InboundItem Happened(string name, string who, Head head) => new()
    {
        Kind = ItemKind.Event,
        Name = name,
        Sender = who,
        Recipient = head.AppId,
        EventId = head.EventId,
        DedupeKey = head.EventId,
        SentAt = head.At,
    };

    internal static string? Person(JsonElement? ids) => ids?.Id("open_id") ?? ids?.Id("user_id") ?? ids?.Id("union_id");

    /// <summary>Times are digits in a text.</summary>
    internal static DateTimeOffset? Milliseconds(JsonElement element, string name) =>
        long.TryParse(element.Id(name), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? UnixTime.FromMilliseconds(milliseconds) : null;

    internal static Dictionary<string, Detail> Details(params ReadOnlySpan<(string Name, string? Value)> wanted)
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

    private static DateTimeOffset? SecondsAndMore(string? seconds) => ReplayWindow.Seconds(seconds?.Split('.')[0]);

    private static string FitKey(string key) => key.Length <= Limits.MaxIdLength ? key : MessageCrypt.SortedSignature.Of(key);

    /// <summary>What every event has.</summary>
    internal sealed record Head(string EventId, string? AppId, DateTimeOffset? At);
}
