using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.QQBot;

/// <summary>An event by its type. Where an answer goes is kept with the item: to a person, a group, a channel, or a direct message of a guild.</summary>
internal static class QQBotEvent
{
    internal const string User = "user";
    internal const string Group = "group";
    internal const string Channel = "channel";
    internal const string Direct = "direct";
    internal const string PlaceDetail = "qq_place";

    private const int Dispatch = 0;
    private const int MaxNameLength = 200;

    internal static Parsed Read(JsonElement root)
    {
        // A heartbeat, or a message without its envelope, is nothing of a customer's.
        if (root.Integer("op") is { } operation && operation != Dispatch)
        {
            return new Parsed.Items();
        }

        if (root.Id("t") is not { } type || root.Object("d") is not { } content)
        {
            return new Parsed.Items([], [ParseFault.MissingField]);
        }

        return type switch
        {
            "C2C_MESSAGE_CREATE" => Message(root, content, User),
            "GROUP_AT_MESSAGE_CREATE" or "GROUP_MESSAGE_CREATE" => Message(root, content, Group),
            "AT_MESSAGE_CREATE" or "MESSAGE_CREATE" => Message(root, content, Channel),
            "DIRECT_MESSAGE_CREATE" => Message(root, content, Direct),
            "MESSAGE_DELETE" or "PUBLIC_MESSAGE_DELETE" or "DIRECT_MESSAGE_DELETE" => Deleted(root, content, type),
            "INTERACTION_CREATE" => Pressed(root, content),
            "MESSAGE_REACTION_ADD" or "MESSAGE_REACTION_REMOVE" => Reaction(root, content, type),
            _ => Other(root, content, type),
        };
    }

    private static Parsed.Items Message(JsonElement root, JsonElement content, string place)
    {
        if (content.Id("id") is not { } id)
        {
            return Fault(ParseFault.MissingField);
        }

        var author = content.Object("author");
        // A bot's words, ours among them.
        if (author?.Flag("bot") == true)
        {
            return new Parsed.Items();
        }

        if (Author(author) is not { } sender)
        {
            return Fault(ParseFault.MissingSender);
        }

        var conversation = Conversation(content, place);
        if (conversation is null && place != User)
        {
            return Fault(ParseFault.MissingField);
        }

        var files = content.Array("attachments").Take(InboundItem.MaxAttachments).Select(File).OfType<(ItemKind Kind, Media Media)>().ToList();
        // The text behind the mention of the bot begins with a blank.
        var text = (content.String("content") ?? "").Trim();
        var item = new InboundItem
        {
            Kind = ItemKind.Text,
            Sender = sender,
            Conversation = conversation,
            MessageId = id,
            EventId = root.Id("id"),
            // The same message is pushed twice now and then, each time in an event of its own.
            DedupeKey = id,
            SentAt = Time(content.String("timestamp")),
            DisplayName = Name(author, content),
            Text = text,
            Details = Details(content, place),
        };
        return new Parsed.Items(files switch
        {
            [] => item,
            [var only] => item with { Kind = only.Kind, Media = only.Media, Text = text.Length > 0 ? text : null },
            [var first, .. var others] => item with { Kind = first.Kind, Media = first.Media, Attachments = [.. others.Select(file => file.Media)], Text = text.Length > 0 ? text : null },
        });
    }

    private static string? Conversation(JsonElement content, string place) => place switch
    {
        Group => content.Id("group_openid"),
        Channel => content.Id("channel_id"),
        Direct => content.Id("guild_id"),
        _ => null,
    };

    private static Dictionary<string, Detail> Details(JsonElement content, string place)
    {
        var details = new Dictionary<string, Detail> { [PlaceDetail] = place };
        Add(details, "guild_id", content.Id("guild_id"));
        Add(details, "reply_to", content.Object("message_reference")?.Id("message_id"));
        return details;
    }

    /// <summary>A file's address stands as it is; older messages leave out the scheme.</summary>
    private static (ItemKind, Media)? File(JsonElement file)
    {
        if (file.String("url") is not { Length: > 0 } address)
        {
            return null;
        }

        var mime = file.String("content_type");
        var kind = mime switch
        {
            "voice" => ItemKind.Voice,
            not null when mime.StartsWith("image/", StringComparison.Ordinal) => ItemKind.Image,
            not null when mime.StartsWith("audio/", StringComparison.Ordinal) => ItemKind.Voice,
            not null when mime.StartsWith("video/", StringComparison.Ordinal) => ItemKind.Video,
            _ => ItemKind.File,
        };
        return (kind, new Media(
            file.Id("id"),
            mime is not null && mime.Contains('/', StringComparison.Ordinal) ? mime : null,
            Url: address.StartsWith("http", StringComparison.Ordinal) ? address : "https://" + address.TrimStart('/'),
            SizeBytes: file.Integer("size"),
            FileName: file.String("filename")));
    }

