namespace OmniFunctions.Channels.Meta;

/// <summary>
/// A page's Messenger or an Instagram account: one protocol with two senders. The README beside this file says what the settings are.
/// </summary>
public sealed class MessagingChannel : IChannel
{
    private const long Megabyte = 1024 * 1024;

    private readonly MessagingDialect dialect;

    private MessagingChannel(string name, MessagingDialect dialect, Capabilities capabilities)
    {
        Name = name;
        this.dialect = dialect;
        Capabilities = capabilities;
    }

    public static MessagingChannel Messenger { get; } = new("messenger", MessagingDialect.Messenger, Shared with
    {
        MaxTextLength = MessagingDialect.Messenger.MaxTextLength,
        Receipts = ReceiptState.Read,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Link, ItemKind.Postback],
        Files =
        [
            new FileLimit(ItemKind.Image, 25 * Megabyte, ["image/*"]),
            new FileLimit(ItemKind.Voice, 25 * Megabyte, ["audio/*"]),
            new FileLimit(ItemKind.Video, 25 * Megabyte, ["video/*"]),
            new FileLimit(ItemKind.File, 25 * Megabyte, ["*/*"]),
        ],
        Settings = [.. MetaSettings.Shared, new AccountSetting(MetaSettings.PageId, Required: true, Secret: false) { Hint = ("主页编号", "The page's ID") }],
    });

    public static MessagingChannel Instagram { get; } = new("instagram", MessagingDialect.Instagram, Shared with
    {
        MaxTextLength = MessagingDialect.Instagram.MaxTextLength,
        TextUnit = TextUnit.Utf8Bytes,
        Receipts = ReceiptState.Read,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.Postback],
        Files =
        [
            new FileLimit(ItemKind.Image, 8 * Megabyte, ["image/jpeg", "image/png", "image/gif"]),
            new FileLimit(ItemKind.Voice, 25 * Megabyte, ["audio/aac", "audio/mp4", "audio/wav"]),
            new FileLimit(ItemKind.Video, 25 * Megabyte, ["video/mp4", "video/ogg", "video/avi", "video/quicktime", "video/webm"]),
        ],
        Settings =
        [
            .. MetaSettings.Shared,
            new AccountSetting(MetaSettings.PageId, Required: false, Secret: false) { Hint = ("Instagram 专业帐户编号；填写后不接收其他帐户的消息", "ID of the Instagram professional account; when set, messages of other accounts are not taken") },
        ],
    });

    private static Capabilities Shared => new()
    {
        MaxBodyBytes = 3 * 1024 * 1024,
        MaxTextLength = 0,
        ReplyWindow = TimeSpan.FromHours(24),
        HasTyping = true,
    };

    public string Name { get; }

    public Capabilities Capabilities { get; }

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => MetaVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : MessagingPayload.Read(root, account);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => MessagingSending.Compose(message, account, dialect);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => MessagingSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        MessagingSending.Compose(signal, addressee, account, dialect);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        // The address is signed by the platform and wants no token.
        Uri.TryCreate(media.Url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? new HttpDelivery("GET", address, null, default) : null;

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => response.Status switch
    {
        >= 200 and < 300 => new Fetched.Content(response.Body, response.Headers.GetValueOrDefault("content-type") ?? media.Mime, media.FileName),
        >= 400 and < 500 and not 429 => new Fetched.Gone(null),
        _ => new Fetched.NotNow(),
    };

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        MessagingSending.Upload(attachment, account, dialect);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) => MessagingSending.ReadUpload(response, now);
}
