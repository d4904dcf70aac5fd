namespace OmniFunctions.Channels.Email;

/// <summary>
/// Mail. It comes as SendGrid posts it, or whole as any mail server can pipe it or a mailbox holds it, and leaves through SendGrid or a mail server. The README beside this file says what the
/// settings are and where mail is peculiar.
/// </summary>
public sealed class EmailChannel : IChannel
{
    /// <summary>SendGrid takes no larger mail than 30 MB; the form around it needs some room.</summary>
    private const int MaxBodyBytes = 31 * 1024 * 1024;

    private readonly bool isForm;

    private EmailChannel(string name, bool isForm, IReadOnlyList<AccountSetting> settings)
    {
        Name = name;
        this.isForm = isForm;
        Capabilities = new Capabilities
        {
            MaxBodyBytes = MaxBodyBytes,
            MaxTextLength = MailSending.MaxTextLength,
            HasCaptions = true,
            SendsPerSecond = 10,
            Receipts = ReceiptState.Delivered,
            Files =
            [
                new FileLimit(ItemKind.Image, MailSending.MaxFileBytes, ["image/*"]),
                new FileLimit(ItemKind.Voice, MailSending.MaxFileBytes, ["audio/*"]),
                new FileLimit(ItemKind.Video, MailSending.MaxFileBytes, ["video/*"]),
                new FileLimit(ItemKind.File, MailSending.MaxFileBytes, ["*/*"]),
            ],
            Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File],
            // The same address writes to every mailbox of ours.
            SenderIds = SenderIds.OfPlatform,
            PollEvery = isForm ? null : Mailbox.PollEvery,
            Settings = settings,
            Ways = isForm ? [] : EmailSettings.WaysOfMime,
        };
    }

    public static EmailChannel SendGrid { get; } = new("email-sendgrid-inbound", isForm: true, EmailSettings.OfForms);

    public static EmailChannel Mime { get; } = new("email-mime", isForm: false, EmailSettings.OfMime);

    public string Name { get; }

    public Capabilities Capabilities { get; }

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => MailDoor.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) =>
        MailDoor.IsEvents(payload.Span, account) ? SendGridEvents.Read(payload)
        : isForm ? SendGridForm.Read(request, payload, account)
        : MimeMail.Read(payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => MailSending.Compose(message, account, accessToken);

    public HttpDelivery? TokenRequest(ChannelAccount account) => isForm ? null : MailServer.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => EntraToken.Read(response);

    public IReadOnlyList<Trial> Trials(ChannelAccount account, string? accessToken) => isForm ? [] : MailServer.Trials(account, accessToken);

    public TrialFault? ReadTrial(DeliveryResponse response) => MailServer.ReadTrial(response);

    public IReadOnlyList<string> PolledStreams(ChannelAccount account) => isForm ? [] : Mailbox.Streams(account);

    public HttpDelivery? PullRequest(PullPosition position, ChannelAccount account, string? accessToken, DateTimeOffset now) => Mailbox.Request(position, account, accessToken);

    public Pulled ReadPulled(DeliveryResponse response, PullPosition position, ChannelAccount account) => Mailbox.Read(response, position, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => MailSending.Interpret(response, now);
}
