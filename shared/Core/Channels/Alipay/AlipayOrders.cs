using System.Globalization;
using System.Text;

namespace OmniFunctions.Channels.Alipay;

/// <summary>Looks a payment up (<c>alipay.trade.query</c>).</summary>
internal static class AlipayOrders
{
    private const string Platform = "https://openapi.alipay.com";
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <returns>Null when the account lacks what the platform asks for.</returns>
    internal static HttpDelivery? Request(string orderId, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(AlipaySettings.AppId) is not { } app
            || account.Setting(AlipaySettings.PrivateKey) is not { } key
            || ApiBase.Of(account, Platform) is not { } platform)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>
        {
            ["app_id"] = app,
            ["biz_content"] = Encoding.UTF8.GetString(JsonBody.Of(json => json.WriteString("out_trade_no", orderId)).Span),
            ["charset"] = "utf-8",
            ["format"] = "JSON",
            ["method"] = "alipay.trade.query",
            ["sign_type"] = "RSA2",
            ["timestamp"] = now.ToOffset(ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["version"] = "1.0",
        };
        return AlipaySignature.Sign(parameters, key) is { } sign
            ? new HttpDelivery("POST", new Uri(platform, "gateway.do?charset=utf-8"), FormBody.ContentType, FormBody.Of([.. parameters.Select(pair => (pair.Key, (string?)pair.Value)), ("sign", sign)]))
            : null;
    }

    internal static Order? Read(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200
            && fault is null
            && root.Object("alipay_trade_query_response") is { } trade
            && trade.String("code") == "10000"
            && (trade.Id("out_trade_no") ?? trade.Id("trade_no")) is { } id
            ? new Order(id, trade.Id("trade_no"), trade.Id("total_amount"), trade.String("trans_currency") ?? "CNY", trade.String("trade_status"))
            : null;
    }
}
