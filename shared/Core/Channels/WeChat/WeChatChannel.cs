using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// WeChat's customer messages: official accounts and mini programs speak one protocol, the former in XML and the latter in either,
/// so that one implementation stands twice in the catalogue. The README beside this file has the settings.
/// </summary>
public sealed class WeChatChannel(string name, bool isMiniProgram = false) : IChannel
{
    private const int MegaByte = 1024 * 1024;
    private const int MessagesPerWindow = 5;
    private const int MessagesAfterEvent = 3;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);
    private static readonly TimeSpan AfterEvent = TimeSpan.FromMinutes(1);

    public string Name => name;

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = WeChatSending.MaxTextBytes,
        TextUnit = TextUnit.Utf8Bytes,
        ReplyWindow = Window,
        MessagesPerReplyWindow = MessagesPerWindow,
        EventWindows = isMiniProgram
            ? [new("user_enter_tempsession", AfterEvent, Messages: 1)]
            : [new("CLICK", AfterEvent, MessagesAfterEvent), new("subscribe", AfterEvent, MessagesAfterEvent), new("SCAN", AfterEvent, MessagesAfterEvent)],
        HasTemplates = true,
        HasTyping = true,
        Sends = isMiniProgram
            ? [ItemKind.Text, ItemKind.Image, ItemKind.Link, ItemKind.Card]
            : [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.Link, ItemKind.Card, ItemKind.Postback],
        Files = isMiniProgram
            ? [new(ItemKind.Image, 10 * MegaByte, ["image/jpeg", "image/png", "image/gif"])]
            :
            [
                new(ItemKind.Image, 10 * MegaByte, ["image/jpeg", "image/png", "image/gif", "image/bmp"]),
                new(ItemKind.Voice, 2 * MegaByte, ["audio/amr", "audio/mpeg"]),
                new(ItemKind.Video, 10 * MegaByte, ["video/mp4"]),
            ],
        Settings =
        [
            new(WeChatSettings.Token, Required: true, Secret: true) { Hint = ("服务器配置中的 Token，3 至 32 位", "Token of the server settings, 3 to 32 characters") },
            new(WeChatSettings.Mode, Required: false, Secret: false)
            {
                Hint = ("消息加解密方式：请选安全模式；明文模式下签名不覆盖消息内容", "How messages are encrypted: choose safe; in plain mode the signature does not cover what is said"),
                Choices = [WeChatSettings.SafeMode, WeChatSettings.CompatibleMode, WeChatSettings.PlainMode],
                Default = WeChatSettings.SafeMode,
            },
            new(WeChatSettings.EncodingAesKey, Required: false, Secret: true)
            {
                Hint = ("EncodingAESKey，43 位；安全与兼容模式必填", "EncodingAESKey, 43 characters; needed in safe and compatible mode"),
            },
            new(WeChatSettings.AppId, Required: true, Secret: false) { Hint = ("AppID，形如 wx…", "AppID, as wx...") },
            new(WeChatSettings.AppSecret, Required: true, Secret: true) { Hint = ("AppSecret，用于发送", "AppSecret, needed to send") },
            new(WeChatSettings.ThumbnailMediaId, Required: false, Secret: false)
            {
                Hint = ("小程序卡片封面的永久素材 media_id；不填则不能发送卡片", "media_id of a permanent picture for mini-program cards; without it none can be sent"),
            },
            .. isMiniProgram
                ? Array.Empty<AccountSetting>()
                : [new(WeChatSettings.PassiveReply, Required: false, Secret: false) { Hint = ("收到消息时立即被动回复的文字，可不填", "A text that answers each message at once; may be left out") }],
            ReplayWindow.Described,
            new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，默认 https://api.weixin.qq.com", "Where the API is; by default https://api.weixin.qq.com") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => WeChatVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (fields, fault) = FlatFields.Read(payload.Span);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : WeChatMessage.Read(fields);
    }

    /// <summary>Exactly this word, or an answer, or the customer is told that the service is out of order.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        (isMiniProgram ? null : WeChatPassiveReply.To(request, payload, account, now)) ?? WebhookReply.Text("success");

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        WeChatSending.Compose(message, account, accessToken, isMiniProgram);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        signal is OutgoingSignal.Typing ? WeChatSending.Typing(addressee.Recipient, account, accessToken) : null;

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WeChatSending.Interpret(response, now);

    public HttpDelivery? TokenRequest(ChannelAccount account) => WeChatToken.Request(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        WeChatMedia.FetchRequest(media, account, accessToken, WeChatSettings.Platform);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => WeChatMedia.ReadFetched(response);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        attachment.Kind == ItemKind.File ? null : WeChatMedia.UploadRequest(attachment, account, accessToken, WeChatSettings.Platform);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("media_id"), WeChatSending.Interpret);
}
