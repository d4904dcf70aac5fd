using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeChat;
using OmniFunctions.Channels.WeCom;

namespace OmniFunctions.Channels.WeComKf;

/// <summary>
/// WeChat Customer Service: customers write from WeChat, the company answers from WeCom. A webhook only says that there is something; it is then read
/// with a cursor. The README beside this file has the settings.
/// </summary>
public sealed class WeComKfChannel : IChannel
{
    private const int MessagesPerWindow = 5;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);

    public string Name => "wecom-kf";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = WeComSending.MaxTextBytes,
        TextUnit = TextUnit.Utf8Bytes,
        ReplyWindow = Window,
        MessagesPerReplyWindow = MessagesPerWindow,
        EventWindows = [new EventWindow(KfMessage.EnterSession, KfSending.WelcomeWindow, Messages: 1)],
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File, ItemKind.Location, ItemKind.Postback],
        Files = WeComChannel.Files,
        // The platform takes our own message id, and takes each of them once.
        IdempotentSend = true,
        // It tells only of what failed, so that nothing is ever seen to arrive.
        Receipts = null,
        Settings = WeComSettings.Common,
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => WeComVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (fields, fault) = FlatFields.Read(payload.Span);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : WeComMessage.Read(fields);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => KfSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WeComErrors.Interpret(response, now);

    public HttpDelivery? TokenRequest(ChannelAccount account) => WeComSettings.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");

    public HttpDelivery? FetchRequest(Media media, ChannelAccount account, string? accessToken) =>
        WeChatMedia.FetchRequest(media, account, accessToken, WeComSettings.Platform);

    public Fetched ReadFetched(DeliveryResponse response, Media media, ChannelAccount account, string? accessToken) => WeChatMedia.ReadFetched(response);

    public HttpDelivery? UploadRequest(OutgoingContent.Attachment attachment, ChannelAccount account, string? accessToken) =>
        WeChatMedia.UploadRequest(attachment, account, accessToken, WeComSettings.Platform);

    public (string? PlatformId, DeliveryOutcome? Outcome) ReadUpload(DeliveryResponse response, DateTimeOffset now) =>
        UploadAnswer.Read(response, now, root => root.Id("media_id"), WeComErrors.Interpret);

    public PullPosition? PullAfter(InboundItem item) => KfPulling.After(item);

    public HttpDelivery? PullRequest(PullPosition position, ChannelAccount account, string? accessToken, DateTimeOffset now) =>
        KfPulling.Request(position, account, accessToken);

    public Pulled ReadPulled(DeliveryResponse response, PullPosition position, ChannelAccount account) => KfPulling.Read(response, position);
}
