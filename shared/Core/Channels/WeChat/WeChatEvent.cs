using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// Something that happened other than a message. Events have no id: the platform says to tell repetitions by sender and second. A scan and
/// a position can fall into one second, so the event's name is put to it; a menu click, the one event that says something, keeps
/// the platform's own rule.
/// </summary>
internal static class WeChatEvent
{
    private const string ScenePrefix = "qrscene_";

    /// <returns>Null when it has no name.</returns>
    internal static InboundItem? Fill(InboundItem frame, FlatFields fields)
    {
        if (fields.Id("Event") is not { } name)
        {
            return null;
        }

        var happened = frame with
        {
            Kind = ItemKind.Event,
            Name = name,
            Payload = fields.Text("EventKey"),
            DedupeKey = $"{frame.DedupeKey}:{name}",
        };
        return name.ToUpperInvariant() switch
        {
            "CLICK" => happened with { Kind = ItemKind.Postback, DedupeKey = frame.DedupeKey },
            "SUBSCRIBE" or "SCAN" => happened with { Details = Scene(fields) },
            "LOCATION" => happened with { Location = Position(fields), Details = fields.Details(("precision", "Precision")) },
            "USER_ENTER_TEMPSESSION" => happened with { Payload = fields.Text("SessionFrom") },
            "TEMPLATESENDJOBFINISH" => happened with
            {
                Kind = ItemKind.Status,
                // Written with other capitals than a message's own id, and naming the message that was sent.
                MessageId = fields.Id("MsgID") ?? frame.MessageId,
                DedupeKey = $"{frame.DedupeKey}:{name}:{fields.Id("MsgID")}",
                Payload = fields.Text("Status"),
            },
            _ => happened,
        };
    }

    /// <summary>Which of our QR codes was scanned. A new follower's comes with a prefix.</summary>
    private static Dictionary<string, Detail> Scene(FlatFields fields)
    {
        var details = fields.Details(("scene", "EventKey"), ("ticket", "Ticket"));
        if (details.TryGetValue("scene", out var value) && value.Text is { } scene && scene.StartsWith(ScenePrefix, StringComparison.Ordinal))
        {
            details["scene"] = scene[ScenePrefix.Length..];
        }

        return details;
    }

    private static Location? Position(FlatFields fields) =>
        fields.Number("Latitude") is { } latitude && fields.Number("Longitude") is { } longitude ? new Location(latitude, longitude) : null;
}