    private static Parsed.Items Deleted(JsonElement root, JsonElement content, string type)
    {
        var message = content.Object("message");
        if (message?.Id("id") is not { } id)
        {
            return Fault(ParseFault.MissingField);
        }

        var who = Author(content.Object("op_user")) ?? Author(message.Value.Object("author"));
        return who is null ? Fault(ParseFault.MissingSender) : new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Edit,
            Name = "recalled",
            Sender = who,
            Conversation = type.StartsWith("DIRECT", StringComparison.Ordinal) ? message.Value.Id("guild_id") : message.Value.Id("channel_id"),
            MessageId = id,
            EventId = root.Id("id"),
            DedupeKey = root.Id("id") ?? $"{id}:{type}",
        });
    }

    /// <summary>A button under a message of ours. It waits for an answer of its own, by which it stops turning.</summary>
    private static Parsed.Items Pressed(JsonElement root, JsonElement content)
    {
        var resolved = content.Object("data")?.Object("resolved");
        var who = content.Id("user_openid") ?? content.Id("group_member_openid") ?? resolved?.Id("user_id");
        if (content.Id("id") is not { } id)
        {
            return Fault(ParseFault.MissingField);
        }

        if (who is null)
        {
            return Fault(ParseFault.MissingSender);
        }

        var group = content.Id("group_openid");
        var channel = content.Id("channel_id");
        var details = new Dictionary<string, Detail> { ["callback_id"] = id, [PlaceDetail] = group is not null ? Group : channel is not null ? Channel : User };
        Add(details, "button_id", resolved?.Id("button_id"));
        Add(details, "target_message_id", resolved?.Id("message_id"));
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Postback,
            Sender = who,
            Conversation = group ?? channel,
            EventId = root.Id("id"),
            DedupeKey = id,
            SentAt = Time(content.String("timestamp")),
            Payload = resolved?.String("button_data") ?? resolved?.Id("button_id"),
            Details = details,
        });
    }

    private static Parsed.Items Reaction(JsonElement root, JsonElement content, string type)
    {
        if (content.Id("user_id") is not { } who)
        {
            return Fault(ParseFault.MissingSender);
        }

        var target = content.Object("target")?.Id("id");
        var emoji = content.Object("emoji")?.Id("id");
        var details = new Dictionary<string, Detail>();
        Add(details, "reply_to", target);
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Event,
            Name = type == "MESSAGE_REACTION_ADD" ? "reaction" : "reaction_removed",
            Sender = who,
            Conversation = content.Id("channel_id"),
            EventId = root.Id("id"),
            DedupeKey = root.Id("id") ?? $"{target}:{who}:{emoji}:{type}",
            Payload = emoji,
            Details = details,
        });
    }

    /// <summary>Somebody made the bot a friend, took it into a group, or will not be written to. Of what says nobody, nothing can be kept.</summary>
    private static Parsed.Items Other(JsonElement root, JsonElement content, string type)
    {
        var who = content.Id("openid") ?? content.Id("user_openid") ?? content.Id("op_member_openid") ?? Author(content.Object("author")) ?? Author(content.Object("user"))
            ?? content.Id("op_user_id");
        if (who is null)
        {
            return Fault(ParseFault.MissingSender);
        }

        var at = content.Integer("timestamp");
        return new Parsed.Items(new InboundItem
        {
            Kind = IsKnown(type) ? ItemKind.Event : ItemKind.Unsupported,
            Name = type,
            Sender = who,
            Conversation = content.Id("group_openid") ?? content.Id("channel_id"),
            EventId = root.Id("id"),
            DedupeKey = root.Id("id") ?? $"{type}:{who}:{at.Digits()}",
            SentAt = UnixTime.FromSeconds(at) ?? Time(content.String("timestamp")),
        });
    }

    private static bool IsKnown(string type) =>
        type is "FRIEND_ADD" or "FRIEND_DEL" or "C2C_MSG_RECEIVE" or "C2C_MSG_REJECT" or "GROUP_ADD_ROBOT" or "GROUP_DEL_ROBOT" or "GROUP_MSG_RECEIVE" or "GROUP_MSG_REJECT"
        || type.StartsWith("GUILD_", StringComparison.Ordinal)
        || type.StartsWith("CHANNEL_", StringComparison.Ordinal);

    private static string? Author(JsonElement? author) => author?.Id("user_openid") ?? author?.Id("member_openid") ?? author?.Id("id");

    private static string? Name(JsonElement? author, JsonElement content) =>
        (content.Object("member")?.String("nick") ?? author?.String("username")) is { Length: > 0 and <= MaxNameLength } name ? name : null;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static void Add(Dictionary<string, Detail> details, string name, string? value)
    {
        if (value is not null)
        {
            details[name] = value;
        }
    }

    private static Parsed.Items Fault(ParseFault fault) => new([], [fault]);
}
