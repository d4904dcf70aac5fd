using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Doudian;

/// <summary>What happens in a Doudian shop (抖店): orders, parcels, refunds. Nobody can be written to through it. The README beside this file has the settings.</summary>
public sealed class DoudianChannel : IChannel
{
    public const string AppKeySetting = "app_key";
    public const string AppSecretSetting = "app_secret";
    public const string ShopSetting = "shop_id";

    private const string AppHeader = "app-id";
    private const string SignatureHeader = "event-sign";
    private const int MaxItems = 1_000;

    public string Name => "doudian";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = 1,
        Sends = [],
        SenderIds = SenderIds.Masked,
        SenderIdsValidFor = TimeSpan.FromDays(90),
        Settings =
        [
            new AccountSetting(AppKeySetting, Required: true, Secret: false)
            {
                Hint = ("抖店开放平台应用的 App Key", "App Key of the app on Doudian's open platform"),
            },
            new AccountSetting(AppSecretSetting, Required: true, Secret: true)
            {
                Hint = ("应用的 App Secret，用于校验推送签名", "The app's App Secret, by which pushes are checked"),
            },
            new AccountSetting(ShopSetting, Required: false, Secret: false)
            {
                Hint = ("店铺 ID；自用型应用填写后可查询订单", "The shop's id; with it an app of the shop's own looks orders up"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false)
            {
                Hint = ("默认 https://openapi-fxg.jinritemai.com", "By default https://openapi-fxg.jinritemai.com"),
            },
        ],
    };

    /// <summary>MD5 in hexadecimal over key, raw body and secret. No time is signed; the ids of messages tell repetitions.</summary>
    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(AppKeySetting) is not { } key || account.Setting(AppSecretSetting) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (!Mac.HexMatches(given, Digest(key, request.Body.Span, secret)))
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        return request.Header(AppHeader) is { } app && !FixedTime.Equal(key, app)
            ? new Verification.Rejected(Rejection.WrongReceiver)
            : new Verification.Authentic(request.Body);
    }

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var (root, fault) = JsonReading.ReadObjectOrArray(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : ItemList.Read(root, MaxItems, DoudianMessage.Read);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) =>
        new(200, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteNumber("code", 0);
            json.WriteString("msg", "success");
        }));

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) => new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Unknown();

    public HttpDelivery? TokenRequest(ChannelAccount account, DateTimeOffset now) => DoudianOrders.TokenRequest(account, now);

    public AccessToken? ReadToken(DeliveryResponse response) => DoudianOrders.ReadToken(response);

    public HttpDelivery? OrderRequest(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) => DoudianOrders.Request(orderId, account, accessToken, now);

    public Order? ReadOrder(DeliveryResponse response) => DoudianOrders.Read(response);

    private static byte[] Digest(string key, ReadOnlySpan<byte> body, string secret)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(key), .. body, .. Encoding.UTF8.GetBytes(secret)];
#pragma warning disable CA5351 // The platform's protocol is MD5; there is no other to choose.
        return MD5.HashData(signed);
#pragma warning restore CA5351
    }
}
