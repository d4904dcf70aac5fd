namespace OmniFunctions.Channels.Slack;

/// <summary>An app of Slack with a bot. The README beside this file says what its settings are and where Slack is peculiar.</summary>
public sealed class SlackChannel : IChannel
{
    private const long Megabyte = 1024 * 1024;

    public string Name => "slack";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = SlackSending.MaxTextLength,
        HasCaptions = true,
        RecallWithin = SlackSending.RecallWithin,
        // One a second in each channel, some hundreds a minute in a workspace.
        SendsPerSecond = 5,
        Files =
        [
            new FileLimit(ItemKind.Image, 100 * Megabyte, ["image/*"]),
            new FileLimit(ItemKind.Voice, 100 * Megabyte, ["audio/*"]),
            new FileLimit(ItemKind.Video, 100 * Megabyte, ["video/*"]),
            new FileLimit(ItemKind.File, 100 * Megabyte, ["*/*"]),
        ],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Postback],
        Settings = SlackSettings.All,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => SlackVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => SlackPayload.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => SlackSending.Compose(message, account);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => SlackSending.Interpret(response, now);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        SlackSending.Recall(platformMessageId, addressee, account);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => SlackFile.Request(media, account);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => SlackFile.Read(response, media, account);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) => SlackFile.Upload(attachment, account);

    public HttpDelivery? UploadNext(DeliveryResponse response, OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        SlackFile.UploadBytes(response, attachment, account);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("file_id"), SlackSending.Interpret);
}
