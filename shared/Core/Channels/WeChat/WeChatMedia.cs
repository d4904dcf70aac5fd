using System.Text;

namespace OmniFunctions.Channels.WeChat;

/// <summary>Files of a message: fetched by their id, which is good for three days, and brought to the platform before they can be sent. WeCom has the same two calls.</summary>
internal static class WeChatMedia
{
    internal static HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken, string platform)
    {
        if (ApiBase.Of(account, platform) is not { } api)
        {
            return null;
        }

        if (media.Id is { } id && accessToken is not null)
        {
            return new HttpDelivery("GET", new Uri(api, $"cgi-bin/media/get?access_token={Uri.EscapeDataString(accessToken)}&media_id={Uri.EscapeDataString(id)}"), null, default);
        }

        return Elsewhere(media.Url);
    }

    /// <summary>An error comes with status 200 and as JSON where the file should be; so does a video, of which only the address is given.</summary>
    internal static Fetched ReadFetched(DeliveryResponse response)
    {
        if (response.Status is 429 or >= 500)
        {
            return new Fetched.NotNow();
        }

        if (response.Status != 200)
        {
            return new Fetched.Gone(null);
        }

        var mime = response.Headers.GetValueOrDefault("content-type");
        if (IsWords(mime) && JsonReading.ReadObject(response.Body) is { Fault: null, Root: var said })
        {
            if (Elsewhere(said.String("video_url") ?? said.String("down_url")) is { } video)
            {
                return new Fetched.Elsewhere(video);
            }

            if (said.Integer("errcode") is { } code and not 0)
            {
                return code switch
                {
                    40001 or 40014 or 42001 => new Fetched.TokenExpired(),
                    -1 or 45009 or 45011 or 45033 => new Fetched.NotNow(),
                    _ => new Fetched.Gone(((long?)code).Digits()),
                };
            }
        }

        return new Fetched.Content(response.Body, mime, FileName(response.Headers.GetValueOrDefault("content-disposition")));
    }

    internal static HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken, string platform)
    {
        if (accessToken is null || ApiBase.Of(account, platform) is not { } api || TypeOf(attachment.Kind) is not { } type)
        {
            return null;
        }

        var form = new MultipartBody(attachment.File).File("media", attachment.File);
        return new HttpDelivery("POST", new Uri(api, $"cgi-bin/media/upload?access_token={Uri.EscapeDataString(accessToken)}&type={type}"), form.ContentType, form.End());
    }

    /// <returns>Null where the platform has no such type.</returns>
    internal static string? TypeOf(ItemKind kind) => kind switch
    {
        ItemKind.Image => "image",
        ItemKind.Voice => "voice",
        ItemKind.Video => "video",
        ItemKind.File => "file",
        _ => null,
    };

    private static HttpDelivery? Elsewhere(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? new HttpDelivery("GET", uri, null, default) : null;

    private static bool IsWords(string? mime) =>
        mime is null || mime.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) || mime.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase);

    /// <summary>The platform writes names in raw UTF-8, which HTTP reads as Latin-1.</summary>
    private static string? FileName(string? disposition)
    {
        const string Mark = "filename=";
        if (disposition?.IndexOf(Mark, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
        {
            return null;
        }

        var name = disposition[(at + Mark.Length)..].Split(';')[0].Trim().Trim('"');
        return name.Length is 0 or > Limits.MaxIdLength ? null : name.All(letter => letter <= '\u00FF') ? StrictUtf8.Decode(Encoding.Latin1.GetBytes(name)) ?? name : name;
    }
}
