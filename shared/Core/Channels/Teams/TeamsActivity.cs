using System.Text.Json;

namespace OmniFunctions.Channels.Teams;

/// <summary>One activity; its type says what was done.</summary>
internal static class TeamsActivity
{
    /// <summary>Things that happen and say nothing.</summary>
    private static readonly HashSet<string> Signals =
    [
        "conversationUpdate", "contactRelationUpdate", "installationUpdate", "typing", "endOfConversation", "event", "messageReaction", "messageDelete",
        "trace", "handoff", "deleteUserData", "invoke", "suggestion",
    ];

    internal static Parsed Read(JsonElement activity, ChannelAccount account)
    {
        if (activity.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var from = activity.Object("from") ?? default;
        if (from.Id("id") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        if (activity.Object("conversation")?.String("id") is not { Length: > 0 and <= MaxConversationLength } conversation)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // Our own, coming back.
        if (from.String("role") == "bot" || (account.Setting(TeamsSettings.AppId) is { } app && sender == "28:" + app))
        {
            return new Parsed.Items();
        }

        var id = activity.Id("id");
        var time = activity.String("timestamp");
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Sender = sender,
            Recipient = activity.Object("recipient")?.Id("id"),
            Conversation = conversation,
            MessageId = type is "message" or "messageUpdate" or "messageDelete" ? id : null,
            EventId = id,
            // An update and a deletion have the id of what they are about.
            DedupeKey = type is "message" && id is not null ? $"{conversation}:{id}" : $"{conversation}:{id}:{type}:{time}",
            SentAt = IsoTime.Read(time),
            DisplayName = from.String("name") is { Length: > 0 and <= 200 } name ? name : null,
            Language = activity.String("locale") is { Length: > 0 and <= 35 } locale ? locale : null,
            Details = new Dictionary<string, Detail>()
                .Put("service_url", activity.String("serviceUrl"))
                .Put("channel_id", activity.Id("channelId"))
                .Put("conversation_type", activity.Object("conversation")?.Id("conversationType"))
                .Put("tenant", activity.Object("conversation")?.Id("tenantId") ?? activity.Object("channelData")?.Object("tenant")?.Id("id"))
                .Put("aad_object_id", from.Id("aadObjectId"))
                .Put("reply_to", activity.Id("replyToId")),
        };
        return Fill(frame, activity, type) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.InvalidValue);
    }

    /// <summary>Longer than other platforms' ids.</summary>
    private const int MaxConversationLength = 1_024;

    private static InboundItem? Fill(InboundItem frame, JsonElement activity, string type) => type switch
    {
        "message" => TeamsMessage.Fill(frame, activity),
        "messageUpdate" => TeamsMessage.Fill(frame, activity) is { } changed ? changed with { Kind = ItemKind.Edit, Name = type } : null,
        "messageDelete" => Signal(frame, type) with { Details = frame.Further().Put("target_message_id", frame.MessageId) },
        "messageReaction" => Signal(frame, type) with
        {
            Details = frame.Further()
                .Put("target_message_id", activity.Id("replyToId"))
                .Put("emoji", Reaction(activity, "reactionsAdded") ?? Reaction(activity, "reactionsRemoved"))
                .Put("action", Reaction(activity, "reactionsAdded") is null ? "unreact" : "react"),
        },
        "conversationUpdate" => Signal(frame, type) with
        {
            Details = frame.Further()
                .Put("member_added", activity.Array("membersAdded").FirstOrDefault().Id("id"))
                .Put("member_removed", activity.Array("membersRemoved").FirstOrDefault().Id("id"))
                .Put("event_type", activity.Object("channelData")?.Id("eventType")),
        },
        "installationUpdate" or "contactRelationUpdate" => Signal(frame, type) with { Payload = activity.String("action") },
        "endOfConversation" => Signal(frame, type) with { Payload = activity.String("code") },
        "invoke" => Invoked(frame, activity),
        "event" => Signal(frame, type) with { Payload = activity.String("name") },
        _ => Signals.Contains(type) ? Signal(frame, type) : frame with { Name = type },
    };

    private static InboundItem Signal(InboundItem frame, string type) => frame with { Kind = ItemKind.Event, Name = type };

    private static string? Reaction(JsonElement activity, string member) => activity.Array(member).FirstOrDefault().Id("type");

    /// <summary>A press on a card is a choice; sign-in, task modules and searches are the client's own business.</summary>
    private static InboundItem Invoked(InboundItem frame, JsonElement activity)
    {
        var name = activity.String("name") is { Length: <= Limits.MaxIdLength } given ? given : null;
        var action = activity.Object("value")?.Object("action");
        return name == "adaptiveCard/action"
            ? frame with
            {
                Kind = ItemKind.Postback,
                Name = name,
                Payload = TeamsMessage.Choice(action?.Object("data")) ?? action?.String("verb"),
                Details = frame.Further().Put("title", action?.String("title")),
            }
            : Signal(frame, "invoke") with { Payload = name };
    }
}
