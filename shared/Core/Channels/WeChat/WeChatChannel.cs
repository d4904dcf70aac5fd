using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// WeChat's customer messages: official accounts and mini programs speak one protocol, the former in XML and the latter in either,
/// so that one implementation stands twice in the catalogue. The README beside this file has the settings.
/// </summary>
public sealed class WeChatChannel(string name) : IChannel
{
    private const int MessagesPerWindow = 5;
    private static readonly TimeSpan Window = TimeSpan.FromHours(48);

    public string Name => name;

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 64 * 1024,
        MaxTextLength = WeChatSending.MaxTextBytes,
        TextUnit = TextUnit.Utf8Bytes,
        ReplyWindow = Window,
        MessagesPerReplyWindow = MessagesPerWindow,
        Settings =
        [
            new AccountSetting(WeChatSettings.Token, Required: true, Secret: true),
            new AccountSetting(WeChatSettings.EncodingAesKey, Required: false, Secret: true),
            new AccountSetting(WeChatSettings.AppId, Required: true, Secret: false),
            new AccountSetting(WeChatSettings.AppSecret, Required: true, Secret: true),
            new AccountSetting(WeChatSettings.Mode, Required: false, Secret: false),
            new AccountSetting(ReplayWindow.Setting, Required: false, Secret: false),
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => WeChatVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (fields, fault) = FlatFields.Read(payload.Span);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : WeChatMessage.Read(fields);
    }

    /// <summary>Exactly this word, or the customer is told that the service is out of order.</summary>
    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Text("success");

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => WeChatSending.Compose(message, account, accessToken);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => WeChatSending.Interpret(response, now);

    public HttpDelivery? TokenRequest(ChannelAccount account) => WeChatToken.Request(account);

    public AccessToken? ReadToken(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");
}
