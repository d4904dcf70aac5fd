using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Shopify;

/// <summary>Looks an order up by the admin API (GraphQL).</summary>
internal static class ShopifyOrders
{
    private const string DefaultVersion = "2025-01";

    private const string Query =
        "query($id:ID!){order(id:$id){id name displayFinancialStatus currentTotalPriceSet{shopMoney{amount currencyCode}} lineItems(first:100){nodes{title sku quantity}}}}";

    /// <returns>Null when the account lacks what the platform asks for, or it is no number of an order.</returns>
    internal static HttpDelivery? Request(string orderId, ChannelAccount account)
    {
        var version = account.Setting(ShopifySettings.ApiVersion) ?? DefaultVersion;
        if (account.Setting(ShopifySettings.AccessToken) is not { } token
            || account.Setting(ShopifySettings.ShopDomain) is not { } shop
            || Uri.CheckHostName(shop) != UriHostNameType.Dns
            || ApiBase.Of(account, $"https://{shop}") is not { } platform
            || !long.TryParse(orderId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("query", Query);
            json.WriteStartObject("variables");
            json.WriteString("id", FormattableString.Invariant($"gid://shopify/Order/{id}"));
            json.WriteEndObject();
        });
        return new HttpDelivery("POST", new Uri(platform, $"admin/api/{Uri.EscapeDataString(version)}/graphql.json"), JsonBody.ContentType, body)
        {
            Headers = new Dictionary<string, string> { ["X-Shopify-Access-Token"] = token },
        };
    }

    internal static Order? Read(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status != 200 || fault is not null || root.Object("data")?.Object("order") is not { } order || order.Id("id") is not { } id)
        {
            return null;
        }

        var money = order.Object("currentTotalPriceSet")?.Object("shopMoney");
        return new Order(id[(id.LastIndexOf('/') + 1)..], null, money?.Id("amount"), money?.String("currencyCode"), order.String("displayFinancialStatus"))
        {
            Lines =
            [
                .. (order.Object("lineItems")?.Array("nodes") ?? []).Where(line => line.ValueKind == JsonValueKind.Object).Take(Order.MaxLines)
                    .Select(line => new OrderLine(line.String("title"), line.String("sku"), (int)Math.Clamp(line.Integer("quantity") ?? 1, 0, int.MaxValue))),
            ],
        };
    }
}
