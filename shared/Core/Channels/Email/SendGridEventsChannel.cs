namespace OmniFunctions.Channels.Email;

/// <summary>The Event Webhook by itself: it tells what became of mails, and nothing leaves by it. The README beside this file says more.</summary>
public sealed class SendGridEventsChannel : IChannel
{
    internal const int MaxEventsBytes = 4 * 1024 * 1024;

    public string Name => "sendgrid-events";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = MaxEventsBytes,
        MaxTextLength = 0,
        Sends = [],
        SenderIds = SenderIds.OfPlatform,
        Settings = EmailSettings.OfEvents,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) =>
        SendGridSignature.Refusal(request, account, EmailSettings.PublicKey, now) is { } refusal
            ? new Verification.Rejected(refusal)
            : new Verification.Authentic(request.Body);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => SendGridEvents.Read(payload);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Rejected(DeliveryRefusal.KindNotSupported, null);
}
