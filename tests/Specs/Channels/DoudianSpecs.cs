using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Doudian;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class DoudianSpecs
{
    private static readonly DoudianChannel Channel = new();
    private static readonly ChannelAccount Shop = Account("doudian", (DoudianChannel.AppKeySetting, "k"), (DoudianChannel.AppSecretSetting, "s"));

    [Theory]
    [InlineData("""
        "{\"p_id\":4781320682406083640,\"shop_id\":2,\"order_status\":2,\"pay_amount\":1990,\"update_time\":1763640000}"
        """)]
    [InlineData("""{"p_id":4781320682406083640,"shop_id":2,"order_status":2,"pay_amount":1990,"update_time":1763640000}""")]
    public void An_order_keeps_its_digits_and_opens_nothing(string data)
    {
        var item = Parse($$"""[{"tag":"101","msg_id":"m","data":{{data}}}]""").Only();

        Assert.Equal((ItemKind.Order, "101", "m", false), (item.Kind, item.Name, item.DedupeKey, item.Speaks));
        Assert.Equal(("4781320682406083640", "19.90", "2"), (item.Order!.Id, item.Order.Total, item.Order.Status));
        Assert.Equal(Now, item.SentAt);
    }

    [Fact]
    public void An_order_is_looked_up_with_a_token_of_the_shop_and_signed_over_the_very_body()
    {
        var shop = Account("doudian", (DoudianChannel.AppKeySetting, "k"), (DoudianChannel.AppSecretSetting, "s"), (DoudianChannel.ShopSetting, "2"));
        var request = ((IChannel)Channel).OrderRequest("4781320682406083640", shop, "t-1", Now)!;

        var body = Encoding.UTF8.GetString(request.Body.Span);
        Assert.Equal("""{"shop_order_id":"4781320682406083640"}""", body);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData("s"u8, Encoding.UTF8.GetBytes($"sapp_keykmethodorder.orderDetailparam_json{body}timestamp{Now.ToUnixTimeSeconds()}v2s")));
        Assert.Equal("/order/orderDetail", request.Address.AbsolutePath);
        Assert.Contains($"&sign_method=hmac-sha256&sign={expected}&access_token=t-1", request.Address.Query, StringComparison.Ordinal);
        Assert.Null(((IChannel)Channel).OrderRequest("1024-1", shop, "t-1", Now));
        Assert.Null(((IChannel)Channel).OrderRequest("1024", Shop, "t-1", Now));
    }

    [Fact]
    public void What_the_platform_tells_of_an_order_is_read_and_a_refusal_is_none()
    {
        var order = Channel.ReadOrder(new DeliveryResponse(200, """
            {"code":10000,"data":{"shop_order_detail":{"order_id":"4781320682406083640","order_status":3,"order_status_desc":"已发货","pay_amount":1990,
             "sku_order_list":[{"product_name":"鞋","code":"A-1","item_num":2,"goods_price":995}]}},"msg":"success"}
            """u8.ToArray()))!;

        Assert.Equal(("4781320682406083640", "19.90", "CNY", "已发货"), (order.Id, order.Total, order.Currency, order.Status));
        Assert.Equal(new OrderLine("鞋", "A-1", 2, "9.95"), Assert.Single(order.Lines));
        Assert.Null(Channel.ReadOrder(new DeliveryResponse(200, """{"code":50002,"msg":"no such order","data":{}}"""u8.ToArray())));
    }

    [Fact]
    public void A_token_is_bought_for_the_shop_whose_own_app_it_is()
    {
        var shop = Account("doudian", (DoudianChannel.AppKeySetting, "k"), (DoudianChannel.AppSecretSetting, "s"), (DoudianChannel.ShopSetting, "2"));

        Assert.Equal("""{"code":"","grant_type":"authorization_self","shop_id":"2"}""", Encoding.UTF8.GetString(Channel.TokenRequest(shop, Now)!.Body.Span));
        Assert.Null(Channel.TokenRequest(Shop, Now));
        Assert.Equal(new AccessToken("t-1", 604_800), Channel.ReadToken(new DeliveryResponse(200, """{"code":10000,"data":{"access_token":"t-1","expires_in":604800}}"""u8.ToArray())));
    }

    [Fact]
    public void What_names_no_order_is_an_event() => Assert.Equal(ItemKind.Event, Parse("""[{"tag":"400","msg_id":"m","data":"{\"product_id\":1}"}]""").Only().Kind);

    [Fact]
    public void A_probe_among_others_leaves_nothing_and_a_bad_one_loses_none()
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse("""[{"tag":"0","msg_id":"0","data":"x"},{"tag":"100","msg_id":"1","data":"{"},{"tag":"100","msg_id":"2","data":"{}"},{"msg_id":"3"}]"""));

        Assert.Equal(["2"], parsed.List.Select(item => item.DedupeKey));
        Assert.Equal([ParseFault.InvalidValue, ParseFault.MissingField], parsed.Faults);
    }

    [Fact]
    public void Another_app_s_push_is_not_ours() => Assert.Equal(new Verification.Rejected(Rejection.WrongReceiver), Channel.Verify(Signed("[]", ("app-id", "other")), Shop, Now));

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("00000000000000000000000000000000")]
    public void A_signature_that_is_none_is_a_mismatch(string sign) =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(Post("[]", null, ("event-sign", sign)), Shop, Now));

    [Fact]
    public void A_push_without_one_proves_nothing() => Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("[]"), Shop, Now));

    [Theory]
    [InlineData("x")]
    [InlineData("7")]
    public void What_is_no_list_is_malformed(string body) => Assert.Equal(new Parsed.Malformed(ParseFault.NotJson), Parse(body));

    private static Parsed Parse(string body)
    {
        var request = Signed(body, ("app-id", "k"));
        Assert.IsType<Verification.Authentic>(Channel.Verify(request, Shop, Now));
        return Channel.Parse(request, request.Body, Shop);
    }

#pragma warning disable CA5351 // The platform's protocol is MD5.
    private static WebhookRequest Signed(string body, (string, string) app) =>
        Post(body, null, app, ("event-sign", Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes("k" + body + "s")))));
#pragma warning restore CA5351
}
