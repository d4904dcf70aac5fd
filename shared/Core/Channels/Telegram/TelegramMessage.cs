using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

/// <summary>A message, whatever it holds.</summary>
internal static class TelegramMessage
{
    /// <summary>Notes of the platform in a chat; nobody said them.</summary>
    private static readonly string[] ServiceNotes =
    [
        "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
        "supergroup_chat_created", "channel_chat_created", "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message",
        "message_auto_delete_timer_changed", "forum_topic_created", "forum_topic_closed", "forum_topic_reopened", "forum_topic_edited",
        "video_chat_started", "video_chat_ended", "video_chat_scheduled", "video_chat_participants_invited", "write_access_allowed", "boost_added",
    ];

    /// <summary>Contents that are known to exist and not carried further.</summary>
    private static readonly string[] Unsupported =
        ["poll", "dice", "game", "invoice", "successful_payment", "story", "paid_media", "passport_data", "web_app_data", "users_shared", "chat_shared", "giveaway", "checklist"];

    internal static Parsed Read(JsonElement message, string updateId)
    {
        if (message.Id("message_id") is not { } messageId || message.Object("chat") is not { } chat || chat.Id("id") is not { } conversation)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // Posts in a channel and anonymous administrators have no user: the chat speaks.
        var from = message.Object("from") ?? message.Object("sender_chat") ?? chat;
        if (from.Id("id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Sender = sender,
            Conversation = conversation,
            MessageId = messageId,
            EventId = updateId,
            DedupeKey = updateId,
            SentAt = UnixTime.FromSeconds(message.Integer("date")),
            DisplayName = TelegramPerson.NameOf(from),
            Language = from.String("language_code"),
            Details = Details(message),
        };
        return Fill(frame, message) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.InvalidValue);
    }

    /// <returns>Null when what it says it holds cannot be read.</returns>
    private static InboundItem? Fill(InboundItem frame, JsonElement message)
    {
        if (message.Member("text") is not null)
        {
            return message.String("text") is { } text ? frame with { Kind = ItemKind.Text, Text = text } : null;
        }

        if (message.Object("venue") is { } venue)
        {
            return Place(frame, venue.Object("location"), venue.String("title"), venue.String("address"));
        }

        if (message.Object("location") is { } location)
        {
            return Place(frame, location, label: null, address: null);
        }

        if (message.Object("contact") is { } contact)
        {
            return Contact(frame, contact);
        }

        if (TelegramMedia.Find(message) is { } media)
        {
            return media.Content is { } content ? frame with { Kind = media.Kind, Media = content, Text = message.String("caption") } : null;
        }

        return Array.Find(ServiceNotes, name => message.Member(name) is not null) is { } note
            ? frame with { Kind = ItemKind.Event, Name = note }
            : frame with { Name = Array.Find(Unsupported, name => message.Member(name) is not null) ?? "message" };
    }

    private static InboundItem? Place(InboundItem frame, JsonElement? location, string? label, string? address) =>
        location?.Number("latitude") is { } latitude && location.Value.Number("longitude") is { } longitude
            ? frame with { Kind = ItemKind.Location, Location = new Location(latitude, longitude, label, address) }
            : null;

    private static InboundItem Contact(InboundItem frame, JsonElement contact)
    {
        var details = new Dictionary<string, Detail>(frame.Details);
        if (contact.String("phone_number") is { } phone)
        {
            details["phone"] = phone;
        }

        return frame with { Kind = ItemKind.Card, Name = "contact", Card = new Card(TelegramPerson.NameOf(contact), AppId: null, Path: null), Details = details };
    }

    private static Dictionary<string, Detail> Details(JsonElement message)
    {
        var details = new Dictionary<string, Detail>()
            .Put("reply_to", message.Object("reply_to_message")?.Id("message_id"))
            // An album comes as several messages; the id of the group tells that they belong together.
            .Put("media_group_id", message.Id("media_group_id"))
            // Answers stay in the topic, and leave in the name of the business account that was written to.
            .Put("thread_id", message.Flag("is_topic_message") is true ? message.Id("message_thread_id") : null)
            .Put("business_connection_id", message.Id("business_connection_id"));
        return (message.Object("voice") ?? message.Object("audio") ?? message.Object("video") ?? message.Object("video_note"))?.Integer("duration") is >= 0 and < 1_000_000 and var seconds
            ? details.Put("duration_ms", seconds * 1_000)
            : details;
    }
}
