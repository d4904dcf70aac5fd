using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Doudian;

/// <summary>Our calls to the shop platform: a token of an app that is the shop's own, and an order by its number.</summary>
internal static class DoudianOrders
{
    private const string Platform = "https://openapi-fxg.jinritemai.com";
    private const string Version = "2";
    private const string Taken = "10000";

    internal static HttpDelivery? TokenRequest(ChannelAccount account, DateTimeOffset now) => account.Setting(DoudianChannel.ShopSetting) is { } shop
        ? Call("token.create", account, null, now, json =>
        {
            // In the order of their names: what is signed is this very text.
            json.WriteString("code", "");
            json.WriteString("grant_type", "authorization_self");
            json.WriteString("shop_id", shop);
        })
        : null;

    internal static AccessToken? ReadToken(DeliveryResponse response) =>
        Data(response) is { } data && data.String("access_token") is { Length: > 0 } token && data.Integer("expires_in") is > 0 and <= int.MaxValue and var seconds
            ? new AccessToken(token, (int)seconds)
            : null;

    /// <returns>Null where the account has no shop whose token could be had, or it is no number of an order.</returns>
    internal static HttpDelivery? Request(string orderId, ChannelAccount account, string? accessToken, DateTimeOffset now) =>
        account.Setting(DoudianChannel.ShopSetting) is not null && accessToken is not null && orderId.Length is > 0 and <= Limits.MaxIdLength && orderId.All(char.IsAsciiDigit)
            ? Call("order.orderDetail", account, accessToken, now, json => json.WriteString("shop_order_id", orderId))
            : null;

    internal static Order? Read(DeliveryResponse response) => Data(response)?.Object("shop_order_detail") is { } order && order.Id("order_id") is { } id
        ? new Order(id, null, DoudianMessage.Yuan(order.Integer("pay_amount") ?? order.Integer("order_amount")), "CNY", order.String("order_status_desc") ?? order.Id("order_status"))
        {
            Lines =
            [
                .. order.Array("sku_order_list").Where(line => line.ValueKind == JsonValueKind.Object).Take(Order.MaxLines).Select(line => new OrderLine(
                    line.String("product_name"),
                    line.Id("code") ?? line.Id("out_sku_id"),
                    (int)Math.Clamp(line.Integer("item_num") ?? 1, 0, int.MaxValue),
                    DoudianMessage.Yuan(line.Integer("goods_price")))),
            ],
        }
        : null;

    private static JsonElement? Data(DeliveryResponse response) =>
        response.Status == 200 && JsonReading.ReadObject(response.Body) is { Fault: null, Root: var said } && said.Id("code") == Taken ? said.Object("data") : null;

    /// <summary>Signed over five of the parameters by their names, the secret on either side and for a key. The token is not among them.</summary>
    private static HttpDelivery? Call(string method, ChannelAccount account, string? accessToken, DateTimeOffset now, Action<Utf8JsonWriter> parameters)
    {
        if (account.Setting(DoudianChannel.AppKeySetting) is not { } key || account.Setting(DoudianChannel.AppSecretSetting) is not { } secret || ApiBase.Of(account, Platform) is not { } platform)
        {
            return null;
        }

        var body = JsonBody.Of(parameters);
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = $"{secret}app_key{key}method{method}param_json{Encoding.UTF8.GetString(body.Span)}timestamp{time}v{Version}{secret}";
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
        var query = $"method={method}&app_key={Uri.EscapeDataString(key)}&timestamp={time}&v={Version}&sign_method=hmac-sha256&sign={sign}";
        var token = accessToken is null ? "" : "&access_token=" + Uri.EscapeDataString(accessToken);
        return new HttpDelivery("POST", new Uri(platform, $"{method.Replace('.', '/')}?{query}{token}"), JsonBody.ContentType, body);
    }
}
