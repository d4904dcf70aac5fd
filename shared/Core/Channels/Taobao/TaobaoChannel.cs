using System.Security.Cryptography;

namespace OmniFunctions.Channels.Taobao;

/// <summary>
/// Trades and refunds of Taobao and Tmall: the platform calls us (Qimen), and its message service is asked. Buyers cannot be written to.
/// The README beside this file has the settings.
/// </summary>
public sealed class TaobaoChannel : IChannel
{
    public string Name => "taobao-top";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = 1,
        // Chats with buyers have no API for everybody.
        Sends = [],
        PollEvery = TimeSpan.FromSeconds(30),
        SenderIds = SenderIds.Masked,
        SenderIdsValidFor = TimeSpan.FromDays(90),
        Settings =
        [
            new AccountSetting(TaobaoSettings.AppKey, Required: true, Secret: false)
            {
                Hint = ("淘宝开放平台应用的 AppKey", "AppKey of the app on Taobao's open platform"),
            },
            new AccountSetting(TaobaoSettings.AppSecret, Required: true, Secret: true)
            {
                Hint = ("应用的 AppSecret", "The app's AppSecret"),
            },
            new AccountSetting(TaobaoSettings.Session, Required: false, Secret: true)
            {
                Hint = ("店铺授权得到的 SessionKey，查询订单用", "The SessionKey of the shop's authorisation, to look orders up"),
            },
            new AccountSetting(TaobaoSettings.MessageGroup, Required: false, Secret: false)
            {
                Hint = ("消息服务（TMC）的分组，如 default；留空则不拉取", "Group of the message service (TMC), as default; empty = it is not read"),
            },
            new AccountSetting(ReplayWindow.Setting, Required: false, Secret: false)
            {
                Hint = ("允许的时间偏差（秒），默认 600", "How many seconds a request's time may be off; 600 unless set"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => TaobaoVerification.Verify(request, account, now);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (fields, fault) = TaobaoFields.Read(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        var name = request.QueryValue("method") ?? fields.Id("method");
        var query = new TaobaoFields(request.Query);
        var key = fields.Id("tid") is null ? Convert.ToHexStringLower(SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(request.QueryValue("sign") ?? ""), .. payload.Span])) : null;
        return name is not null && TaobaoMessage.Read(name, fields.IsEmpty ? query : fields, query, key, TaobaoVerification.Time(request.QueryValue("timestamp"))) is { } item
            ? new Parsed.Items(item)
            : new Parsed.Malformed(ParseFault.MissingField);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        request.QueryValue("format") == "xml" || (request.QueryValue("format") is null && payload.Span.TrimStart(" \t\r\n"u8) is [(byte)'<', ..])
            ? new WebhookReply(200, "text/xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?><response><flag>success</flag><code>0</code><message></message></response>"u8.ToArray())
            : new WebhookReply(200, JsonBody.ContentType, """{"response":{"flag":"success","code":"0","message":""}}"""u8.ToArray());

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();

    public IReadOnlyList<string> PolledStreams(ChannelAccount account) => account.Setting(TaobaoSettings.MessageGroup) is { } group ? [group] : [];

    public HttpDelivery? PullRequest(PullPosition position, ChannelAccount account, string? accessToken, DateTimeOffset now) => TaobaoCalls.Consume(position, account, now);

    public Pulled ReadPulled(DeliveryResponse response, PullPosition position, ChannelAccount account) => TaobaoCalls.ReadMessages(response, position, account);

    public HttpDelivery? OrderRequest(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) => TaobaoCalls.Order(orderId, account, now);

    public Order? ReadOrder(DeliveryResponse response) => TaobaoCalls.ReadOrder(response);
}
