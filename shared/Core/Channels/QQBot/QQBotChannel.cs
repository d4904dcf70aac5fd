namespace OmniFunctions.Channels.QQBot;

/// <summary>A QQ bot: people and groups of QQ, and channels and direct messages of its guilds. The README beside this file has the settings.</summary>
public sealed class QQBotChannel : IChannel
{
    private const int MegaByte = 1024 * 1024;
    private const int MessagesPerWindow = 5;

    public string Name => "qqbot";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 256 * 1024,
        MaxTextLength = QQBotSending.MaxTextLength,
        // From a person; a group has five minutes, which is looked at when the answer leaves.
        ReplyWindow = TimeSpan.FromMinutes(60),
        MessagesPerReplyWindow = MessagesPerWindow,
        // Answers to one message are numbered, and whether a number that was refused may be used again is not said.
        CountsRefused = true,
        RecallWithin = QQBotSending.RecallWithin,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Postback],
        Files =
        [
            new(ItemKind.Image, 10 * MegaByte, ["image/png", "image/jpeg"]),
            new(ItemKind.Voice, 10 * MegaByte, ["audio/silk"]),
            new(ItemKind.Video, 10 * MegaByte, ["video/mp4"]),
            new(ItemKind.File, 10 * MegaByte, ["*/*"]),
        ],
        Settings =
        [
            new(QQBotSettings.BotSecret, Required: true, Secret: true) { Hint = ("开发设置中的 AppSecret（机器人密钥）", "AppSecret of the development settings") },
            new(QQBotSettings.AppId, Required: true, Secret: false) { Hint = ("开发设置中的 AppID", "AppID of the development settings") },
            ReplayWindow.Described,
            new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("默认 https://api.sgroup.qq.com；沙箱为 https://sandbox.api.sgroup.qq.com", "By default https://api.sgroup.qq.com; the sandbox is https://sandbox.api.sgroup.qq.com") },
            new(QQBotSettings.TokenBase, Required: false, Secret: false) { Hint = ("取令牌的地址，默认 https://bots.qq.com", "Where tokens are bought, by default https://bots.qq.com") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => QQBotVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : QQBotEvent.Read(root);
    }

    /// <summary>12 = taken. A heartbeat gets its number back.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now)
    {
        const int Heartbeat = 1;
        const int HeartbeatTaken = 11;
        const int Taken = 12;
        var (root, fault) = JsonReading.ReadObject(payload);
        var isHeartbeat = fault is null && root.Integer("op") == Heartbeat;
        return new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteNumber("op", isHeartbeat ? HeartbeatTaken : Taken);
            json.WriteNumber("d", isHeartbeat ? root.Integer("d") ?? 0 : 0);
        }));
    }

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => QQBotSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => QQBotSending.Interpret(response, now);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        QQBotSending.Recall(platformMessageId, addressee, account, accessToken);

    public HttpDelivery? TokenRequest(ChannelAccount account)
    {
        if (account.Setting(QQBotSettings.AppId) is not { } app
            || account.Setting(QQBotSettings.BotSecret) is not { } secret
            || !Uri.TryCreate(account.Setting(QQBotSettings.TokenBase) ?? QQBotSettings.TokenPlatform, UriKind.Absolute, out var platform)
            || platform.Scheme is not ("https" or "http"))
        {
            return null;
        }

        return new HttpDelivery("POST", new Uri(platform, "/app/getAppAccessToken"), JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("appId", app);
            json.WriteString("clientSecret", secret);
        }));
    }

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    /// <summary>Its address is the proof; it wants no token.</summary>
    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        Uri.TryCreate(media.Url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? new HttpDelivery("GET", address!, null, default) : null;

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => response.Status switch
    {
        200 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName),
        429 or >= 500 => new Fetched.NotNow(),
        var status => new Fetched.Gone(((long?)status).Digits()),
    };

    public HttpDelivery? UploadRequest(OutgoingMessage message, ChannelAccount account, string? accessToken) => QQBotSending.UploadRequest(message, account, accessToken);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.String("file_info"), QQBotSending.Interpret);
}
