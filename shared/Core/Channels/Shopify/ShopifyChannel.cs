namespace OmniFunctions.Channels.Shopify;

/// <summary>What happens in a Shopify shop: orders, refunds, fulfilments. Nobody can be written to through it. The README beside this file has the settings.</summary>
public sealed class ShopifyChannel : IChannel
{
    public string Name => "shopify";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = 1,
        Sends = [],
        Settings =
        [
            new AccountSetting(ShopifySettings.ApiSecret, Required: true, Secret: true)
            {
                Hint = ("应用的 Client secret（后台“API 凭据”）", "The app's client secret (admin, API credentials)"),
            },
            new AccountSetting(ShopifySettings.PreviousApiSecret, Required: false, Secret: true)
            {
                Hint = ("轮换密钥后一小时内仍可能用旧密钥签名：在此保留旧密钥", "After a rotation the old one may sign for another hour: keep it here"),
            },
            new AccountSetting(ShopifySettings.ShopDomain, Required: false, Secret: false)
            {
                Hint = ("如 my-shop.myshopify.com；填写后只接受这家店", "As my-shop.myshopify.com; if set, only this shop is believed"),
            },
            new AccountSetting(ShopifySettings.AccessToken, Required: false, Secret: true)
            {
                Hint = ("查询订单用的 Admin API access token", "Admin API access token, to look orders up"),
            },
            new AccountSetting(ShopifySettings.ApiVersion, Required: false, Secret: false)
            {
                Hint = ("Admin API 版本，默认 2025-01", "Version of the admin API, 2025-01 unless set"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => ShopifyVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => ShopifyEvent.Read(request, payload);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();

    public HttpDelivery? OrderRequest(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) => ShopifyOrders.Request(orderId, account);

    public Order? ReadOrder(DeliveryResponse response) => ShopifyOrders.Read(response);
}
