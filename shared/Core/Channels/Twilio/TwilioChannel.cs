namespace OmniFunctions.Channels.Twilio;

/// <summary>
/// Numbers at Twilio: messages, calls, or both on one address. The README beside this file says what the settings are and where Twilio is peculiar.
/// </summary>
public sealed class TwilioChannel : IChannel
{
    private const long Megabyte = 1024 * 1024;
    private const int MaxBodyBytes = 256 * 1024;

    private readonly bool hasCalls;

    private TwilioChannel(string name, bool hasCalls, Capabilities capabilities)
    {
        Name = name;
        this.hasCalls = hasCalls;
        Capabilities = capabilities;
    }

    public static TwilioChannel Messages { get; } = new("twilio-sms", hasCalls: false, OfMessages(TwilioSettings.Messages));

    public static TwilioChannel Calls { get; } = new("twilio-voice", hasCalls: true, new Capabilities
    {
        MaxBodyBytes = MaxBodyBytes,
        MaxTextLength = TwilioCall.MaxTextLength,
        Sends = [ItemKind.Text, ItemKind.Voice, ItemKind.Postback],
        SendsPerSecond = 1,
        Files = [new FileLimit(ItemKind.Voice, 40 * Megabyte, ["audio/mpeg", "audio/wav", "audio/x-wav", "audio/basic"])],
        // A number: the same caller for every account.
        SenderIds = SenderIds.OfPlatform,
        Settings = TwilioSettings.Calls,
    });

    /// <summary>Both on one address; which of the two is meant, the conversation says.</summary>
    public static TwilioChannel Both { get; } = new("twilio", hasCalls: true, OfMessages(TwilioSettings.Both));

    public string Name { get; }

    public Capabilities Capabilities { get; }

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => TwilioSignature.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => TwilioPayload.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => TwilioDialogue.Answer(request, payload, account);

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        hasCalls && (Name == Calls.Name || TwilioCall.IsCall(message.PlatformConversation)) ? TwilioCall.Compose(message, account) : TwilioSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => TwilioSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => TwilioCall.Compose(signal, addressee, account);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => TwilioMedia.Request(media, account);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => TwilioMedia.Read(response, media);

    private static Capabilities OfMessages(IReadOnlyList<AccountSetting> settings) => new()
    {
        MaxBodyBytes = MaxBodyBytes,
        MaxTextLength = TwilioSending.MaxTextLength,
        HasTemplates = true,
        HasCaptions = true,
        Receipts = ReceiptState.Read,
        SendsPerSecond = 1,
        Files =
        [
            new FileLimit(ItemKind.Image, 5 * Megabyte, ["image/jpeg", "image/png", "image/gif"]),
            new FileLimit(ItemKind.Voice, 5 * Megabyte, ["audio/*"]),
            new FileLimit(ItemKind.Video, 5 * Megabyte, ["video/*"]),
            new FileLimit(ItemKind.File, 5 * Megabyte, ["application/pdf", "text/vcard", "text/plain"]),
        ],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File],
        SenderIds = SenderIds.OfPlatform,
        Settings = settings,
    };
}
