using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

/// <summary>One update: its id, and exactly one member that says of what kind it is.</summary>
internal static class TelegramUpdate
{
    private const string UpdateId = "update_id";

    /// <summary>Things users do that say nothing to us; they must not open a conversation.</summary>
    private static readonly HashSet<string> Signals =
    [
        "my_chat_member", "chat_member", "chat_join_request", "message_reaction", "message_reaction_count", "chat_boost", "removed_chat_boost",
        "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query", "poll", "poll_answer", "business_connection",
        "deleted_business_messages", "purchased_paid_media",
    ];

    internal static Parsed Read(JsonElement update)
    {
        if (update.Id(UpdateId) is not { } id)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var content = update.EnumerateObject().FirstOrDefault(member => member.Name != UpdateId && member.Value.ValueKind == JsonValueKind.Object);
        return content.Value.ValueKind == JsonValueKind.Object
            ? Read(content.Name, content.Value, id)
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static Parsed Read(string kind, JsonElement content, string id) => kind switch
    {
        "message" or "channel_post" or "business_message" => TelegramMessage.Read(content, id),
        "edited_message" or "edited_channel_post" or "edited_business_message" => Edited(kind, TelegramMessage.Read(content, id), content),
        "callback_query" => Pressed(content, id),
        _ => Other(kind, content, id),
    };

    /// <summary>It carries the id of the message it replaces and an update id of its own.</summary>
    private static Parsed Edited(string kind, Parsed message, JsonElement content) => message is Parsed.Items { List: [var item] }
        ? new Parsed.Items(item with
        {
            Kind = ItemKind.Edit,
            Name = kind,
            SentAt = UnixTime.FromSeconds(content.Integer("edit_date")) ?? item.SentAt,
        })
        : message;

    /// <summary>A button under a message of ours was pressed. Telegram dates that message, not the press.</summary>
    private static Parsed Pressed(JsonElement query, string id)
    {
        if (query.Object("from") is not { } from || from.Id("id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (query.Id("id") is not { } callback)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var message = query.Object("message");
        var details = new Dictionary<string, Detail> { ["callback_id"] = callback };
        if (message?.Id("message_id") is { } target)
        {
            details["target_message_id"] = target;
        }

        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Postback,
            Sender = sender,
            Conversation = message?.Object("chat")?.Id("id"),
            EventId = id,
            DedupeKey = id,
            Payload = query.String("data") ?? query.String("game_short_name"),
            DisplayName = TelegramPerson.NameOf(from),
            Language = from.String("language_code"),
            Details = details,
        });
    }

    private static Parsed Other(string kind, JsonElement content, string id)
    {
        var from = content.Object("from") ?? content.Object("user") ?? content.Object("actor_chat") ?? content.Object("chat");
        if (from?.Id("id") is not { } sender)
        {
            // Anonymous counts and polls concern nobody whom one could answer.
            return Signals.Contains(kind) ? new Parsed.Items() : new Parsed.Malformed(ParseFault.MissingSender);
        }

        return new Parsed.Items(new InboundItem
        {
            Kind = Signals.Contains(kind) ? ItemKind.Event : ItemKind.Unsupported,
            Sender = sender,
            Conversation = content.Object("chat")?.Id("id"),
            EventId = id,
            DedupeKey = id,
            SentAt = UnixTime.FromSeconds(content.Integer("date")),
            Name = kind,
            // Whether the user has stopped or started the bot: "kicked", "member".
            Payload = content.Object("new_chat_member")?.String("status"),
            Details = Reaction(content),
            DisplayName = TelegramPerson.NameOf(from.Value),
            Language = from.Value.String("language_code"),
        });
    }

    /// <summary>The message reacted to, and the newest emoji; an empty one when all were taken back.</summary>
    private static Dictionary<string, Detail> Reaction(JsonElement content) => content.Member("new_reaction") is { ValueKind: JsonValueKind.Array }
        ? new Dictionary<string, Detail>()
            .Put("target_message_id", content.Id("message_id"))
            .Put("emoji", content.Array("new_reaction").LastOrDefault() is { ValueKind: JsonValueKind.Object } newest ? newest.String("emoji") ?? newest.String("type") : "")
        : [];
}
