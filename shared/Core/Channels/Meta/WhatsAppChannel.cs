namespace OmniFunctions.Channels.Meta;

/// <summary>A number of the WhatsApp Cloud API. The README beside this file says what its settings are and where it is peculiar.</summary>
public sealed class WhatsAppChannel : IChannel
{
    private const long Megabyte = 1024 * 1024;

    public string Name => "whatsapp";

    public Capabilities Capabilities { get; } = new()
    {
        // Several entries of several changes come in one request.
        MaxBodyBytes = 3 * 1024 * 1024,
        MaxTextLength = WhatsAppSending.MaxTextLength,
        ReplyWindow = TimeSpan.FromHours(24),
        HasTemplates = true,
        Receipts = ReceiptState.Read,
        HasTyping = true,
        HasCaptions = true,
        SendsPerSecond = 80,
        Files =
        [
            new FileLimit(ItemKind.Image, 5 * Megabyte, ["image/jpeg", "image/png"]),
            new FileLimit(ItemKind.Voice, 16 * Megabyte, ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"]),
            new FileLimit(ItemKind.Video, 16 * Megabyte, ["video/mp4", "video/3gpp"]),
            new FileLimit(ItemKind.File, 100 * Megabyte, ["*/*"]),
        ],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Location, ItemKind.Link, ItemKind.Postback],
        // A telephone number: the same customer for every account.
        SenderIds = SenderIds.OfPlatform,
        Settings =
        [
            .. MetaSettings.Shared,
            new AccountSetting(MetaSettings.PhoneNumberId, Required: true, Secret: false) { Hint = ("WhatsApp → API 设置 → 电话号码编号（不是电话号码本身）", "WhatsApp → API setup → Phone number ID (not the number itself)") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => MetaVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : WhatsAppPayload.Read(root, account);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => WhatsAppSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WhatsAppSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => WhatsAppSending.Compose(signal, addressee, account);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => WhatsAppMedia.Request(media, account);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => WhatsAppMedia.Read(response, media, account);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) => WhatsAppMedia.Upload(attachment, account);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) => WhatsAppMedia.ReadUpload(response, now);
}
