using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeChat;

namespace OmniFunctions.Channels.WeCom;

/// <summary>An app inside a company's WeCom: its members write to it. The README beside this file has the settings.</summary>
public sealed class WeComChannel : IChannel
{
    private const int MegaByte = 1024 * 1024;

    /// <summary>The same for the app's and for customer service's files.</summary>
    internal static IReadOnlyList<FileLimit> Files { get; } =
    [
        new(ItemKind.Image, 10 * MegaByte, ["image/jpeg", "image/png"]),
        new(ItemKind.Voice, 2 * MegaByte, ["audio/amr"]),
        new(ItemKind.Video, 10 * MegaByte, ["video/mp4"]),
        new(ItemKind.File, 20 * MegaByte, ["*/*"]),
    ];

    public string Name => "wecom";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = WeComSending.MaxTextBytes,
        TextUnit = TextUnit.Utf8Bytes,
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Link, ItemKind.Card, ItemKind.Postback],
        Files = Files,
        RecallWithin = WeComSending.RecallWithin,
        Settings =
        [
            .. WeComSettings.Common,
            new AccountSetting(WeComSettings.AgentId, Required: true, Secret: false) { Hint = ("应用的 AgentId", "AgentId of the app") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => WeComVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        if (payload.Span is [(byte)'{', ..])
        {
            var (root, notJson) = JsonReading.ReadObject(payload);
            return notJson is { } why ? new Parsed.Malformed(why) : WeComRobot.Read(root);
        }

        var (fields, fault) = FlatFields.Read(payload.Span);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : WeComMessage.Read(fields);
    }

    /// <summary>Nothing: an answer in the response would be a message, and by then nobody has written one.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        WeComRobot.Compose(message, account) ?? WeComSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WeComErrors.Interpret(response, now);

    public HttpDelivery? RecallRequest(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        WeComSending.Recall(platformMessageId, account, accessToken);

    public HttpDelivery? TokenRequest(ChannelAccount account) => WeComSettings.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        WeChatMedia.FetchRequest(media, account, accessToken, WeComSettings.Platform);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => WeChatMedia.ReadFetched(response) switch
    {
        // A file said to a robot is encrypted by the account's key; what cannot be opened is not there.
        Fetched.Content content when media.Format == WeComRobot.EncryptedFile =>
            MessageCipher.Of(account.Setting(WeComSettings.EncodingAesKey))?.DecryptFile(content.Bytes.Span) is { } opened
                ? new Fetched.Content(opened, Mime: null, content.FileName)
                : new Fetched.Gone(null),
        var fetched => fetched,
    };

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        WeChatMedia.UploadRequest(attachment, account, accessToken, WeComSettings.Platform);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("media_id"), WeComErrors.Interpret);
}
