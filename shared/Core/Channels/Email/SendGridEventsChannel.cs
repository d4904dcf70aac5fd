namespace OmniFunctions.Channels.Email;

/// <summary>What became of our mails, on an address of its own. Nothing is sent by this channel.</summary>
public sealed class SendGridEventsChannel : IChannel
{
    public string Name => "sendgrid-events";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 4 * 1024 * 1024,
        MaxTextLength = 0,
        Sends = [],
        SenderIds = SenderIds.OfPlatform,
        Settings = EmailSettings.Events,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => EmailVerification.Signed(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => SendGridEvent.Read(payload);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();
}
