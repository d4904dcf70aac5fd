using System.Security.Cryptography;

namespace OmniFunctions.Channels.Meta;

/// <summary>Files come in two steps: the id is exchanged for an address of five minutes, and that is asked with the same token.</summary>
internal static class WhatsAppMedia
{
    internal static HttpDelivery? Request(Media media, ChannelAccount account) =>
        media.Id is { } id && account.Setting(MetaSettings.AccessToken) is { } token && MetaSettings.Graph(account, MetaSettings.Platform) is { } graph
            ? new HttpDelivery("GET", new Uri(graph, Uri.EscapeDataString(id)), null, default) { Headers = MetaSettings.Bearer(token) }
            : null;

    internal static Fetched Read(DeliveryResponse response, Media media, ChannelAccount account)
    {
        if (response.Status is 401)
        {
            return new Fetched.TokenExpired();
        }

        if (response.Status is >= 400 and < 500 and not 429)
        {
            return new Fetched.Gone(Code(response));
        }

        if (response.Status is < 200 or >= 300)
        {
            return new Fetched.NotNow();
        }

        // A customer's own file may look like the first step's answer and would send our token where it says. The id tells them
        // apart: nobody knows it before the file is there.
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (fault is null && root.Id("id") is { } id && id == media.Id && root.String("url") is { } address)
        {
            return account.Setting(MetaSettings.AccessToken) is { } token && Uri.TryCreate(address, UriKind.Absolute, out var place) && IsTrusted(place, account)
                ? new Fetched.Elsewhere(new HttpDelivery("GET", place, null, default) { Headers = MetaSettings.Bearer(token) })
                : new Fetched.Gone("address");
        }

        return media.Sha256 is { } digest && Convert.ToHexStringLower(SHA256.HashData(response.Body.Span)) != digest
            // Cut short, or changed on the way.
            ? new Fetched.NotNow()
            : new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName);
    }

    internal static HttpDelivery? Upload(OutgoingContent.Attachment attachment, ChannelAccount account)
    {
        if (account.Setting(MetaSettings.AccessToken) is not { } token
            || account.Setting(MetaSettings.PhoneNumberId) is not { } number
            || MetaSettings.Graph(account, MetaSettings.Platform) is not { } graph)
        {
            return null;
        }

        var form = new MultipartBody(attachment.File).Field("messaging_product", "whatsapp").Field("type", attachment.File.Mime).File("file", attachment.File);
        return new HttpDelivery("POST", new Uri(graph, Uri.EscapeDataString(number) + "/media"), form.ContentType, form.End()) { Headers = MetaSettings.Bearer(token) };
    }

    internal static (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("id"), (answer, at) => MetaOutcome.Of(answer, at, _ => null));

    /// <summary>WhatsApp writes digests in base64.</summary>
    /// <returns>Lower-case hexadecimal; null when it is no SHA-256.</returns>
    internal static string? Digest(string? base64)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        return base64 is { Length: 44 } && Convert.TryFromBase64String(base64, digest, out var written) && written == digest.Length
            ? Convert.ToHexStringLower(digest)
            : null;
    }

    private static bool IsTrusted(Uri place, ChannelAccount account) =>
        (place.Scheme == Uri.UriSchemeHttps && (place.Host.EndsWith(".fbsbx.com", StringComparison.OrdinalIgnoreCase) || place.Host.EndsWith(".fbcdn.net", StringComparison.OrdinalIgnoreCase) || place.Host.EndsWith(".whatsapp.net", StringComparison.OrdinalIgnoreCase)))
        || (ApiBase.Of(account, MetaSettings.Platform) is { } api && api.Host == place.Host && api.Scheme == place.Scheme);

    private static string? Code(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return fault is null ? root.Object("error")?.Id("code") : null;
    }
}
