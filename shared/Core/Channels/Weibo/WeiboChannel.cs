namespace OmniFunctions.Channels.Weibo;

/// <summary>Private messages of a Weibo account's fan service. The README beside this file has the settings.</summary>
public sealed class WeiboChannel : IChannel
{
    public string Name => "weibo";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = WeiboSending.MaxTextLength,
        ReplyWindow = TimeSpan.FromHours(48),
        // A user's number is the same for everybody.
        SenderIds = SenderIds.OfPlatform,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Location, ItemKind.Link],
        Files = [new(ItemKind.Image, 5 * 1024 * 1024, ["image/jpeg", "image/png", "image/gif"])],
        Settings =
        [
            new(WeiboSettings.AppSecret, Required: true, Secret: true) { Hint = ("粉丝服务开发者应用的 App Secret", "App Secret of the fan service's developer app") },
            new(WeiboSettings.AccessToken, Required: true, Secret: true) { Hint = ("粉丝服务平台显示的 access_token，用于回复", "The access_token that the fan service shows, needed to answer") },
            ReplayWindow.Described,
            new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("默认 https://m.api.weibo.com", "By default https://m.api.weibo.com") },
            new(WeiboSettings.UploadBase, Required: false, Secret: false) { Hint = ("文件的地址，默认 https://upload.api.weibo.com", "Where files are, by default https://upload.api.weibo.com") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => WeiboVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => WeiboMessage.Read(payload);

    /// <summary>Nothing: an answer in the response would be a message.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => WeiboSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WeiboSending.Interpret(response, now);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => WeiboSending.FetchRequest(media, account);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => response.Status switch
    {
        200 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type"), media.FileName),
        429 or >= 500 => new Fetched.NotNow(),
        var status => new Fetched.Gone(((long?)status).Digits()),
    };

    public HttpDelivery? UploadRequest(OutgoingMessage message, ChannelAccount account, string? accessToken) => WeiboSending.UploadRequest(message, account);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, WeiboSending.Handle, WeiboSending.Interpret);
}
