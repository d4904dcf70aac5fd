using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Slack;

/// <summary>Files both ways. Only Slack's own hosts are shown our token.</summary>
internal static class SlackFile
{
    private static readonly (string Family, ItemKind Kind)[] Kinds = [("image/", ItemKind.Image), ("audio/", ItemKind.Voice), ("video/", ItemKind.Video)];

    internal static ItemKind KindOf(JsonElement file) =>
        file.String("mimetype") is { } mime && Array.Find(Kinds, kind => mime.StartsWith(kind.Family, StringComparison.OrdinalIgnoreCase)) is { Family: not null } found ? found.Kind : ItemKind.File;

    /// <returns>Null when it has no id.</returns>
    internal static Media? Of(JsonElement file) => file.Id("id") is { } id
        ? new Media(id, file.String("mimetype"), file.String("filetype"), file.String("url_private") ?? file.String("url_private_download"), file.Integer("size"), file.String("name"))
        : null;

    /// <summary>A file shared from elsewhere comes as its id only, and is asked about first.</summary>
    internal static HttpDelivery? Request(Media media, ChannelAccount account)
    {
        if (account.Setting(SlackSettings.BotToken) is not { } token || ApiBase.Of(account, SlackSettings.Platform) is not { } platform)
        {
            return null;
        }

        if (Uri.TryCreate(media.Url, UriKind.Absolute, out var address))
        {
            return IsSlack(address, account) ? new HttpDelivery("GET", address, null, default) { Headers = Bearer(token) } : null;
        }

        return media.Id is { } id ? new HttpDelivery("GET", new Uri(platform, $"files.info?file={Uri.EscapeDataString(id)}"), null, default) { Headers = Bearer(token) } : null;
    }

    internal static Fetched Read(DeliveryResponse response, Media media, ChannelAccount account)
    {
        if (response.Status is 429 or >= 500)
        {
            return new Fetched.NotNow();
        }

        if (response.Status != 200)
        {
            return new Fetched.Gone(response.Status.ToString(CultureInfo.InvariantCulture));
        }

        if (media.Url is null)
        {
            return Found(response, media, account);
        }

        var mime = response.Headers.GetValueOrDefault("content-type");
        // Without the right to read files there is a page to sign in on, and no error.
        return mime?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is true && media.Mime?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) is not true
            ? new Fetched.Gone("sign-in page")
            : new Fetched.Content(response.Body, mime ?? media.Mime, media.FileName);
    }

    internal static HttpDelivery? Upload(OutgoingContent.Attachment attachment, ChannelAccount account) =>
        account.Setting(SlackSettings.BotToken) is { } token && ApiBase.Of(account, SlackSettings.Platform) is { } platform
            ? new HttpDelivery(
                "POST",
                new Uri(platform, "files.getUploadURLExternal"),
                FormBody.ContentType,
                FormBody.Of([("filename", attachment.File.Name), ("length", attachment.File.Content.Length.ToString(CultureInfo.InvariantCulture))])) { Headers = Bearer(token) }
            : null;

    internal static HttpDelivery? UploadBytes(DeliveryResponse response, OutgoingContent.Attachment attachment, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return fault is null && Uri.TryCreate(root.String("upload_url"), UriKind.Absolute, out var address) && IsSlack(address, account)
            ? new HttpDelivery("POST", address, "application/octet-stream", attachment.File.Content)
            : null;
    }

    internal static Dictionary<string, string> Bearer(string token) => new() { ["Authorization"] = "Bearer " + token };

    /// <summary>What <c>files.info</c> says; when the content itself comes after it, this is not JSON of that id.</summary>
    private static Fetched Found(DeliveryResponse response, Media media, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (fault is null && root.Flag("ok") is { } taken && (!taken || root.Object("file")?.Id("id") == media.Id))
        {
            return account.Setting(SlackSettings.BotToken) is { } token
                && Uri.TryCreate(root.Object("file")?.String("url_private"), UriKind.Absolute, out var address)
                && IsSlack(address, account)
                    ? new Fetched.Elsewhere(new HttpDelivery("GET", address, null, default) { Headers = Bearer(token) })
                    : new Fetched.Gone(root.String("error"));
        }

        return new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName);
    }

    private static bool IsSlack(Uri address, ChannelAccount account) =>
        (address.Scheme == Uri.UriSchemeHttps && (address.Host == "slack.com" || address.Host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase) || address.Host.EndsWith(".slack-files.com", StringComparison.OrdinalIgnoreCase)))
        || (ApiBase.Of(account, SlackSettings.Platform) is { } api && api.Scheme == address.Scheme && api.Host == address.Host);
}
