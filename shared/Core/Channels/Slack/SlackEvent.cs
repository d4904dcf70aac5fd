using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Slack;

/// <summary>What happened in a workspace. Messages are one kind of many.</summary>
internal static class SlackEvent
{
    /// <summary>Notes of the platform in a channel; nobody said them.</summary>
    private static readonly HashSet<string> Notes =
    [
        "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive", "channel_unarchive", "channel_posting_permissions",
        "group_join", "group_leave", "group_topic", "group_purpose", "group_name", "group_archive", "group_unarchive", "pinned_item", "unpinned_item",
        "reminder_add", "ekm_access_denied", "assistant_app_thread", "document_mention", "reply_broadcast", "huddle_thread", "bot_add", "bot_remove", "tombstone",
    ];

    /// <summary>Things people do that say nothing.</summary>
    private static readonly string[] SignalFamilies =
    [
        "reaction_", "member_", "channel_", "group_", "im_", "app_", "file_", "pin_", "star_", "team_", "user_", "emoji_", "dnd_", "assistant_", "link_shared",
        "tokens_revoked", "call_", "invite_", "shared_", "subteam_", "workflow_", "email_domain_changed", "message_metadata_", "function_", "scope_",
    ];

    internal static Parsed Read(JsonElement root, WebhookRequest request)
    {
        if (root.String("type") is not { } outer)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (outer == "app_rate_limited")
        {
            return new Parsed.Items();
        }

        if (root.Object("event") is not { } one || one.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        if (IsOurOwn(root, one))
        {
            return new Parsed.Items();
        }

        if (root.Id("event_id") is not { } id)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Sender = "",
            EventId = id,
            DedupeKey = id,
            SentAt = Time(one.String("event_ts") ?? one.String("ts")) ?? UnixTime.FromSeconds(root.Integer("event_time")),
            Conversation = one.Id("channel") ?? one.Object("item")?.Id("channel") ?? one.Object("channel")?.Id("id"),
            Details = new Dictionary<string, Detail>()
                .Put("tenant", root.Id("team_id"))
                .Put("channel_type", one.Id("channel_type"))
                .Put("thread_ts", one.Id("thread_ts"))
                .Put("retry", int.TryParse(request.Header("X-Slack-Retry-Num"), NumberStyles.None, CultureInfo.InvariantCulture, out var retry) ? retry : (long?)null),
        };
        return type switch
        {
            "message" => Message(frame, one),
            "app_mention" => Said(frame, one),
            _ => Other(frame, one, type),
        };
    }

    /// <summary>What a bot says, ours among them, is no customer's word.</summary>
    private static bool IsOurOwn(JsonElement root, JsonElement one)
    {
        if (one.Member("bot_id") is not null || one.String("subtype") == "bot_message")
        {
            return true;
        }

        var user = one.Id("user");
        return user is not null && root.Array("authorizations").Any(mine => mine.Flag("is_bot") is true && mine.Id("user_id") == user);
    }

    private static Parsed Message(InboundItem frame, JsonElement message) => message.String("subtype") switch
    {
        null or "file_share" or "thread_broadcast" or "me_message" => Said(frame, message),
        "message_changed" => Edited(frame, message),
        "message_deleted" => Deleted(frame, message),
        "message_replied" => new Parsed.Items(),
        { Length: <= Limits.MaxIdLength } note when Notes.Contains(note) => Done(frame with { Kind = ItemKind.Event, Name = note, Text = message.String("text") }, message),
        { Length: <= Limits.MaxIdLength } unknown => Done(frame with { Name = unknown, Text = message.String("text") }, message),
        _ => new Parsed.Malformed(ParseFault.InvalidValue),
    };

    private static Parsed Done(InboundItem item, JsonElement one) =>
        one.Id("user") is { } user ? new Parsed.Items(item with { Sender = user, MessageId = one.Id("ts") }) : new Parsed.Malformed(ParseFault.MissingSender);

    private static Parsed Said(InboundItem frame, JsonElement message)
    {
        if (message.Id("user") is not { } user)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (message.Id("ts") is not { } ts)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var files = message.Array("files").Take(InboundItem.MaxAttachments).Select(file => (Kind: SlackFile.KindOf(file), Media: SlackFile.Of(file))).Where(file => file.Media is not null).ToArray();
        var text = message.String("text") is { } said ? SlackText.Read(said) : null;
        return new Parsed.Items(frame with
        {
            Sender = user,
            MessageId = ts,
            SentAt = Time(ts) ?? frame.SentAt,
            Text = text,
            Kind = files is [var first, ..] ? first.Kind : text is null ? ItemKind.Unsupported : ItemKind.Text,
            Name = files is [] && text is null ? "message" : null,
            Media = files is [var file, ..] ? file.Media : null,
            Attachments = files is [_, .. { Length: > 0 } further] ? [.. further.Select(one => one.Media!)] : null,
        });
    }

    private static Parsed Edited(InboundItem frame, JsonElement change)
    {
        if (change.Object("message") is not { } message)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // Slack itself changes a message when it adds the preview of a link; a person's change says who edited.
        if (message.Member("bot_id") is not null || message.Object("edited") is null)
        {
            return new Parsed.Items();
        }

        return message.Id("user") is { } user && message.Id("ts") is { } ts
            ? new Parsed.Items(frame with { Kind = ItemKind.Edit, Sender = user, MessageId = ts, Text = message.String("text") is { } text ? SlackText.Read(text) : null, Name = "message_changed" })
            : new Parsed.Malformed(ParseFault.MissingSender);
    }

    private static Parsed Deleted(InboundItem frame, JsonElement deletion)
    {
        var previous = deletion.Object("previous_message");
        if (previous?.Member("bot_id") is not null)
        {
            return new Parsed.Items();
        }

        return previous?.Id("user") is { } user && deletion.Id("deleted_ts") is { } ts
            ? new Parsed.Items(frame with { Kind = ItemKind.Event, Sender = user, MessageId = ts, Name = "message_deleted", Details = frame.Further().Put("target_message_id", ts) })
            : new Parsed.Malformed(ParseFault.MissingSender);
    }

    private static Parsed Other(InboundItem frame, JsonElement one, string type)
    {
        if ((one.Id("user") ?? one.Object("user")?.Id("id") ?? one.Id("user_id") ?? one.Object("channel")?.Id("creator")) is not { } user)
        {
            // News of the workspace concern nobody whom one could answer.
            return IsSignal(type) ? new Parsed.Items() : new Parsed.Malformed(ParseFault.MissingSender);
        }

        return new Parsed.Items(frame with
        {
            Kind = IsSignal(type) ? ItemKind.Event : ItemKind.Unsupported,
            Sender = user,
            Name = type,
            Details = frame.Further()
                .Put("emoji", one.Id("reaction"))
                .Put("target_message_id", one.Object("item")?.Id("ts"))
                .Put("tab", one.Id("tab")),
        });
    }

    private static bool IsSignal(string type) => Array.Exists(SignalFamilies, family => type.StartsWith(family, StringComparison.Ordinal));

    /// <summary>Seconds with six places after the point, which tell messages of one second apart.</summary>
    internal static DateTimeOffset? Time(string? ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 1_000_000_000_000m
            ? UnixTime.FromMilliseconds((long)(seconds * 1_000))
            : null;
}
