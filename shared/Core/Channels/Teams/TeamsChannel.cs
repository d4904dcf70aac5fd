namespace OmniFunctions.Channels.Teams;

/// <summary>A bot in Microsoft Teams by the Bot Framework. The README beside this file says what its settings are and where it is peculiar.</summary>
public sealed class TeamsChannel : IChannel
{
    public string Name => "teams-botframework";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 512 * 1024,
        MaxTextLength = TeamsSending.MaxTextLength,
        HasTyping = true,
        RecallWithin = TeamsSending.RecallWithin,
        HasCaptions = true,
        // Seven in each conversation.
        SendsPerSecond = 50,
        Files = [new FileLimit(ItemKind.Image, 1024 * 1024, ["image/png", "image/jpeg", "image/gif"])],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Link, ItemKind.Postback],
        Settings = TeamsSettings.All,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => TeamsVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : TeamsActivity.Read(root, account);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => TeamsInvoke.Answer(payload);

    public Uri? KeysAddress(ChannelAccount account) =>
        account.Setting(TeamsSettings.OpenIdMetadata) is null && Uri.TryCreate(account.Setting(TeamsSettings.KeysAddress) ?? TeamsSettings.DefaultKeys, UriKind.Absolute, out var address) ? address : null;

    public HttpDelivery? TokenRequest(ChannelAccount account) => TeamsSending.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => TeamsSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => TeamsSending.Interpret(response, now);

    public HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => TeamsSending.Compose(signal, addressee, account, accessToken);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        TeamsSending.Recall(platformMessageId, addressee, account, accessToken);

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) => TeamsMedia.Request(media, accessToken);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => TeamsMedia.Read(response, media);
}
