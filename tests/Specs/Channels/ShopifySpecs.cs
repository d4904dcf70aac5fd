using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Shopify;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class ShopifySpecs
{
    private const string OrderBody = """
        {"id":820982911946154508,"name":"#9999","financial_status":"paid","currency":"USD","total_price":"199.00","customer":{"id":115310627314723954,"first_name":"John","last_name":"Smith"},
        "line_items":[{"title":"IPod Nano","quantity":2,"price":"99.50","sku":"IPOD"}]}
        """;

    private static readonly ShopifyChannel Channel = new();

    [Fact]
    public void An_order_is_its_customer_s_with_every_digit_of_its_ids_and_opens_nothing()
    {
        var item = Parse("orders/create", OrderBody).Only();

        Assert.Equal((ItemKind.Order, "orders/create", "115310627314723954", "John Smith", "w-1", false), (item.Kind, item.Name, item.Sender, item.DisplayName, item.DedupeKey, item.Speaks));
        Assert.Equal(("820982911946154508", "199.00", "USD", "paid"), (item.Order!.Id, item.Order.Total, item.Order.Currency, item.Order.Status));
        Assert.Equal(new OrderLine("IPod Nano", "IPOD", 2, "99.50"), Assert.Single(item.Order.Lines));
        Assert.Equal("#9999", item.Details["order_name"].Text);
    }

    [Fact]
    public void A_refund_is_of_its_order_and_the_sum_of_its_transactions()
    {
        var order = Parse("refunds/create", """{"id":1,"order_id":450789469,"transactions":[{"amount":"41.94"},{"amount":"0.06"},{"amount":"x"}]}""").Only().Order!;

        Assert.Equal(("450789469", "42.00", "refunded"), (order.Id, order.Total, order.Status));
    }

    [Fact]
    public void A_fulfilment_tells_where_the_parcel_is()
    {
        var item = Parse("fulfillments/update", """{"id":1,"order_id":2,"status":"success","tracking_number":"SF1","tracking_company":"SF","tracking_url":"https://sf/1"}""").Only();

        Assert.Equal(("2", "success", "SF1"), (item.Order!.Id, item.Order.Status, item.Details["tracking_number"].Text));
    }

    [Theory]
    [InlineData("orders/create")]
    [InlineData("refunds/create")]
    [InlineData("fulfillments/create")]
    public void What_concerns_an_order_and_names_none_cannot_be_read(string topic) => Assert.Equal(new Parsed.Malformed(ParseFault.MissingField), Parse(topic, "{}"));

    [Fact]
    public void Any_other_topic_is_an_event_under_its_name() => Assert.Equal(
        (ItemKind.Event, "app/uninstalled", "shop.myshopify.com"), (Parse("app/uninstalled", "{}").Only().Kind, Parse("app/uninstalled", "{}").Only().Name, Parse("app/uninstalled", "{}").Only().Sender));

    [Theory]
    [InlineData("X-Shopify-")]
    [InlineData("shopify-")]
    public void Both_families_of_headers_are_read(string prefix)
    {
        var request = Signed("{\"id\":1}", "new", "orders/paid", prefix);

        Assert.IsType<Verification.Authentic>(Verify(request));
        Assert.Equal(ItemKind.Order, Channel.Parse(request, request.Body, Shop()).Only().Kind);
    }

    [Theory]
    [InlineData("new", true)]
    [InlineData("old", true)]
    [InlineData("older", false)]
    public void After_a_rotation_the_secret_before_is_believed_for_a_while(string secret, bool believed) =>
        Assert.Equal(believed, Verify(Signed("{}", secret, "orders/paid")) is Verification.Authentic);

    [Theory]
    [InlineData("X-Shopify-Topic")]
    [InlineData("X-Shopify-Shop-Domain")]
    [InlineData("X-Shopify-Webhook-Id")]
    [InlineData("X-Shopify-API-Version")]
    [InlineData("X-Shopify-Hmac-Sha256")]
    public void A_header_that_must_be_there_and_is_not_proves_nothing(string missing)
    {
        var request = Signed("{}", "new", "orders/paid");

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Verify(request with { Headers = request.Headers.Where(header => header.Key != missing).ToDictionary(StringComparer.OrdinalIgnoreCase) }));
    }

    [Fact]
    public void An_empty_body_proves_nothing() => Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Verify(Signed("", "new", "orders/paid")));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("%%%")]
    public void A_signature_that_is_none_is_a_mismatch(string hmac)
    {
        var request = Signed("{}", "new", "orders/paid");
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Shopify-Hmac-Sha256"] = hmac };

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Verify(request with { Headers = headers }));
    }

    [Fact]
    public void Another_shop_than_the_account_s_is_not_ours() => Assert.Equal(
        new Verification.Rejected(Rejection.WrongReceiver), Verify(Signed("{}", "new", "orders/paid"), (ShopifySettings.ShopDomain, "other.myshopify.com")));

    [Fact]
    public void Nobody_can_be_written_to() => Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Channel.Compose(Outgoing("x"), Shop(), null));

    [Fact]
    public void An_order_is_looked_up_by_its_number()
    {
        var request = Channel.OrderRequest("820982911946154508", Shop((ShopifySettings.ShopDomain, "shop.myshopify.com"), (ShopifySettings.AccessToken, "T")), null, Now)!;

        Assert.Equal("https://shop.myshopify.com/admin/api/2025-01/graphql.json", request.Address.AbsoluteUri);
        Assert.Equal("T", request.Headers["X-Shopify-Access-Token"]);
        Assert.Contains("gid://shopify/Order/820982911946154508", BodyOf(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1) { x", "shop.myshopify.com", "T")]
    [InlineData("1", "evil/..", "T")]
    [InlineData("1", "shop.myshopify.com", "")]
    public void What_is_no_order_or_no_shop_is_not_asked_for(string order, string shop, string token) =>
        Assert.Null(Channel.OrderRequest(order, Shop((ShopifySettings.ShopDomain, shop), (ShopifySettings.AccessToken, token)), null, Now));

    [Fact]
    public void What_is_found_is_read()
    {
        var order = Channel.ReadOrder(Answer(200, """{"data":{"order":{"id":"gid://shopify/Order/1","displayFinancialStatus":"PAID","currentTotalPriceSet":{"shopMoney":{"amount":"9.9","currencyCode":"USD"}},"lineItems":{"nodes":[{"title":"a","sku":"b","quantity":1}]}}}}"""))!;

        Assert.Equal(("1", "9.9", "USD", "PAID", "a"), (order.Id, order.Total, order.Currency, order.Status, order.Lines[0].Title));
        Assert.Null(Channel.ReadOrder(Answer(200, """{"data":{"order":null}}""")));
    }

    private static ChannelAccount Shop(params (string, string)[] settings) =>
        Account("shopify", [(ShopifySettings.ApiSecret, "new"), (ShopifySettings.PreviousApiSecret, "old"), .. settings]);

    private static Verification Verify(WebhookRequest request, params (string, string)[] settings) => Channel.Verify(request, Shop(settings), Now);

    private static Parsed Parse(string topic, string body)
    {
        var request = Signed(body, "new", topic);
        return Channel.Parse(request, request.Body, Shop());
    }

    private static WebhookRequest Signed(string body, string secret, string topic, string prefix = "X-Shopify-") => Post(
        body,
        null,
        (prefix + "Topic", topic),
        (prefix + "Shop-Domain", "shop.myshopify.com"),
        (prefix + "API-Version", "2025-01"),
        (prefix + "Webhook-Id", "w-1"),
        (prefix + "Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))));
}
