namespace OmniFunctions.Channels.Telegram;

/// <summary>A Telegram bot. The README beside this file says what its settings are and where Telegram is peculiar.</summary>
public sealed class TelegramChannel : IChannel
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const string SecretSetting = "secret_token";
    private const long Megabyte = 1024 * 1024;

    public string Name => "telegram";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = TelegramSending.MaxTextLength,
        HasTyping = true,
        HasCaptions = true,
        RecallWithin = TelegramSending.RecallWithin,
        SendsPerSecond = 30,
        Files =
        [
            new FileLimit(ItemKind.Image, 10 * Megabyte, ["image/jpeg", "image/png", "image/webp"]),
            new FileLimit(ItemKind.Voice, 50 * Megabyte, ["audio/ogg", "audio/mpeg", "audio/mp4"]),
            new FileLimit(ItemKind.Video, 50 * Megabyte, ["video/mp4"]),
            new FileLimit(ItemKind.File, 50 * Megabyte, ["*/*"]),
        ],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Location, ItemKind.Postback],
        // A user's id is the same for every bot, and that of the private chat with them is the user's.
        SenderIds = SenderIds.OfPlatform,
        Settings =
        [
            new AccountSetting(SecretSetting, Required: true, Secret: true) { Hint = ("自己设定的口令，调用 setWebhook 时作为 secret_token 传入", "A word of your own, given to setWebhook as secret_token") },
            new AccountSetting(TelegramSending.BotTokenSetting, Required: true, Secret: true) { Hint = ("@BotFather 给出的机器人口令，如 123456:ABC...", "The token @BotFather gave, as 123456:ABC...") },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") },
        ],
    };

    /// <summary>Telegram signs nothing: it repeats the secret that was given to it when the webhook was set.</summary>
    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(SecretSetting) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SecretHeader) is not { } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        return FixedTime.Equal(secret, given)
            ? new Verification.Authentic(request.Body)
            : new Verification.Rejected(Rejection.SecretTokenMismatch);
    }

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : TelegramUpdate.Read(root);
    }

    /// <summary>A pressed button shows that it waits until it is answered; the answer to the request can be that answer.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => TelegramCallback.Answer(payload);

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => TelegramSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => TelegramSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => TelegramSending.Compose(signal, addressee, account);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        TelegramSending.Recall(platformMessageId, addressee, account);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => TelegramFile.Request(media, account);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => TelegramFile.Read(response, media, account);
}
