namespace OmniFunctions.Channels;

/// <summary>Media that lie openly at their address, for a time.</summary>
internal static class PlainFetch
{
    internal static HttpDelivery? Request(Media media) =>
        Uri.TryCreate(media.Url, UriKind.Absolute, out var address) && address.Scheme is "https" ? new HttpDelivery("GET", address, null, default) : null;

    internal static Fetched Read(DeliveryResponse response) => response.Status switch
    {
        200 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type")),
        408 or 429 or >= 500 => new Fetched.NotNow(),
        _ => new Fetched.Gone(null),
    };
}
