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
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        var method = TelegramContent.MethodOf(message.Content);
        if (Method(account, method) is not { } address)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        return message.Content is OutgoingContent.Attachment { File: { PlatformId: null, Content.Length: > 0 } } attachment
            ? TelegramContent.Form(address, attachment, Frame(message))
            : new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
            {
                foreach (var (name, value) in Frame(message))
                {
                    WriteId(json, name, value);
                }

                TelegramContent.Write(json, message.Content);
            }));
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account) => signal is OutgoingSignal.Typing && Method(account, "sendChatAction") is { } address
        ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            foreach (var (name, value) in Frame(addressee))
            {
                WriteId(json, name, value);
            }

            json.WriteString("action", "typing");
        }))
        : null;

    /// <summary>A bot deletes what is not older.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromHours(48);

    internal static HttpDelivery? Recall(string platformMessageId, OutgoingMessage addressee, ChannelAccount account) => Method(account, "deleteMessage") is { } address
        ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            WriteId(json, "chat_id", addressee.PlatformConversation ?? addressee.Recipient);
            WriteId(json, "message_id", platformMessageId);
        }))
        : null;

    /// <summary>Put together as text: a relative address that begins "bot123:" would be read as one of the scheme "bot123".</summary>
    internal static Uri? Method(ChannelAccount account, string name) =>
        account.Setting(BotTokenSetting) is { } token && ApiBase.Of(account, Platform) is { } platform && Uri.TryCreate($"{platform.AbsoluteUri}bot{token}/{name}", UriKind.Absolute, out var address)
            ? address
            : null;

    internal static string? FileRoot(ChannelAccount account) =>
        account.Setting(BotTokenSetting) is { } token && ApiBase.Of(account, Platform) is { } platform ? $"{platform.AbsoluteUri}file/bot{token}/" : null;

    /// <summary>Where the message goes: a chat, and in it the topic or the business account in whose name the bot answers.</summary>
    private static IEnumerable<(string Name, string Value)> Frame(OutgoingMessage message)
    {
        yield return ("chat_id", message.PlatformConversation ?? message.Recipient);
        if (message.Answers?.Details.GetValueOrDefault("thread_id").Text is { } topic)
        {
            yield return ("message_thread_id", topic);
        }

        if (message.Answers?.Details.GetValueOrDefault("business_connection_id").Text is { } business)
        {
            yield return ("business_connection_id", business);
        }
    }

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { Kind: not (ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File) } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment { File: { PlatformId: null, Address: null, Content.Length: 0 } } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment attachment => attachment.Caption?.Length > TelegramContent.MaxCaptionLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Place => null,
        OutgoingContent.Choices { Options.Count: 0 or > OutgoingContent.Choices.MaxOptions } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Choices choices => choices.Body.Length > MaxTextLength || choices.Options.Any(option => System.Text.Encoding.UTF8.GetByteCount(option.Id) > TelegramContent.MaxCallbackBytes)
            ? DeliveryRefusal.TooLong
            : null,
        _ => DeliveryRefusal.KindNotSupported,
    };

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

    private static void WriteId(Utf8JsonWriter json, string name, string value)
    {
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            json.WriteNumber(name, id);
        }
        else
        {
            json.WriteString(name, value);
        }
    }
}
