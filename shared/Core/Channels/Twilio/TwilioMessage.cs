using System.Globalization;

namespace OmniFunctions.Channels.Twilio;

/// <summary>A message from a customer (SMS, MMS or WhatsApp), or what became of one of ours.</summary>
internal static class TwilioMessage
{
    private const int MaxMedia = 10;

    internal static Parsed Read(IReadOnlyList<KeyValuePair<string, string>> form, string id)
    {
        var status = form.Value("MessageStatus") ?? form.Value("SmsStatus");
        return status is null or "received" or "receiving" ? Said(form, id) : Status(form, id, status);
    }

    private static Parsed Status(IReadOnlyList<KeyValuePair<string, string>> form, string id, string status)
    {
        // Of ours the customer is the one it went to.
        if (TwilioPayload.TwilioId(form, "To") is not { } customer || status.Length > Limits.MaxIdLength)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Status,
            Sender = customer,
            Recipient = customer,
            MessageId = id,
            DedupeKey = $"{id}:{status}",
            Receipt = StateOf(status) is { } state ? new Receipt(state, id, ErrorCode: form.Value("ErrorCode")) : null,
            Details = new Dictionary<string, Detail>().Put("platform_status", status),
        });
    }

    /// <summary>Null while it is still with Twilio.</summary>
    private static ReceiptState? StateOf(string status) => status switch
    {
        "sent" => ReceiptState.Sent,
        "delivered" or "partially_delivered" => ReceiptState.Delivered,
        "read" => ReceiptState.Read,
        "undelivered" or "failed" or "canceled" => ReceiptState.Failed,
        _ => null,
    };

    private static Parsed Said(IReadOnlyList<KeyValuePair<string, string>> form, string id)
    {
        if (TwilioPayload.TwilioId(form, "From") is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Text,
            Sender = sender,
            Recipient = form.Value("To"),
            MessageId = id,
            DedupeKey = id,
            Text = form.Value("Body") ?? "",
            DisplayName = form.Value("ProfileName") is { Length: <= 200 } name ? name : null,
            Details = new Dictionary<string, Detail>()
                .Put("reply_to", form.Value("OriginalRepliedMessageSid"))
                // The customer wants no more messages, or wants them again.
                .Put("opt_out", form.Value("OptOutType"))
                .Put("referral_url", form.Value("ReferralSourceUrl"))
                .Put("forwarded", form.Value("Forwarded") == "true" ? true : null),
        };
        return Fill(frame, form) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.InvalidValue);
    }

    private static InboundItem? Fill(InboundItem frame, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        if ((form.Value("ButtonPayload") ?? form.Value("ListId")) is { } chosen)
        {
            var title = form.Value("ButtonText") ?? form.Value("ListTitle");
            return frame with { Kind = ItemKind.Postback, Payload = chosen, Details = frame.Further().Put("title", title).Put("description", form.Value("ListDescription")) };
        }

        if (form.Value("Latitude") is { } latitude && form.Value("Longitude") is { } longitude)
        {
            return Degrees(latitude) is { } lat && Degrees(longitude) is { } lon
                ? frame with { Kind = ItemKind.Location, Text = NullIfEmpty(frame.Text), Location = new Location(lat, lon, form.Value("Label"), form.Value("Address")) }
                : null;
        }

        var media = TwilioMedia.Of(form, MaxMedia);
        return media is [var first, .. var further]
            ? frame with { Kind = TwilioMedia.KindOf(first), Text = NullIfEmpty(frame.Text), Media = first, Attachments = further is [] ? null : further }
            : frame;
    }

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static double? Degrees(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;
}
