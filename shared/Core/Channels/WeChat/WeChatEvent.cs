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
            // The customer looks at "receiving a message" until one comes.
            "SCANCODE_WAITMSG" => happened with { Kind = ItemKind.Postback, Text = fields.Text("ScanCodeInfo/ScanResult"), Details = Scanned(fields) },
            "SCANCODE_PUSH" => happened with { Details = Scanned(fields) },
            "SUBSCRIBE" or "SCAN" => happened with { Details = Scene(fields) },
            "LOCATION" => happened with { Location = Position(fields, "Latitude", "Longitude", null), Details = fields.Details(("precision", "Precision")) },
            "LOCATION_SELECT" => happened with
            {
                Location = Position(fields, "SendLocationInfo/Location_X", "SendLocationInfo/Location_Y", fields.Text("SendLocationInfo/Label")),
                Details = fields.Details(("scale", "SendLocationInfo/Scale"), ("place", "SendLocationInfo/Poiname")),
            },
            "PIC_SYSPHOTO" or "PIC_PHOTO_OR_ALBUM" or "PIC_WEIXIN" => happened with { Details = fields.Details(("pictures", "SendPicsInfo/Count")) },
            "VIEW" or "VIEW_MINIPROGRAM" => happened with { Details = fields.Details(("menu_id", "MenuId")) },
            "USER_ENTER_TEMPSESSION" => happened with { Payload = fields.Text("SessionFrom") },
            "KF_CREATE_SESSION" or "KF_CLOSE_SESSION" or "KF_SWITCH_SESSION" => happened with
            {
                Details = fields.Details(("agent", "KfAccount"), ("old_agent", "FromKfAccount"), ("new_agent", "ToKfAccount"), ("close_type", "CloseType")),
            },
            "TEMPLATESENDJOBFINISH" => Outcome(happened, frame, fields, name),
            "MASSSENDJOBFINISH" => happened with
            {
                DedupeKey = $"{frame.DedupeKey}:{name}:{fields.Id("MsgID")}",
                Payload = fields.Text("Status"),
                Details = fields.Details(("job_id", "MsgID"), ("total", "TotalCount"), ("sent", "SentCount"), ("failed", "ErrorCount")),
            },
            _ => happened,
        };
    }

    private static InboundItem Outcome(InboundItem happened, InboundItem frame, FlatFields fields, string name)
    {
        // Written with other capitals than a message's own id, and naming the message that was sent.
        var message = fields.Id("MsgID");
        var status = fields.Text("Status");
        var isDelivered = status == "success";
        return happened with
        {
            Kind = ItemKind.Status,
            MessageId = message ?? frame.MessageId,
            DedupeKey = $"{frame.DedupeKey}:{name}:{message}",
            Payload = status,
            Receipt = message is null || status is null
                ? null
                : new Receipt(isDelivered ? ReceiptState.Delivered : ReceiptState.Failed, message, ErrorCode: isDelivered ? null : status),
            Details = fields.Details(("platform_status", "Status")),
        };
    }

    private static Dictionary<string, Detail> Scanned(FlatFields fields) => fields.Details(("scan_type", "ScanCodeInfo/ScanType"), ("scan_result", "ScanCodeInfo/ScanResult"));

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

    private static Location? Position(FlatFields fields, string latitude, string longitude, string? label) =>
        fields.Number(latitude) is { } lat && fields.Number(longitude) is { } lon ? new Location(lat, lon, label) : null;
}
