namespace OmniFunctions.Channels.Email;

/// <summary>
/// Mail: as SendGrid posts it in fields, or whole as it travels. Answers leave through SendGrid. The README beside this file says what the settings are.
/// </summary>
public sealed class EmailChannel : IChannel
{
    private const int MaxBodyBytes = 30 * 1024 * 1024;
    private const long MaxFileBytes = 20 * 1024 * 1024;

    private readonly bool isWhole;

    private EmailChannel(string name, bool isWhole)
    {
        Name = name;
        this.isWhole = isWhole;
    }

    /// <summary>Fields of a form, and SendGrid's events on the same address.</summary>
    public static EmailChannel SendGrid { get; } = new("email-sendgrid-inbound", isWhole: false);

    /// <summary>The mail itself (RFC 5322), from any server that can post it.</summary>
    public static EmailChannel Mime { get; } = new("email-mime", isWhole: true);

    public string Name { get; }

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = MaxBodyBytes,
        MaxTextLength = EmailSending.MaxTextLength,
        HasCaptions = true,
        Receipts = ReceiptState.Read,
        SendsPerSecond = 10,
        Files =
        [
            new FileLimit(ItemKind.Image, MaxFileBytes, ["image/*"]),
            new FileLimit(ItemKind.Voice, MaxFileBytes, ["audio/*"]),
            new FileLimit(ItemKind.Video, MaxFileBytes, ["video/*"]),
            new FileLimit(ItemKind.File, MaxFileBytes, ["*/*"]),
        ],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File],
        // An address is the same person for every account.
        SenderIds = SenderIds.OfPlatform,
        Settings = EmailSettings.Inbound,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => EmailVerification.Mail(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) =>
        isWhole ? EmailMessage.Read(payload, EmailEnvelope.None, account)
        : IsEvents(payload.Span) ? SendGridEvent.Read(payload)
        : SendGridForm.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => EmailSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => EmailSending.Interpret(response, now);

    private static bool IsEvents(ReadOnlySpan<byte> payload) => payload.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..];
}
