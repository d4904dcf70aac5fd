namespace OmniFunctions.Channels.Alipay;

/// <summary>Payments and refunds that Alipay tells of. Nobody can be written to through it. The README beside this file has the settings.</summary>
public sealed class AlipayChannel : IChannel
{
    public string Name => "alipay";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = 1,
        Sends = [],
        Settings =
        [
            new AccountSetting(AlipaySettings.PublicKey, Required: true, Secret: false)
            {
                Hint = ("支付宝公钥（不是应用公钥），一行 base64", "Alipay's public key (not the app's), one line of base64"),
            },
            new AccountSetting(AlipaySettings.AppId, Required: false, Secret: false)
            {
                Hint = ("填写后只接受这个应用的通知", "If set, only notifications of this app are believed"),
            },
            new AccountSetting(AlipaySettings.SellerId, Required: false, Secret: false)
            {
                Hint = ("商户 UID（2088 开头）；填写后只接受这个商户", "The merchant's UID (2088…); if set, only this merchant is believed"),
            },
            new AccountSetting(AlipaySettings.PrivateKey, Required: false, Secret: true)
            {
                Hint = ("应用私钥（PKCS#1 或 PKCS#8，base64），仅查询订单时需要", "The app's private key (PKCS#1 or PKCS#8, base64), only to look orders up"),
            },
            new AccountSetting(ReplayWindow.Setting, Required: false, Secret: false)
            {
                Hint = ("通知时间允许的偏差（秒）；默认不检查，因为支付宝会重发 25 小时", "How many seconds a notification's time may be off; not looked at unless set, since Alipay repeats for 25 hours"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => AlipayVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) =>
        FormReading.Read(payload.Span) is { } form ? AlipayNotification.Read(form) : new Parsed.Malformed(ParseFault.InvalidValue);

    /// <summary>These seven bytes, or it comes again for 25 hours.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Text("success");

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();

    public HttpDelivery? OrderRequest(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) => AlipayOrders.Request(orderId, account, now);

    public Order? ReadOrder(DeliveryResponse response) => AlipayOrders.Read(response);
}
