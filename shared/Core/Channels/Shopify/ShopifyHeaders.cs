namespace OmniFunctions.Channels.Shopify;

/// <summary>The headers of a webhook by either family of names. They are not signed: nothing that matters is decided by them alone.</summary>
internal sealed record ShopifyHeaders(string? Topic, string? Shop, string? WebhookId, string? EventId, string? Version, string? TriggeredAt, string? Hmac)
{
    internal static ShopifyHeaders Of(WebhookRequest request) =>
        request.Header("X-Shopify-Hmac-Sha256") is not null || request.Header("X-Shopify-Topic") is not null ? Of(request, "X-Shopify-") : Of(request, "shopify-");

    /// <summary>What the vendor's own library asks for before it looks at a signature.</summary>
    internal bool AreComplete => Topic is not null && Shop is not null && (WebhookId ?? EventId) is not null && Version is not null;

    private static ShopifyHeaders Of(WebhookRequest request, string prefix) => new(
        Short(request, prefix + "Topic"),
        Short(request, prefix + "Shop-Domain"),
        Short(request, prefix + "Webhook-Id"),
        Short(request, prefix + "Event-Id"),
        Short(request, prefix + "API-Version"),
        Short(request, prefix + "Triggered-At"),
        request.Header(prefix + "Hmac-Sha256"));

    private static string? Short(WebhookRequest request, string name) => request.Header(name) is { Length: > 0 and <= Limits.MaxIdLength } value ? value : null;
}
