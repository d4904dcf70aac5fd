using System.Globalization;
using System.Text;

namespace OmniFunctions.Channels.WeChat;

/// <summary>Sending a customer-service message, and what the platform's answer means.</summary>
internal static class WeChatSending
{
    internal const string Platform = "https://api.weixin.qq.com";

    /// <summary>The platform counts UTF-8 bytes: a third as many Chinese characters.</summary>
    internal const int MaxTextBytes = 2_048;

    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is not { } text)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (accessToken is null || ApiBase.Of(account, Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("touser", message.Recipient);
            json.WriteString("msgtype", "text");
            json.WriteStartObject("text");
            json.WriteString("content", text);
            json.WriteEndObject();
        });
        var address = new Uri(platform, $"cgi-bin/message/custom/send?access_token={Uri.EscapeDataString(accessToken)}");
        return new HttpDelivery("POST", address, JsonBody.ContentType, body);
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause));
        }

        // Errors come with status 200; anything else is some gateway's word.
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200 && fault is null && root.Integer("errcode") is { } code
            ? Outcome(code, root.Id("msgid"), now)
            : new DeliveryOutcome.Unknown();
    }

    private static DeliveryOutcome Outcome(long code, string? messageId, DateTimeOffset now) => code switch
    {
        0 => new DeliveryOutcome.Delivered(messageId),
        -1 => new DeliveryOutcome.Throttled(now + BusyPause),
        40001 or 40014 or 42001 => new DeliveryOutcome.TokenExpired(),
        40003 => Rejected(DeliveryRefusal.RecipientUnknown, code),
        40013 or 40125 => Rejected(DeliveryRefusal.AuthenticationFailed, code),
        43004 => Rejected(DeliveryRefusal.RecipientBlockedUs, code),
        45002 => Rejected(DeliveryRefusal.TooLong, code),
        45009 => Rejected(DeliveryRefusal.Throttled, code),
        45011 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        45015 => Rejected(DeliveryRefusal.OutsideReplyWindow, code),
        45047 => Rejected(DeliveryRefusal.TooManyMessages, code),
        48001 => Rejected(DeliveryRefusal.NotPermitted, code),
        _ => Rejected(DeliveryRefusal.PlatformError, code),
    };

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, long code) => new(reason, code.ToString(CultureInfo.InvariantCulture));
}
