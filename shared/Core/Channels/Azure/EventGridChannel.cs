namespace OmniFunctions.Channels.Azure;

/// <summary>Whatever an Event Grid topic brings. Nobody can be written to through it. The README beside this file has the settings.</summary>
public sealed class EventGridChannel : IChannel
{
    public string Name => "azure-eventgrid";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = 1,
        Sends = [],
        Settings = [.. AzureSettings.OfEvents],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => EventGridVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => AzureItems.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();
}
