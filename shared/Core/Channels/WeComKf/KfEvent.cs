using System.Text.Json;

namespace OmniFunctions.Channels.WeComKf;

/// <summary>What happened at a customer-service account, besides messages.</summary>
internal static class KfEvent
{
    /// <returns>Null when it has no type.</returns>
    internal static InboundItem? Fill(InboundItem frame, JsonElement content)
    {
        if (content.Id("event_type") is not { } type)
        {
            return null;
        }

        var happened = frame with { Kind = ItemKind.Event, Name = type };
        return type switch
        {
            KfMessage.EnterSession => happened with
            {
                Payload = content.String("scene_param"),
                // Good for twenty seconds, and absent where the customer was here within two days.
                Details = KfMessage.With(frame, ("scene", content.Id("scene")), ("welcome_code", content.Id("welcome_code"))),
            },
            "msg_send_fail" => content.Id("fail_msgid") is { } failed
                ? happened with
                {
                    Kind = ItemKind.Status,
                    MessageId = failed,
                    Receipt = new Receipt(ReceiptState.Failed, failed, ErrorCode: content.Id("fail_type")),
                    Details = KfMessage.With(frame, ("platform_status", type)),
                }
                : null,
            // The customer takes a message back. What it said stays in the log.
            "user_recall_msg" => content.Id("recall_msgid") is { } recalled
                ? happened with { Kind = ItemKind.Edit, Name = "recalled", MessageId = recalled }
                : null,
            "session_status_change" => happened with
            {
                Payload = content.Id("change_type"),
                Details = KfMessage.With(
                    frame, ("old_agent", content.Id("old_servicer_userid")), ("new_agent", content.Id("new_servicer_userid")), ("message_code", content.Id("msg_code"))),
            },
            "servicer_status_change" => happened with { Payload = content.Id("status"), Details = KfMessage.With(frame, ("agent", content.Id("servicer_userid"))) },
            "reject_customer_msg_switch_change" => happened with { Payload = content.Id("reject_switch"), Details = KfMessage.With(frame, ("agent", content.Id("servicer_userid"))) },
            _ => happened,
        };
    }
}
