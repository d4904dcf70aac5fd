using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Weibo;

/// <summary>A private message to who wrote one: a form, with the content as JSON in a field.</summary>
internal static class WeiboSending
{
    internal const int MaxTextLength = 300;
    private static readonly TimeSpan FrequencyPause = TimeSpan.FromMinutes(1);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (account.Setting(WeiboSettings.AccessToken) is not { } token || ApiBase.Of(account, WeiboSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (ContentOf(message.Content) is not { } content)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        var form = FormBody.Of(
        [
            ("access_token", token),
            ("type", content.Type),
            ("data", Encoding.UTF8.GetString(content.Json.Span)),
            ("receiver_id", message.Recipient),
            // 0 = kept out of the account's own outbox, so that nobody answers there a second time.
            ("save_sender_box", "0"),
        ]);
        return new HttpDelivery("POST", new Uri(platform, "2/messages/reply.json"), FormBody.ContentType, form);
    }

    internal static HttpDelivery? UploadRequest(OutgoingMessage message, ChannelAccount account)
    {
        if (message.Content is not OutgoingContent.Attachment { Kind: ItemKind.Image } attachment
            || account.Setting(WeiboSettings.AccessToken) is not { } token
            || Upload(account) is not { } platform)
        {
            return null;
        }

        var form = new MultipartBody(attachment.File).File("file", attachment.File);
        var address = new Uri(platform, $"/2/mss/upload.json?access_token={Uri.EscapeDataString(token)}&tuid={Uri.EscapeDataString(message.Recipient)}");
        return new HttpDelivery("POST", address, form.ContentType, form.End());
    }

    internal static HttpDelivery? FetchRequest(Media media, ChannelAccount account) =>
        media.Id is { } id && account.Setting(WeiboSettings.AccessToken) is { } token && Upload(account) is { } platform
            ? new HttpDelivery("GET", new Uri(platform, $"/2/mss/msget?access_token={Uri.EscapeDataString(token)}&fid={Uri.EscapeDataString(id)}"), null, default)
            : null;

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

        if (root.Integer("error_code") is { } code)
        {
            return code switch
            {
                10022 or 10023 or 10024 => new DeliveryOutcome.Throttled(now + FrequencyPause),
                _ => new DeliveryOutcome.Rejected(Reason(code), code.ToString(CultureInfo.InvariantCulture)),
            };
        }

        return root.Flag("result") switch
        {
            true => new DeliveryOutcome.Delivered(root.Id("message_id") ?? root.Id("id")),
            false => new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, null),
            null => root.Id("id") is { } id ? new DeliveryOutcome.Delivered(id) : new DeliveryOutcome.Unknown(),
        };
    }

    private static DeliveryRefusal Reason(long code) => code switch
    {
        21314 or 21315 or 21316 or 21317 or 21327 or 21332 or 10013 => DeliveryRefusal.AuthenticationFailed,
        10014 or 20301 or 20302 or 26403 => DeliveryRefusal.NotPermitted,
        20003 or 20304 => DeliveryRefusal.RecipientUnknown,
        20306 or 20307 or 20309 => DeliveryRefusal.RecipientBlockedUs,
        20012 or 20013 => DeliveryRefusal.TooLong,
        26401 or 26405 => DeliveryRefusal.OutsideReplyWindow,
        _ => DeliveryRefusal.PlatformError,
    };

    /// <returns>Null where the platform has no such message.</returns>
    private static (string Type, ReadOnlyMemory<byte> Json)? ContentOf(OutgoingContent content) => content switch
    {
        OutgoingContent.Text text => ("text", JsonBody.Of(json => json.WriteString("text", text.Body))),
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.PlatformId: { } id } => ("image", JsonBody.Of(json => File(json, id))),
        OutgoingContent.Place { Location: var place } => ("position", JsonBody.Of(json =>
        {
            json.WriteString("longitude", place.Longitude.ToString(CultureInfo.InvariantCulture));
            json.WriteString("latitude", place.Latitude.ToString(CultureInfo.InvariantCulture));
        })),
        OutgoingContent.Page { Link: var link } => ("articles", JsonBody.Of(json =>
        {
            json.WriteStartArray("articles");
            json.WriteStartObject();
            json.WriteString("display_name", link.Title ?? link.Url);
            json.WriteString("summary", link.Description ?? "");
            json.WriteString("image", "");
            json.WriteString("url", link.Url);
            json.WriteEndObject();
            json.WriteEndArray();
        })),
        _ => null,
    };

    /// <summary>An upload gives two handles, kept as one text: the file's and its small copy's.</summary>
    internal static string? Handle(JsonElement root) => root.Id("vfid") is { } small ? $"{small},{root.Id("tovfid") ?? root.Id("fid") ?? small}" : root.Id("fid");

    private static void File(Utf8JsonWriter json, string handle)
    {
        var parts = handle.Split(',');
        json.WriteString("vfid", parts[0]);
        json.WriteString("tovfid", parts[^1]);
    }

    private static Uri? Upload(ChannelAccount account) =>
        Uri.TryCreate(account.Setting(WeiboSettings.UploadBase) ?? WeiboSettings.UploadPlatform, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : null;
}
