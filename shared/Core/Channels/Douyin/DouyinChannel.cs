namespace OmniFunctions.Channels.Douyin;

/// <summary>Private messages to a Douyin account, comments under its videos, orders of local life. The README beside this file has the settings.</summary>
public sealed class DouyinChannel : IChannel
{
    /// <summary>What third parties found; the platform does not say. The platform's own refusal is what counts.</summary>
    private const int MessagesPerWindow = 6;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public string Name => "douyin";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 256 * 1024,
        MaxTextLength = DouyinSending.MaxTextLength,
        ReplyWindow = Window,
        MessagesPerReplyWindow = MessagesPerWindow,
        Receipts = ReceiptState.Read,
        Sends = [ItemKind.Text, ItemKind.Image],
        Files = [new FileLimit(ItemKind.Image, DouyinSending.MaxImageBytes, ["image/jpeg", "image/png", "image/gif", "image/webp"])],
        Settings =
        [
            new AccountSetting(DouyinSettings.ClientKey, Required: true, Secret: false)
            {
                Hint = ("抖音开放平台应用的 Client Key", "Client Key of the app on Douyin's open platform"),
            },
            new AccountSetting(DouyinSettings.ClientSecret, Required: true, Secret: true)
            {
                Hint = ("应用的 Client Secret，也用于校验签名", "The app's Client Secret, by which requests are checked, too"),
            },
            new AccountSetting(DouyinSettings.RefreshToken, Required: false, Secret: true)
            {
                Hint = ("经营者授权时得到的 refresh_token；留空则用应用自己的 client_token", "The refresh_token from the operator's authorisation; empty = the app's own client_token"),
            },
            new AccountSetting(DouyinSettings.OpenId, Required: false, Secret: false)
            {
                Hint = ("经营者的 open_id；留空则用消息的接收者", "The operator's open_id; empty = whoever was written to"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => DouyinVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : DouyinEvent.Read(root, request.Header(DouyinVerification.MessageIdHeader));
    }

    /// <summary>A mini game's customer service wants a word; everyone else is content with the status.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        payload.Span.IndexOf("\"event\""u8) >= 0 ? WebhookReply.Empty : new(200, JsonBody.ContentType, JsonBody.Of(json => json.WriteBoolean("success", true)));

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => DouyinSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => DouyinSending.Interpret(response, now);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        DouyinSending.UploadRequest(attachment, account, accessToken);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) => DouyinSending.ReadUpload(response, now);

    public HttpDelivery? TokenRequest(ChannelAccount account) => DouyinToken.Request(account);

    public AccessToken? ReadToken(DeliveryResponse response) => DouyinToken.Read(response);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => PlainFetch.Request(media);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => PlainFetch.Read(response);
}
