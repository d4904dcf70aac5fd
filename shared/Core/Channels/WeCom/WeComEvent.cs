using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeCom;

/// <summary>
/// Something that happened other than a message. Without an id of its own, it is told from another by who, when, what, and about whom: many
/// events of a company share the sender <c>sys</c> and the second.
/// </summary>
internal static class WeComEvent
{
    /// <summary>The signal of customer service that there is something to be read.</summary>
    internal const string KfSignal = "kf_msg_or_event";

    private const string Nobody = "sys";

    internal static Parsed Read(FlatFields fields)
    {
        if (fields.Id("Event") is not { } name || fields.Integer("CreateTime") is not { } createdAt)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var from = fields.Id("FromUserName");
        // Of a customer who was added, removed or changed, the event is about them, whoever the platform names as its sender.
        var about = fields.Id("ExternalUserID") ?? (from is null or Nobody ? fields.Id("OpenKfId") ?? fields.Id("UserID") ?? from ?? fields.Id("ToUserName") : from);
        if (about is null)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var key = string.Join(':', new[]
        {
            (from ?? about) + ((long?)createdAt).Digits(), name, fields.Text("ChangeType"), fields.Text("EventKey"), fields.Text("TaskId"),
            fields.Text("ExternalUserID"), fields.Text("ChatId"), fields.Text("Token"), fields.Text("UserID"),
        }.Where(part => part is not null));
        var happened = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = name,
            Sender = about,
            Recipient = fields.Id("ToUserName"),
            Conversation = fields.Id("ChatId"),
            Payload = fields.Text("EventKey") ?? fields.Text("ChangeType"),
            DedupeKey = key.Length <= Limits.MaxIdLength ? key : SortedSignature.Of(key),
            SentAt = UnixTime.FromSeconds(createdAt),
            Details = fields.Details(("agent_id", "AgentID")),
        };
        return new Parsed.Items(Fill(happened, name, fields));
    }

    private static InboundItem Fill(InboundItem happened, string name, FlatFields fields) => name.ToUpperInvariant() switch
    {
        // A menu entry was chosen: it says something, and keeps the platform's own rule for repetitions.
        "CLICK" => happened with { Kind = ItemKind.Postback, DedupeKey = happened.Sender + fields.Text("CreateTime") },
        "TEMPLATE_CARD_EVENT" or "TEMPLATE_CARD_MENU_EVENT" or "TASKCARD_CLICK" => happened with
        {
            Kind = ItemKind.Postback,
            // Of a card with a list, the key is the button below it; what was chosen stands in the list.
            Payload = fields.Text("SelectedItems/SelectedItem/OptionIds/OptionId") ?? happened.Payload,
            Details = fields.Details(("agent_id", "AgentID"), ("task_id", "TaskId"), ("card_type", "CardType"), ("response_code", "ResponseCode")),
        },
        "LOCATION" when fields.Number("Latitude") is { } latitude && fields.Number("Longitude") is { } longitude => happened with
        {
            Location = new Location(latitude, longitude),
            Details = fields.Details(("agent_id", "AgentID"), ("precision", "Precision")),
        },
        "KF_MSG_OR_EVENT" => happened with { Details = fields.Details(("kf_token", "Token"), ("open_kfid", "OpenKfId")) },
        "CHANGE_EXTERNAL_CONTACT" => happened with
        {
            Details = fields.Details(
                ("change_type", "ChangeType"), ("user_id", "UserID"), ("external_user_id", "ExternalUserID"), ("scene", "State"),
                ("welcome_code", "WelcomeCode"), ("fail_reason", "FailReason")),
        },
        "CHANGE_EXTERNAL_CHAT" => happened with
        {
            Details = fields.Details(
                ("change_type", "ChangeType"), ("update_detail", "UpdateDetail"), ("chat_id", "ChatId"), ("join_scene", "JoinScene"),
                ("quit_scene", "QuitScene"), ("members_changed", "MemChangeCnt")),
        },
        _ => happened,
    };
}
