using System.Text.Json;

namespace OmniFunctions.Channels.Line;

/// <summary>One event: where it came from, and a member named like its type.</summary>
internal static class LineEvent
{
    /// <summary>Things that happen and say nothing.</summary>
    private static readonly HashSet<string> Signals =
    [
        "unsend", "follow", "unfollow", "join", "leave", "memberJoined", "memberLeft", "videoPlayComplete", "beacon", "accountLink", "membership",
        "things", "module", "activated", "deactivated", "botSuspended", "botResumed", "delivery",
    ];

    internal static Parsed Read(JsonElement one, string? destination, ChannelAccount account)
    {
        if (one.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var source = one.Object("source") ?? default;
        var group = source.Id("groupId") ?? source.Id("roomId");
        // A group may not say who of it spoke. What concerns the bot itself has no source at all.
        if ((source.Id("userId") ?? group ?? (Signals.Contains(type) ? destination : null)) is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var id = one.Id("webhookEventId");
        var time = one.Integer("timestamp");
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Sender = sender,
            Recipient = destination,
            Conversation = group,
            EventId = id,
            DedupeKey = id ?? $"{type}:{sender}:{one.Object("message")?.Id("id") ?? time?.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            SentAt = UnixTime.FromMilliseconds(time),
            // On standby another module has the conversation: kept, and no reason for work of ours.
            Opens = one.String("mode") == "standby" ? false : null,
            Details = new Dictionary<string, Detail>()
                .Put("reply_token", one.Id("replyToken"))
                .Put("redelivery", one.Object("deliveryContext")?.Flag("isRedelivery") is true ? true : null)
                .Put("standby", one.String("mode") == "standby" ? true : null),
        };
        return Fill(frame, one, type, account) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.InvalidValue);
    }

    private static InboundItem? Fill(InboundItem frame, JsonElement one, string type, ChannelAccount account) => type switch
    {
        "message" => one.Object("message") is { } message ? LineMessage.Fill(frame, message, account) : null,
        "postback" => one.Object("postback") is { } postback ? Postback(frame, postback) : null,
        "unsend" => one.Object("unsend")?.Id("messageId") is { } taken
            ? Signal(frame, type) with { Details = frame.Further().Put("target_message_id", taken) }
            : null,
        "follow" => Signal(frame, type) with { Details = frame.Further().Put("is_unblocked", one.Object("follow")?.Flag("isUnblocked")) },
        "beacon" => Signal(frame, type) with { Payload = one.Object("beacon")?.String("hwid"), Details = frame.Further().Put("beacon_type", one.Object("beacon")?.String("type")) },
        "accountLink" => Signal(frame, type) with { Payload = one.Object("link")?.String("nonce"), Details = frame.Further().Put("result", one.Object("link")?.String("result")) },
        "videoPlayComplete" => Signal(frame, type) with { Payload = one.Object("videoPlayComplete")?.String("trackingId") },
        "membership" => Signal(frame, type) with { Payload = one.Object("membership")?.String("type") },
        _ => Signals.Contains(type) ? Signal(frame, type) : frame with { Name = type },
    };

    private static InboundItem Signal(InboundItem frame, string type) => frame with { Kind = ItemKind.Event, Name = type };

    private static InboundItem? Postback(InboundItem frame, JsonElement postback) => postback.String("data") is { } data
        ? frame with
        {
            Kind = ItemKind.Postback,
            Payload = data,
            // What a date picker or a switch of menus adds.
            Details = frame.Further()
                .Put("date", postback.Object("params")?.String("date"))
                .Put("time", postback.Object("params")?.String("time"))
                .Put("datetime", postback.Object("params")?.String("datetime"))
                .Put("rich_menu", postback.Object("params")?.String("newRichMenuAliasId")),
        }
        : null;
}
