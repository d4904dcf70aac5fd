using System.Globalization;
using System.Text;

namespace OmniFunctions.Channels.Twilio;

/// <summary>Files are behind the account's own name and secret, which only Twilio's hosts are shown; what they lead on to is signed by itself.</summary>
internal static class TwilioMedia
{
    internal static Media[] Of(IReadOnlyList<KeyValuePair<string, string>> form, int max)
    {
        var count = int.TryParse(form.Value("NumMedia"), NumberStyles.None, CultureInfo.InvariantCulture, out var named) ? Math.Min(named, max) : 0;
        var media = new List<Media>(count);
        for (var index = 0; index < count; index++)
        {
            var number = index.ToString(CultureInfo.InvariantCulture);
            if (form.Value("MediaUrl" + number) is { } url)
            {
                media.Add(new Media(null, form.Value("MediaContentType" + number), Url: url));
            }
        }

        return [.. media];
    }

    internal static ItemKind KindOf(Media media) => media.Mime switch
    {
        { } mime when mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => ItemKind.Image,
        { } mime when mime.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => ItemKind.Voice,
        { } mime when mime.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => ItemKind.Video,
        _ => ItemKind.File,
    };

    internal static HttpDelivery? Request(Media media, ChannelAccount account) =>
        Uri.TryCreate(media.Url, UriKind.Absolute, out var address) && IsTwilio(address, account) && Credentials(account) is { } credentials
            ? new HttpDelivery("GET", address, null, default) { Headers = credentials }
            : null;

    internal static Fetched Read(DeliveryResponse response, Media media) => response.Status switch
    {
        301 or 302 or 303 or 307 or 308 => Uri.TryCreate(response.Headers.GetValueOrDefault("location"), UriKind.Absolute, out var elsewhere) && elsewhere.Scheme is "https" or "http"
            ? new Fetched.Elsewhere(new HttpDelivery("GET", elsewhere, null, default))
            : new Fetched.Gone("location"),
        >= 200 and < 300 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName),
        >= 400 and < 500 and not 429 => new Fetched.Gone(response.Status.ToString(CultureInfo.InvariantCulture)),
        _ => new Fetched.NotNow(),
    };

    /// <returns>Null when the account has none.</returns>
    internal static Dictionary<string, string>? Credentials(ChannelAccount account)
    {
        var name = account.Setting(TwilioSettings.ApiKey) ?? account.Setting(TwilioSettings.AccountSid);
        var secret = account.Setting(TwilioSettings.ApiKey) is null ? account.Setting(TwilioSettings.AuthToken) : account.Setting(TwilioSettings.ApiKeySecret);
        return name is null || secret is null
            ? null
            : new Dictionary<string, string> { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")) };
    }

    private static bool IsTwilio(Uri address, ChannelAccount account) =>
        (address.Scheme == Uri.UriSchemeHttps && (address.Host == "twilio.com" || address.Host.EndsWith(".twilio.com", StringComparison.OrdinalIgnoreCase)))
        || (ApiBase.Of(account, TwilioSettings.Platform) is { } api && api.Scheme == address.Scheme && api.Host == address.Host);
}
