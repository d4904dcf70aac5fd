namespace OmniFunctions.Channels.Telegram;

/// <summary>A Telegram bot. The README beside this file says what its settings are and where Telegram is peculiar.</summary>
public sealed class TelegramChannel : IChannel
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const string SecretSetting = "secret_token";

    public string Name => "telegram";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = TelegramSending.MaxTextLength,
        // A user's id is the same for every bot, and that of the private chat with them is the user's.
        SenderIds = SenderIds.OfPlatform,
        Settings =
        [
            new AccountSetting(SecretSetting, Required: true, Secret: true),
            new AccountSetting(TelegramSending.BotTokenSetting, Required: true, Secret: true),
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
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

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => TelegramSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => TelegramSending.Interpret(response, now);
}
