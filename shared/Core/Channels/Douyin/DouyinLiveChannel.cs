namespace OmniFunctions.Channels.Douyin;

/// <summary>What viewers of a live room do: comments, gifts, likes, the fan club. The README beside this file has the settings.</summary>
public sealed class DouyinLiveChannel : IChannel
{
    public string Name => "douyin-live";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = 1,
        // The platform has no way for others to speak in a room.
        Sends = [],
        Settings =
        [
            new AccountSetting(DouyinSettings.PushSecret, Required: true, Secret: true)
            {
                Hint = ("直播数据推送的密钥（开放平台 - 数据推送配置）", "The secret of the live data push (open platform, push configuration)"),
            },
            new AccountSetting(ReplayWindow.Setting, Required: false, Secret: false)
            {
                Hint = ("允许的时间偏差（秒），默认 300", "How many seconds a request's time may be off; 300 unless set"),
            },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => DouyinLive.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => DouyinLive.Parse(request, payload);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();
}
