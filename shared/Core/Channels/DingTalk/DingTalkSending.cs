using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.DingTalk;

/// <summary>
/// An answer of the robot: to the person or group by the API. Where the account has no secret to buy a token with, a text goes by the short way that came with
/// the question while that is good.
/// </summary>
internal static class DingTalkSending
{
    internal const int MaxTextLength = 5_000;
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromSeconds(30);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (accessToken is null)
        {
            return message.Text is { } text && SessionWebhook(message, account) is { } webhook
                ? new HttpDelivery("POST", webhook, JsonBody.ContentType, JsonBody.Of(json =>
                {
                    json.WriteString("msgtype", "text");
                    json.WriteStartObject("text");
                    json.WriteString("content", text);
                    json.WriteEndObject();
                }))
                : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (RobotCode(message, account) is not { } robot || ApiBase.Of(account, DingTalkSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (ContentOf(message.Content) is not { } content)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        var group = message.PlatformConversation;
        var body = JsonBody.Of(json =>
        {
            json.WriteString("robotCode", robot);
            if (group is null)
            {
                json.WriteStartArray("userIds");
                json.WriteStringValue(message.Recipient);
                json.WriteEndArray();
            }
            else
            {
                json.WriteString("openConversationId", group);
            }

            json.WriteString("msgKey", content.Key);
            json.WriteString("msgParam", Encoding.UTF8.GetString(content.Parameters.Span));
        });
        return new HttpDelivery("POST", new Uri(platform, group is null ? "v1.0/robot/oToMessages/batchSend" : "v1.0/robot/groupMessages/send"), JsonBody.ContentType, body)
        {
            Headers = Authorised(accessToken),
        };
    }

    internal static Dictionary<string, string> Authorised(string accessToken) => new() { ["x-acs-dingtalk-access-token"] = accessToken };

    internal static HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken)
    {
        if (media.Id is not { } code
            || accessToken is null
            || (account.Setting(DingTalkSettings.RobotCode) ?? account.Setting(DingTalkSettings.AppKey) ?? account.Setting(DingTalkSettings.OwnerKey)) is not { } robot
            || ApiBase.Of(account, DingTalkSettings.Platform) is not { } platform)
        {
            return null;
        }

        return new HttpDelivery("POST", new Uri(platform, "v1.0/robot/messageFiles/download"), JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("downloadCode", code);
            json.WriteString("robotCode", robot);
        }))
        {
            Headers = Authorised(accessToken),
        };
    }

    /// <summary>First only an address comes, then what is there.</summary>
    internal static Fetched ReadFetched(DeliveryResponse response, Media media)
    {
        var mime = response.Headers.GetValueOrDefault("content-type");
        if (response.Status == 200
            && JsonReading.ReadObject(response.Body) is { Fault: null, Root: var said }
            && said.String("downloadUrl") is { } where
            && Uri.TryCreate(where, UriKind.Absolute, out var address)
            && address.Scheme is "https" or "http")
        {
            return new Fetched.Elsewhere(new HttpDelivery("GET", address, null, default));
        }

        return response.Status switch
        {
            200 => new Fetched.Content(response.Body, mime, media.FileName),
            401 or 403 when mime?.StartsWith(JsonBody.ContentType, StringComparison.Ordinal) == true => new Fetched.TokenExpired(),
            429 or >= 500 => new Fetched.NotNow(),
            var status => new Fetched.Gone(((long?)status).Digits()),
        };
    }

    internal static HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken)
    {
        var type = attachment.Kind switch
        {
            ItemKind.Image => "image",
            ItemKind.Voice => "voice",
            ItemKind.Video => "video",
            ItemKind.File => "file",
            _ => null,
        };
        if (type is null
            || accessToken is null
            || !Uri.TryCreate(account.Setting(DingTalkSettings.UploadBase) ?? DingTalkSettings.OldPlatform, UriKind.Absolute, out var platform)
            || platform.Scheme is not ("https" or "http"))
        {
            return null;
        }

        var form = new MultipartBody(attachment.File).File("media", attachment.File);
        return new HttpDelivery("POST", new Uri(platform, $"/media/upload?access_token={Uri.EscapeDataString(accessToken)}&type={type}"), form.ContentType, form.End());
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (response.Status == 429)
        {
            return new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause));
        }

        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status >= 500 || fault is not null)
        {
            return new DeliveryOutcome.Unknown();
        }

        if (response.Status is >= 200 and < 300)
        {
            return root.Id("processQueryKey") is { } key ? Reached(root, key, now) : Old(root, now);
        }

        var code = root.String("code") ?? ((long?)response.Status).Digits()!;
        return code switch
        {
            "InvalidAuthentication" or "Forbidden.AccessDenied.AccessTokenInvalid" or "invalidauthentication" => new DeliveryOutcome.TokenExpired(),
            _ when Says(code, "Throttling") || Says(code, "QpsLimit") || Says(code, "flowControl") => new DeliveryOutcome.Throttled(now + FrequencyPause),
            _ => new DeliveryOutcome.Rejected(Reason(code), code),
        };
    }

    /// <summary>Taken, and yet some people are named whom it does not reach.</summary>
    private static DeliveryOutcome Reached(JsonElement root, string key, DateTimeOffset now) =>
        root.Array("invalidStaffIdList").Any() ? new DeliveryOutcome.Rejected(DeliveryRefusal.RecipientUnknown, "invalidStaffIdList")
        : root.Array("flowControlledStaffIdList").Any() ? new DeliveryOutcome.Throttled(now + FrequencyPause)
        : new DeliveryOutcome.Delivered(key);

    /// <summary>The short way and uploads answer in the older form.</summary>
    private static DeliveryOutcome Old(JsonElement root, DateTimeOffset now) => root.Integer("errcode") switch
    {
        0 => new DeliveryOutcome.Delivered(null),
        null => new DeliveryOutcome.Unknown(),
        40001 or 40014 or 42001 => new DeliveryOutcome.TokenExpired(),
        -1 or 88 or 90018 or 130101 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        { } code => new DeliveryOutcome.Rejected(
            code switch
            {
                300001 or 310000 => DeliveryRefusal.OutsideReplyWindow,
                40035 or 40078 => DeliveryRefusal.KindNotSupported,
                _ => DeliveryRefusal.PlatformError,
            },
            code.ToString(CultureInfo.InvariantCulture)),
    };

    private static DeliveryRefusal Reason(string code) => code switch
    {
        _ when Says(code, "staffId") || Says(code, "userId") || Says(code, "openConversationId") => DeliveryRefusal.RecipientUnknown,
        _ when Says(code, "robotCode") => DeliveryRefusal.AccountNotConfigured,
        _ when Says(code, "Forbidden") || Says(code, "permission") => DeliveryRefusal.NotPermitted,
        _ when Says(code, "tooLong") || Says(code, "overLimit") => DeliveryRefusal.TooLong,
        _ => DeliveryRefusal.PlatformError,
    };

    private static bool Says(string code, string words) => code.Contains(words, StringComparison.OrdinalIgnoreCase);

    internal static string? RobotCode(OutgoingMessage message, ChannelAccount account) =>
        account.Setting(DingTalkSettings.RobotCode)
        // "normal" stands where an older robot has no code of its own.
        ?? (message.Answers is { } answered && answered.Details.TryGetValue("robot_code", out var code) && code.Text is not (null or "normal") ? code.Text : null)
        ?? account.Setting(DingTalkSettings.AppKey)
        ?? account.Setting(DingTalkSettings.OwnerKey);

    /// <returns>Null when it is over, or leads elsewhere than to the platform: the body that brought it is not signed.</returns>
    private static Uri? SessionWebhook(OutgoingMessage message, ChannelAccount account) =>
        message.Answers is { } answered
        && answered.Details.TryGetValue("session_webhook", out var webhook)
        && answered.Details.TryGetValue("session_webhook_expires_ms", out var expires)
        && UnixTime.FromMilliseconds(expires.Number) > message.At
        && Uri.TryCreate(webhook.Text, UriKind.Absolute, out var address)
        && (address.GetLeftPart(UriPartial.Authority) == DingTalkSettings.OldPlatform
            || (account.Setting(DingTalkSettings.UploadBase) is { } own && Uri.TryCreate(own, UriKind.Absolute, out var ours)
                && address.GetLeftPart(UriPartial.Authority) == ours.GetLeftPart(UriPartial.Authority)))
            ? address
            : null;

    /// <returns>Null where the platform has no such message.</returns>
    private static (string Key, ReadOnlyMemory<byte> Parameters)? ContentOf(OutgoingContent content) => content switch
    {
        OutgoingContent.Text text => ("sampleText", JsonBody.Of(json => json.WriteString("content", text.Body))),
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.PlatformId: { } id } => ("sampleImageMsg", JsonBody.Of(json => json.WriteString("photoURL", id))),
        // A voice message must say how long it is and a video bring a picture, neither of which is known here: both go as files.
        OutgoingContent.Attachment { Kind: ItemKind.File or ItemKind.Video or ItemKind.Voice, File: { PlatformId: { } id } file } => ("sampleFile", JsonBody.Of(json =>
        {
            json.WriteString("mediaId", id);
            json.WriteString("fileName", file.Name);
            json.WriteString("fileType", Path.GetExtension(file.Name).TrimStart('.'));
        })),
        OutgoingContent.Page { Link: var link } => ("sampleLink", JsonBody.Of(json =>
        {
            json.WriteString("title", link.Title ?? link.Url);
            json.WriteString("text", link.Description ?? link.Url);
            json.WriteString("messageUrl", link.Url);
        })),
        _ => null,
    };
}
