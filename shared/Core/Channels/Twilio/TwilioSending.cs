using System.Globalization;

namespace OmniFunctions.Channels.Twilio;

/// <summary>Sending a message, and what the answer means. Twilio drops no repeated send: an unknown outcome stays one.</summary>
internal static class TwilioSending
{
    internal const int MaxTextLength = 1_600;

    private const string WhatsApp = "whatsapp:";
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(30);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        var service = account.Setting(TwilioSettings.MessagingServiceSid);
        var from = account.Setting(TwilioSettings.From);
        if ((service ?? from) is null || Address(account, "Messages.json") is not { } address || TwilioMedia.Credentials(account) is not { } credentials)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var file = message.Content as OutgoingContent.Attachment;
        var template = message.Content as OutgoingContent.Template;
        var body = FormBody.Of(
        [
            ("To", message.Recipient),
            ("MessagingServiceSid", service),
            ("From", service is null ? SameWay(from!, message.Recipient) : null),
            ("Body", message.Text ?? file?.Caption),
            ("MediaUrl", file?.File.Address?.AbsoluteUri),
            ("ContentSid", template?.Name),
            ("ContentVariables", template is { Parameters.Count: > 0 } ? Variables(template) : null),
            ("StatusCallback", account.Setting(WebhookRequest.UrlSetting)),
        ]);
        return new HttpDelivery("POST", address, FormBody.ContentType, body) { Headers = credentials };
    }

    internal static Uri? Address(ChannelAccount account, string resource) =>
        account.Setting(TwilioSettings.AccountSid) is { } sid && ApiBase.Of(account, TwilioSettings.Platform) is { } platform
            ? new Uri(platform, $"2010-04-01/Accounts/{Uri.EscapeDataString(sid)}/{resource}")
            : null;

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status is >= 200 and < 300)
        {
            return fault is null && root.Id("sid") is { } sid ? new DeliveryOutcome.Delivered(sid) : new DeliveryOutcome.Unknown();
        }

        return response.Status switch
        {
            429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
            >= 400 and < 500 => Refused(fault is null ? root.Integer("code") : null, response, now),
            // An answer of a gateway, or half of one: the message may be out all the same.
            _ => new DeliveryOutcome.Unknown(),
        };
    }

    private static DeliveryOutcome Refused(long? code, DeliveryResponse response, DateTimeOffset now) => code switch
    {
        20429 or 14107 or 30001 or 63038 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
        20003 or 20005 or 70051 => Rejected(DeliveryRefusal.AuthenticationFailed, code),
        21211 or 21214 or 21217 or 21421 or 21614 or 21612 or 63003 or 63024 or 13223 or 13224 => Rejected(DeliveryRefusal.RecipientUnknown, code),
        // The call has ended, or was none.
        21220 or 20404 => Rejected(DeliveryRefusal.RecipientUnknown, code),
        21610 or 63033 => Rejected(DeliveryRefusal.RecipientBlockedUs, code),
        21408 or 21215 or 21608 or 20403 => Rejected(DeliveryRefusal.NotPermitted, code),
        21606 or 21603 or 21212 or 21210 or 21701 or 21703 or 63007 => Rejected(DeliveryRefusal.AccountNotConfigured, code),
        21617 or 21605 or 63041 => Rejected(DeliveryRefusal.TooLong, code),
        21620 or 21623 or 12300 or 63019 => Rejected(DeliveryRefusal.KindNotSupported, code),
        63016 or 63032 => Rejected(DeliveryRefusal.OutsideReplyWindow, code),
        null when response.Status is 401 or 403 => Rejected(DeliveryRefusal.AuthenticationFailed, response.Status),
        _ => Rejected(DeliveryRefusal.PlatformError, code ?? response.Status),
    };

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { Kind: not (ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File) } => DeliveryRefusal.KindNotSupported,
        // Twilio fetches files; it takes none.
        OutgoingContent.Attachment { File.Address: null } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment attachment => attachment.Caption?.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Template => null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    /// <summary>A number speaks to WhatsApp under a name of its own.</summary>
    private static string SameWay(string from, string to) =>
        to.StartsWith(WhatsApp, StringComparison.Ordinal) && !from.StartsWith(WhatsApp, StringComparison.Ordinal) ? WhatsApp + from : from;

    private static string Variables(OutgoingContent.Template template) => System.Text.Encoding.UTF8.GetString(JsonBody.Of(json =>
    {
        foreach (var (parameter, index) in template.Parameters.Take(OutgoingContent.Template.MaxParameters).Select((parameter, index) => (parameter, index)))
        {
            json.WriteString((index + 1).ToString(CultureInfo.InvariantCulture), parameter);
        }
    }).Span);

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, long? code) => new(reason, code?.ToString(CultureInfo.InvariantCulture));
}
