using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Teams;

/// <summary>Pictures are behind the bot's token; uploaded files are at an address that is signed by itself.</summary>
internal static class TeamsMedia
{
    private const string Download = "application/vnd.microsoft.teams.file.download.info";

    private static readonly string[] Hosts =
    [
        "smba.trafficmanager.net", ".botframework.com", ".botframework.us", ".botframework.azure.us", ".skype.com", ".teams.microsoft.com", ".teams.microsoft.us", ".botframework.azure.cn",
    ];

    /// <returns>Null when it is no file: a card, a quotation, the same text once more as HTML.</returns>
    internal static (ItemKind Kind, Media Media)? Of(JsonElement attachment)
    {
        if (attachment.String("contentType") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return null;
        }

        if (type == Download)
        {
            var content = attachment.Object("content") ?? default;
            return content.String("downloadUrl") is { } download
                ? (ItemKind.File, new Media(content.Id("uniqueId"), null, content.Id("fileType"), download, FileName: attachment.String("name")))
                : null;
        }

        return attachment.String("contentUrl") is { } url && !type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("application/vnd.microsoft.", StringComparison.OrdinalIgnoreCase)
            ? (KindOf(type), new Media(null, type.Contains('*', StringComparison.Ordinal) ? null : type, Url: url, FileName: attachment.String("name")))
            : null;
    }

    internal static HttpDelivery? Request(Media media, string? accessToken)
    {
        if (!Uri.TryCreate(media.Url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            return null;
        }

        var isTheirs = address.Scheme == Uri.UriSchemeHttps
            && Array.Exists(Hosts, host => host[0] == '.' ? address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase) : address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
        return isTheirs && accessToken is not null
            ? new HttpDelivery("GET", address, null, default) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + accessToken } }
            : new HttpDelivery("GET", address, null, default);
    }

    internal static Fetched Read(DeliveryResponse response, Media media) => response.Status switch
    {
        >= 200 and < 300 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName),
        401 => new Fetched.TokenExpired(),
        >= 400 and < 500 and not 429 => new Fetched.Gone(response.Status.ToString(CultureInfo.InvariantCulture)),
        _ => new Fetched.NotNow(),
    };

    private static ItemKind KindOf(string type) => type switch
    {
        _ when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) => ItemKind.Image,
        _ when type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) => ItemKind.Voice,
        _ when type.StartsWith("video/", StringComparison.OrdinalIgnoreCase) => ItemKind.Video,
        _ => ItemKind.File,
    };
}
