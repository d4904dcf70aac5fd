using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Telegram;

/// <summary>Sending a message, and what Telegram's answer means.</summary>
internal static class TelegramSending
{
    internal const string BotTokenSetting = "bot_token";
    internal const int MaxTextLength = 4_096;

    private const string Platform = "https://api.telegram.org";
    private const int MaxRetryAfterSeconds = 3_600;

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (message.Text is not { } text)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (text.Length > MaxTextLength)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (account.Setting(BotTokenSetting) is not { } token || ApiBase.Of(account, Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var body = JsonBody.Of(json =>
        {
            WriteChat(json, message.PlatformConversation ?? message.Recipient);
            json.WriteString("text", text);
        });
        // Put together as text: a relative address that begins "bot123:" would be read as one of the scheme "bot123".
        return new HttpDelivery("POST", new Uri($"{platform.AbsoluteUri}bot{token}/sendMessage"), JsonBody.ContentType, body);
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return fault is null && root.Member("ok") is { ValueKind: JsonValueKind.True }
            ? new DeliveryOutcome.Delivered(root.Object("result")?.Id("message_id"))
            : Refused(response, root, (int)(root.Integer("error_code") ?? response.Status), now);
    }

    private static DeliveryOutcome Refused(DeliveryResponse response, JsonElement root, int code, DateTimeOffset now) => code switch
    {
        429 => new DeliveryOutcome.Throttled(now + RetryAfter(response, root)),
        400 => Rejected(Explained(root.String("description") ?? ""), code),
        // 404 is what a token that is none gets, as it is part of the path.
        401 or 404 => Rejected(DeliveryRefusal.AuthenticationFailed, code),
        403 => Rejected(DeliveryRefusal.RecipientBlockedUs, code),
        413 => Rejected(DeliveryRefusal.TooLong, code),
        > 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, code),
        // An answer of a gateway, or half of one: the message may be out all the same.
        _ => new DeliveryOutcome.Unknown(),
    };

    /// <summary>Telegram has one code for many causes; the sentence tells them apart.</summary>
    private static DeliveryRefusal Explained(string description) => description switch
    {
        _ when Says(description, "chat not found") || Says(description, "upgraded to a supergroup") => DeliveryRefusal.RecipientUnknown,
        _ when Says(description, "too long") => DeliveryRefusal.TooLong,
        _ when Says(description, "not enough rights") => DeliveryRefusal.NotPermitted,
        _ => DeliveryRefusal.PlatformError,
    };

    private static bool Says(string description, string words) => description.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static TimeSpan RetryAfter(DeliveryResponse response, JsonElement root)
    {
        var seconds = root.Object("parameters")?.Integer("retry_after") ?? (long?)response.RetryAfter?.TotalSeconds ?? 1;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 1, MaxRetryAfterSeconds));
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, int code) => new(reason, code.ToString(CultureInfo.InvariantCulture));

    private static void WriteChat(Utf8JsonWriter json, string chat)
    {
        if (long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            json.WriteNumber("chat_id", id);
        }
        else
        {
            json.WriteString("chat_id", chat);
        }
    }
}
