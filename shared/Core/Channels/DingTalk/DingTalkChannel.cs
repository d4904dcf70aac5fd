namespace OmniFunctions.Channels.DingTalk;

/// <summary>A robot in DingTalk, and the events of its app. The README beside this file has the settings.</summary>
public sealed class DingTalkChannel : IChannel
{
    private const int MegaByte = 1024 * 1024;

    public string Name => "dingtalk";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 256 * 1024,
        MaxTextLength = DingTalkSending.MaxTextLength,
        RecallWithin = DingTalkRecall.Within,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Link],
        Files =
        [
            new(ItemKind.Image, 20 * MegaByte, ["image/jpeg", "image/png", "image/gif", "image/bmp"]),
            new(ItemKind.Voice, 2 * MegaByte, ["audio/amr", "audio/mpeg", "audio/wav"]),
            new(ItemKind.Video, 20 * MegaByte, ["video/mp4"]),
            new(ItemKind.File, 20 * MegaByte, ["application/pdf", "application/msword", "application/zip", "application/*", "text/plain"]),
        ],
        Settings =
        [
            new(DingTalkSettings.Token, Required: false, Secret: true) { Hint = ("事件订阅中的签名 token", "Token of the event subscription") },
            new(DingTalkSettings.EncodingAesKey, Required: false, Secret: true) { Hint = ("事件订阅中的加密 aes_key，43 个字符", "aes_key of the event subscription, 43 characters") },
            new(DingTalkSettings.OwnerKey, Required: false, Secret: false) { Hint = ("企业内部应用为 AppKey；第三方应用为 SuiteKey 或 CorpId", "The AppKey; of third-party apps the SuiteKey or CorpId") },
            new(DingTalkSettings.AppKey, Required: false, Secret: false) { Hint = ("应用凭证中的 Client ID（AppKey）", "Client ID (AppKey) of the credentials") },
            new(DingTalkSettings.AppSecret, Required: true, Secret: true) { Hint = ("应用凭证中的 Client Secret（AppSecret）", "Client Secret (AppSecret) of the credentials") },
            new(DingTalkSettings.RobotCode, Required: false, Secret: false) { Hint = ("机器人的 RobotCode，默认为 AppKey", "RobotCode of the robot, by default the AppKey") },
            ReplayWindow.Described,
            new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("默认 https://api.dingtalk.com", "By default https://api.dingtalk.com") },
            new(DingTalkSettings.UploadBase, Required: false, Secret: false) { Hint = ("上传文件的地址，默认 https://oapi.dingtalk.com", "Where files are brought to, by default https://oapi.dingtalk.com") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => DingTalkVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : DingTalkMessage.Read(root);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        DingTalkAcknowledgement.To(request, account, now);

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => DingTalkSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => DingTalkSending.Interpret(response, now);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        DingTalkRecall.Request(platformMessageId, addressee, account, accessToken);

    public DeliveryOutcome InterpretRecall(DeliveryResponse response, DateTimeOffset now) => DingTalkRecall.Interpret(response, now);

    public HttpDelivery? TokenRequest(ChannelAccount account) =>
        (account.Setting(DingTalkSettings.AppKey) ?? account.Setting(DingTalkSettings.OwnerKey)) is { } app
        && account.Setting(DingTalkSettings.AppSecret) is { } secret
        && ApiBase.Of(account, DingTalkSettings.Platform) is { } platform
            ? new HttpDelivery("POST", new Uri(platform, "v1.0/oauth2/accessToken"), JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("appKey", app);
                json.WriteString("appSecret", secret);
            }))
            : null;

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "accessToken", "expireIn");

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => DingTalkSending.FetchRequest(media, account, accessToken);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => DingTalkSending.ReadFetched(response, media);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        DingTalkSending.UploadRequest(attachment, account, accessToken);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Integer("errcode") == 0 ? root.Id("media_id") : null, DingTalkSending.Interpret);
}
