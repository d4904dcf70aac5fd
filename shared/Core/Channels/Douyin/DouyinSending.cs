using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

/// <summary>Answering a private message, and what the platform's answer means.</summary>
internal static class DouyinSending
{
    internal const string Platform = "https://open.douyin.com";
    internal const int MaxTextLength = 1_000;
    internal const long MaxImageBytes = 10 * 1024 * 1024;

    private const string ReplyScene = "im_reply_msg";
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Content is not (OutgoingContent.Text or OutgoingContent.Attachment { Kind: ItemKind.Image }))
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        // Every message is an answer to one of the customer's.
        if (message.Answers is not { MessageId: { } answered } answers || message.PlatformConversation is not { } conversation)
        {
            return new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow);
        }

        var self = account.Setting(DouyinSettings.OpenId) ?? (answers.Details.TryGetValue("account_open_id", out var written) ? written.Text : null);
        if (accessToken is null || self is null || ApiBase.Of(account, Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (message.Content is OutgoingContent.Attachment { File.PlatformId: null })
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("msg_id", answered);
            json.WriteString("conversation_id", conversation);
            json.WriteString("to_user_id", message.Recipient);
            json.WriteString("scene", ReplyScene);
            json.WriteStartObject("content");
            Write(json, message.Content);
            json.WriteEndObject();
        });
        return new HttpDelivery("POST", new Uri(platform, $"im/send/msg/?open_id={Uri.EscapeDataString(self)}"), JsonBody.ContentType, body)
        {
            Headers = new Dictionary<string, string> { ["access-token"] = accessToken },
        };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause));
        }

        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200 && fault is null && Code(root) is { } code
            ? Outcome(code, root.Object("data")?.Id("msg_id") ?? root.Id("msg_id"), now)
            : new DeliveryOutcome.Unknown();
    }

    internal static HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken)
    {
        if (attachment.Kind != ItemKind.Image || accessToken is null || ApiBase.Of(account, Platform) is not { } platform)
        {
            return null;
        }

        var form = new MultipartBody(attachment.File).File("image", attachment.File);
        return new HttpDelivery("POST", new Uri(platform, "tool/imagex/client_upload/"), form.ContentType, form.End())
        {
            Headers = new Dictionary<string, string> { ["access-token"] = accessToken },
        };
    }

    internal static (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status == 200 && fault is null && Code(root) == 0 && (root.Object("data")?.Id("image_id") ?? root.Object("data")?.Id("media_id")) is { } id)
        {
            return (id, null);
        }

        // What was uploaded in vain reached nobody.
        return (null, Interpret(response, now) switch
        {
            DeliveryOutcome.Delivered or DeliveryOutcome.Unknown => new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, null),
            var outcome => outcome,
        });
    }

    /// <summary>The older APIs put it into <c>data</c> or <c>extra</c>, the newer at the top.</summary>
    internal static long? Code(JsonElement root) =>
        root.Object("data")?.Integer("error_code") ?? root.Object("extra")?.Integer("error_code") ?? root.Integer("err_no");

    private static DeliveryOutcome Outcome(long code, string? messageId, DateTimeOffset now) => code switch
    {
        0 => new DeliveryOutcome.Delivered(messageId),
        2190002 or 2190008 or 10008 or 28001003 or 28001008 => new DeliveryOutcome.TokenExpired(),
        2190003 or 2190004 or 28001018 or 28001019 or 28001014 => Rejected(DeliveryRefusal.NotPermitted, code),
        2190001 or 28003017 => Rejected(DeliveryRefusal.TooManyMessages, code),
        2100004 or 2100001 or 28001005 or 28001006 => new DeliveryOutcome.Throttled(now + BusyPause),
        2100009 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        2100005 or 28001007 => Rejected(DeliveryRefusal.PlatformError, code),
        2100007 => Rejected(DeliveryRefusal.RecipientUnknown, code),
        _ => Rejected(DeliveryRefusal.PlatformError, code),
    };

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        if (content is OutgoingContent.Text text)
        {
            json.WriteNumber("msg_type", 1);
            json.WriteStartObject("text");
            json.WriteString("text", text.Body);
            json.WriteEndObject();
            return;
        }

        json.WriteNumber("msg_type", 2);
        json.WriteStartObject("image");
        json.WriteString("media_id", ((OutgoingContent.Attachment)content).File.PlatformId);
        json.WriteEndObject();
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, long code) => new(reason, code.ToString(CultureInfo.InvariantCulture));
}
