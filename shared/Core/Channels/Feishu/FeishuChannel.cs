namespace OmniFunctions.Channels.Feishu;

/// <summary>A bot in Feishu, or in Lark by another <c>api_base</c>. The README beside this file has the settings.</summary>
public sealed class FeishuChannel : IChannel
{
    private const int MegaByte = 1024 * 1024;

    public string Name => "feishu";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 512 * 1024,
        MaxTextLength = FeishuSending.MaxTextLength,
        Receipts = ReceiptState.Read,
        SendsPerSecond = 5,
        RecallWithin = FeishuSending.RecallWithin,
        IdempotentSend = true,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Link, ItemKind.Postback],
        Files =
        [
            new(ItemKind.Image, 10 * MegaByte, ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff"]),
            new(ItemKind.Voice, 30 * MegaByte, ["audio/ogg", "audio/opus"]),
            new(ItemKind.Video, 30 * MegaByte, ["video/mp4"]),
            new(ItemKind.File, 30 * MegaByte, ["*/*"]),
        ],
        Settings =
        [
            new(FeishuSettings.EncryptKey, Required: false, Secret: true) { Hint = ("事件与回调 → 加密策略中的 Encrypt Key，强烈建议设置", "Encrypt Key of the encryption strategy; strongly advised") },
            new(FeishuSettings.VerificationToken, Required: false, Secret: true) { Hint = ("Verification Token；没有 Encrypt Key 时必填", "Verification Token; needed where there is no Encrypt Key") },
            new(FeishuSettings.AppId, Required: true, Secret: false) { Hint = ("应用凭证中的 App ID，形如 cli_…", "App ID of the credentials, as cli_...") },
            new(FeishuSettings.AppSecret, Required: true, Secret: true) { Hint = ("应用凭证中的 App Secret，用于发送", "App Secret of the credentials, needed to send") },
            ReplayWindow.Described,
            new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("默认 https://open.feishu.cn；Lark 为 https://open.larksuite.com", "By default https://open.feishu.cn; for Lark https://open.larksuite.com") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => FeishuVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : FeishuEvent.Read(root);
    }

    /// <summary>An empty object: of a card that was pressed, it is read as "nothing changes".</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        new(200, JsonBody.ContentType, "{}"u8.ToArray());

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => FeishuSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => FeishuSending.Interpret(response, now);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        FeishuSending.Recall(platformMessageId, account, accessToken);

    public HttpDelivery? TokenRequest(ChannelAccount account) =>
        account.Setting(FeishuSettings.AppId) is { } app && account.Setting(FeishuSettings.AppSecret) is { } secret && ApiBase.Of(account, FeishuSettings.Platform) is { } platform
            ? new HttpDelivery("POST", new Uri(platform, "open-apis/auth/v3/tenant_access_token/internal"), JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("app_id", app);
                json.WriteString("app_secret", secret);
            }))
            : null;

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "tenant_access_token", "expire");

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        accessToken is not null
        && Uri.TryCreate(media.Url, UriKind.Absolute, out var address)
        && address.AbsoluteUri.StartsWith(FeishuSettings.Platform + "/open-apis/im/v1/messages/", StringComparison.Ordinal)
        && ApiBase.Of(account, FeishuSettings.Platform) is { } platform
            ? new HttpDelivery("GET", new Uri(platform, address.PathAndQuery[1..]), null, default) { Headers = FeishuSending.Bearer(accessToken) }
            : null;

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken)
    {
        if (response.Status == 200)
        {
            return new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type"), media.FileName);
        }

        // A refusal of the file is JSON with the code that a message's would have.
        return FeishuSending.Interpret(response, default) switch
        {
            DeliveryOutcome.TokenExpired => new Fetched.TokenExpired(),
            DeliveryOutcome.Rejected refused => new Fetched.Gone(refused.PlatformCode),
            _ => response.Status is >= 400 and < 500 and not 429 ? new Fetched.Gone(null) : new Fetched.NotNow(),
        };
    }

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        FeishuSending.UploadRequest(attachment, account, accessToken);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, FeishuSending.Handle, FeishuSending.Interpret);
}
