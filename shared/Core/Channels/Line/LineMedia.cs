using System.Text.Json;

namespace OmniFunctions.Channels.Line;

/// <summary>Contents of messages. LINE keeps them for a while only.</summary>
internal static class LineMedia
{
    private const int StillBeingMade = 202;

    internal static Media Of(JsonElement message, string id, ChannelAccount account)
    {
        var provider = message.Object("contentProvider");
        return provider?.String("type") == "external"
            ? new Media(null, Url: provider?.String("originalContentUrl"))
            : new Media(id, Url: Address(id, account)?.AbsoluteUri, SizeBytes: message.Integer("fileSize"), FileName: message.String("fileName"));
    }

    internal static HttpDelivery? Request(Media media, ChannelAccount account, string? accessToken)
    {
        if (media.Id is { } id)
        {
            return LineToken.Header(account, accessToken) is { } header && Address(id, account) is { } address
                ? new HttpDelivery("GET", address, null, default) { Headers = header }
                : null;
        }

        // What another account put there; our token is none of its business.
        return Uri.TryCreate(media.Url, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme is "https" or "http" ? new HttpDelivery("GET", elsewhere, null, default) : null;
    }

    internal static Fetched Read(DeliveryResponse response, Media media) => response.Status switch
    {
        StillBeingMade => new Fetched.NotNow(),
        >= 200 and < 300 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName),
        401 => new Fetched.TokenExpired(),
        >= 400 and < 500 and not 429 => new Fetched.Gone(null),
        _ => new Fetched.NotNow(),
    };

    private static Uri? Address(string id, ChannelAccount account) =>
        LineSettings.DataAddress(account) is { } data ? new Uri(data, $"v2/bot/message/{Uri.EscapeDataString(id)}/content") : null;
}
