using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>Text messages of Azure Communication Services, and what became of ours.</summary>
internal static class AcsMessages
{
    /// <returns>Null when it is no such event.</returns>
    internal static (InboundItem? Item, ParseFault? Fault)? Read(InboundItem frame, string name, JsonElement data) => name switch
    {
        "SMSReceived" => Received(frame, data),
        "SMSDeliveryReportReceived" => Reported(frame, data),
        _ => null,
    };

    private static (InboundItem? Item, ParseFault? Fault) Received(InboundItem frame, JsonElement data)
    {
        if (data.Id("from") is not { } sender)
        {
            return (null, ParseFault.MissingSender);
        }

        if (data.String("message") is not { } text)
        {
            return (null, ParseFault.MissingField);
        }

        return (frame with
        {
            Kind = ItemKind.Text,
            Name = null,
            Sender = sender,
            Recipient = data.Id("to"),
            MessageId = data.Id("messageId"),
            Text = text,
            SentAt = IsoTime.Read(data.String("receivedTimestamp")) ?? frame.SentAt,
        }, null);
    }

    private static (InboundItem? Item, ParseFault? Fault) Reported(InboundItem frame, JsonElement data)
    {
        if (data.Id("messageId") is not { } message || data.String("deliveryStatus") is not { Length: > 0 and <= Limits.MaxIdLength } status)
        {
            return (null, ParseFault.MissingField);
        }

        var state = status.ToUpperInvariant() switch
        {
            "DELIVERED" => ReceiptState.Delivered,
            "SENT" or "QUEUED" or "SUBMITTED" => ReceiptState.Sent,
            _ => ReceiptState.Failed,
        };
        var why = data.String("deliveryStatusDetails") is { Length: > 0 and <= Limits.MaxIdLength } text ? text : null;
        var details = new Dictionary<string, Detail> { ["platform_status"] = status };
        if (data.String("tag") is { Length: > 0 and <= Limits.MaxIdLength } tag)
        {
            details["tag"] = tag;
        }

        return (frame with
        {
            Kind = ItemKind.Status,
            // The report runs the way of the message: to the customer.
            Sender = data.Id("to") ?? frame.Sender,
            Recipient = data.Id("to"),
            MessageId = message,
            Receipt = new Receipt(state, message, ErrorCode: state == ReceiptState.Failed ? why : null),
            SentAt = IsoTime.Read(data.String("receivedTimestamp")) ?? frame.SentAt,
            Details = details,
        }, null);
    }
}
