namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>
/// The generic channel: any system that signs as standardwebhooks.com says can speak to us and be spoken to, be it an app, a shop of one's own,
/// a till, or a bridge to a telephone exchange. The README beside this file has the messages.
/// </summary>
/// <param name="prefix">Of the three headers.</param>
public sealed class StandardWebhooksChannel(string name, string prefix) : IChannel
{
    public string Name => name;

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 256 * 1024,
        MaxTextLength = StandardWebhooksSending.MaxTextLength,
        Receipts = ReceiptState.Read,
        HasTyping = true,
        HasCaptions = true,
        IdempotentSend = true,
        Sends =
        [
            ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Location, ItemKind.Link, ItemKind.Card,
            ItemKind.Postback, ItemKind.Order,
        ],
        Settings =
        [
            new AccountSetting(StandardWebhooksSettings.Secret, Required: true, Secret: true)
            {
                Hint = ("对方用来签名的密钥：whsec_ 开头（HMAC）或 whpk_ 开头（Ed25519 公钥）；轮换时可用空格分隔多个",
                    "What the other side signs with: whsec_ (HMAC) or whpk_ (Ed25519 public key); several, separated by spaces, while they are changed"),
            },
            new AccountSetting(StandardWebhooksSettings.TargetUrl, Required: false, Secret: false)
            {
                Hint = ("我们把回复以签名的请求发到这个地址；留空则不能回复", "Where our replies are posted, signed; empty = nobody can reply"),
            },
            new AccountSetting(StandardWebhooksSettings.SigningSecret, Required: false, Secret: true)
            {
                Hint = ("我们签名用的密钥：whsec_ 或 whsk_；留空则用上面的第一个 whsec_", "What we sign with: whsec_ or whsk_; empty = the first whsec_ above"),
            },
            new AccountSetting(ReplayWindow.Setting, Required: false, Secret: false)
            {
                Hint = ("允许的时间偏差（秒），默认 300", "How many seconds a request's time may be off; 300 unless set"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false)
            {
                Hint = ("仅用于测试：允许发往本机的 http 地址", "For tests only: permits an http address of this machine"),
            },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) =>
        StandardWebhooksVerification.Verify(request, account, now, prefix);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        return request.Header(prefix + "-id") is { Length: > 0 and <= Limits.MaxIdLength } id
            ? StandardWebhooksEvent.Read(root, id)
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => StandardWebhooksSending.Compose(message, account, prefix);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        StandardWebhooksSending.Compose(signal, addressee, account, prefix);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => StandardWebhooksSending.Interpret(response, now);
}
