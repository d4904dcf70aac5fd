using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.WeChat;

/// <summary>Sending a customer-service or template message, and what the platform's answer means.</summary>
internal static class WeChatSending
{
    /// <summary>The platform counts UTF-8 bytes: a third as many Chinese characters.</summary>
    internal const int MaxTextBytes = 2_048;

    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken, bool isMiniProgram)
    {
        if (message.Text is { } text && Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (message.Content is OutgoingContent.Template template)
        {
            return WeChatTemplate.Compose(message.Recipient, template, account, accessToken, isMiniProgram);
        }

        if ((isMiniProgram ? MiniProgramContent(message.Content, account) : Content(message.Content, account)) is not { } write)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        return WeChatSettings.Api(account, "message/custom/send", accessToken) is { } address
            ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("touser", message.Recipient);
                write(json);
            }))
            : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    /// <summary>Typing is shown for fifteen seconds, or until the next message.</summary>
    internal static HttpDelivery? Typing(string recipient, ChannelAccount account, string? accessToken) =>
        WeChatSettings.Api(account, "message/custom/typing", accessToken) is { } address
            ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("touser", recipient);
                json.WriteString("command", "Typing");
            }))
            : null;

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

    /// <returns>Null where an official account has no such message.</returns>
    private static Action<Utf8JsonWriter>? Content(OutgoingContent content, ChannelAccount account) => content switch
    {
        OutgoingContent.Text text => json => Typed(json, "text", () => json.WriteString("content", text.Body)),
        OutgoingContent.Attachment { Kind: ItemKind.Image or ItemKind.Voice, File.PlatformId: { } id } file when WeChatMedia.TypeOf(file.Kind) is { } type =>
            json => Typed(json, type, () => json.WriteString("media_id", id)),
        OutgoingContent.Attachment { Kind: ItemKind.Video, File: { PlatformId: { } id } file } attachment => json => Typed(json, "video", () =>
        {
            json.WriteString("media_id", id);
            WriteIfThere(json, "thumb_media_id", account.Setting(WeChatSettings.ThumbnailMediaId));
            json.WriteString("title", file.Name);
            WriteIfThere(json, "description", attachment.Caption);
        }),
        OutgoingContent.Page { Link: var link } => json => Typed(json, "news", () =>
        {
            json.WriteStartArray("articles");
            json.WriteStartObject();
            json.WriteString("title", link.Title ?? link.Url);
            json.WriteString("description", link.Description ?? "");
            json.WriteString("url", link.Url);
            json.WriteEndObject();
            json.WriteEndArray();
        }),
        OutgoingContent.Choices choices when choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions => json => Typed(json, "msgmenu", () =>
        {
            json.WriteString("head_content", choices.Body);
            json.WriteStartArray("list");
            foreach (var choice in choices.Options)
            {
                json.WriteStartObject();
                json.WriteString("id", choice.Id);
                json.WriteString("content", choice.Title);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("tail_content", "");
        }),
        OutgoingContent.MiniProgram { Card: var card } => MiniProgramPage(card, account, withAppId: true),
        _ => null,
    };

    /// <returns>Null where a mini program's customer service has no such message: it has four.</returns>
    private static Action<Utf8JsonWriter>? MiniProgramContent(OutgoingContent content, ChannelAccount account) => content switch
    {
        OutgoingContent.Text text => json => Typed(json, "text", () => json.WriteString("content", text.Body)),
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.PlatformId: { } id } => json => Typed(json, "image", () => json.WriteString("media_id", id)),
        OutgoingContent.Page { Link: var link } => json => Typed(json, "link", () =>
        {
            json.WriteString("title", link.Title ?? link.Url);
            json.WriteString("description", link.Description ?? "");
            json.WriteString("url", link.Url);
            json.WriteString("thumb_url", "");
        }),
        OutgoingContent.MiniProgram { Card: var card } => MiniProgramPage(card, account, withAppId: false),
        _ => null,
    };

    /// <summary>A card must have a picture that the platform knows.</summary>
    private static Action<Utf8JsonWriter>? MiniProgramPage(Card card, ChannelAccount account, bool withAppId)
    {
        if (account.Setting(WeChatSettings.ThumbnailMediaId) is not { } thumbnail || card.Path is not { } path || (withAppId && card.AppId is null))
        {
            return null;
        }

        return json => Typed(json, "miniprogrampage", () =>
        {
            json.WriteString("title", card.Title ?? "");
            if (withAppId)
            {
                json.WriteString("appid", card.AppId);
            }

            json.WriteString("pagepath", path);
            json.WriteString("thumb_media_id", thumbnail);
        });
    }

    private static DeliveryOutcome Outcome(long code, string? messageId, DateTimeOffset now) => code switch
    {
        0 => new DeliveryOutcome.Delivered(messageId),
        -1 => new DeliveryOutcome.Throttled(now + BusyPause),
        40001 or 40014 or 42001 => new DeliveryOutcome.TokenExpired(),
        45011 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        _ => new DeliveryOutcome.Rejected(Reason(code), code.ToString(CultureInfo.InvariantCulture)),
    };

    private static DeliveryRefusal Reason(long code) => code switch
    {
        40003 => DeliveryRefusal.RecipientUnknown,
        40004 or 40008 => DeliveryRefusal.KindNotSupported,
        40013 or 40125 => DeliveryRefusal.AuthenticationFailed,
        43004 or 43019 or 43101 => DeliveryRefusal.RecipientBlockedUs,
        45002 or 45003 or 45004 or 45008 => DeliveryRefusal.TooLong,
        45009 => DeliveryRefusal.Throttled,
        45015 => DeliveryRefusal.OutsideReplyWindow,
        45047 => DeliveryRefusal.TooManyMessages,
        48001 or 48004 or 50001 or 50002 => DeliveryRefusal.NotPermitted,
        _ => DeliveryRefusal.PlatformError,
    };

    private static void Typed(Utf8JsonWriter json, string type, Action members)
    {
        json.WriteString("msgtype", type);
        json.WriteStartObject(type);
        members();
        json.WriteEndObject();
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
