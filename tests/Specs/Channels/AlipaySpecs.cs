using System.Net;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Alipay;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class AlipaySpecs : IDisposable
{
    private static readonly AlipayChannel Channel = new();
    private readonly RSA key = RSA.Create(2048);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Whichever_way_it_was_signed_it_is_believed(bool withType, bool withEmpty) =>
        Assert.IsType<Verification.Authentic>(Verify(Signed(Trade(), withType, withEmpty)));

    [Fact]
    public void A_changed_sum_is_not() => ThenRejected(Rejection.SignatureMismatch, Verify(Signed(Trade(), change: form => form["total_amount"] = "0.01")));

    [Fact]
    public void A_name_that_stands_twice_is_not()
    {
        var request = Signed(Trade());

        ThenRejected(Rejection.SignatureMismatch, Verify(request with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request.Body.Span) + "&total_amount=99.00") }));
    }

    [Fact]
    public void The_older_signature_is_not() => ThenRejected(Rejection.SignatureMismatch, Verify(Signed(Trade(), change: form => form["sign_type"] = "RSA")));

    [Fact]
    public void A_form_without_a_signature_proves_nothing() => ThenRejected(Rejection.SignatureMissing, Verify(Signed(Trade(), change: form => form.Remove("sign"))));

    [Theory]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("")]
    public void A_signature_that_is_none_is_refused(string sign) =>
        Assert.IsType<Verification.Rejected>(Verify(Signed(Trade(), change: form => form["sign"] = sign)));

    [Theory]
    [InlineData("not a key")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_is_a_mistake_of_ours(string publicKey) => Assert.Equal(
        new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Signed(Trade()), Account("alipay", (AlipaySettings.PublicKey, publicKey)), Now));

    [Theory]
    [InlineData(AlipaySettings.AppId, "app", true)]
    [InlineData(AlipaySettings.AppId, "other", false)]
    [InlineData(AlipaySettings.SellerId, "2088", true)]
    [InlineData(AlipaySettings.SellerId, "2089", false)]
    public void Another_app_s_or_merchant_s_payment_is_not_ours(string setting, string value, bool believed) =>
        Assert.Equal(believed, Verify(Signed(Trade()), (setting, value)) is Verification.Authentic);

    [Theory]
    [InlineData("", true)]
    [InlineData("600", false)]
    public void Its_time_is_looked_at_only_where_that_is_wanted(string windowSeconds, bool believed) =>
        Assert.Equal(believed, Verify(Signed(Trade()), ("replay_window_seconds", windowSeconds)) is Verification.Authentic);

    [Fact]
    public void A_payment_is_an_order_of_its_buyer_that_opens_nothing()
    {
        var item = Parse(Trade()).Only();

        Assert.Equal((ItemKind.Order, "trade_status_sync", "buyer", "n-1", false), (item.Kind, item.Name, item.Sender, item.DedupeKey, item.Speaks));
        Assert.Equal(new Order("o-1", "t-1", "0.10", "CNY", "TRADE_SUCCESS"), item.Order! with { Lines = [] }, OrderWithoutLines);
        Assert.Equal(new DateTimeOffset(2019, 8, 15, 7, 56, 25, TimeSpan.Zero), item.SentAt);
    }

    [Fact]
    public void A_message_of_the_platform_that_is_no_payment_is_an_event()
    {
        var item = Parse(new() { ["msg_method"] = "alipay.open.x", ["msg_id"] = "m" }).Only();

        Assert.Equal((ItemKind.Event, "alipay.open.x", "alipay", "m"), (item.Kind, item.Name, item.Sender, item.DedupeKey));
    }

    [Fact]
    public void What_names_neither_is_malformed() => Assert.Equal(new Parsed.Malformed(ParseFault.MissingField), Parse(new() { ["x"] = "y" }));

    [Fact]
    public void An_order_is_looked_up_by_a_signed_request_that_the_other_side_can_check()
    {
        var account = Account("alipay", (AlipaySettings.AppId, "app"), (AlipaySettings.PrivateKey, Convert.ToBase64String(key.ExportRSAPrivateKey())));

        var body = BodyOf(Channel.OrderRequest("o-1", account, null, Now)!);

        var form = body.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));
        var signed = string.Join('&', form.Where(pair => pair.Key != "sign").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(signed), Convert.FromBase64String(form["sign"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal(("2025-11-20 20:00:00", """{"out_trade_no":"o-1"}"""), (form["timestamp"], form["biz_content"]));
    }

    [Fact]
    public void What_is_found_is_read() => Assert.Equal(
        "WAIT_BUYER_PAY", Channel.ReadOrder(Answer(200, """{"alipay_trade_query_response":{"code":"10000","out_trade_no":"o-1","trade_status":"WAIT_BUYER_PAY","total_amount":"0.10"}}"""))!.Status);

    [Fact]
    public void What_is_not_found_is_nothing() => Assert.Null(Channel.ReadOrder(Answer(200, """{"alipay_trade_query_response":{"code":"40004"}}""")));

    public void Dispose() => key.Dispose();

    private static bool OrderWithoutLines(Order left, Order right) =>
        (left.Id, left.PlatformId, left.Total, left.Currency, left.Status) == (right.Id, right.PlatformId, right.Total, right.Currency, right.Status);

    private Verification Verify(WebhookRequest request, params (string, string)[] settings) =>
        Channel.Verify(request, Account("alipay", [(AlipaySettings.PublicKey, Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())), .. settings]), Now);

    private static Parsed Parse(Dictionary<string, string> form)
    {
        var request = Post(Encode(form));
        return Channel.Parse(request, request.Body, Account("alipay"));
    }

    private static Dictionary<string, string> Trade() => new()
    {
        ["notify_type"] = "trade_status_sync", ["notify_id"] = "n-1", ["notify_time"] = "2019-08-15 15:56:25", ["app_id"] = "app", ["seller_id"] = "2088",
        ["buyer_id"] = "buyer", ["out_trade_no"] = "o-1", ["trade_no"] = "t-1", ["total_amount"] = "0.10", ["trade_status"] = "TRADE_SUCCESS", ["subject"] = "语雀 500 人", ["body"] = "",
    };

    private WebhookRequest Signed(Dictionary<string, string> form, bool withType = false, bool withEmpty = false, Action<Dictionary<string, string>>? change = null)
    {
        form["sign_type"] = "RSA2";
        var signed = form.Where(pair => (withType || pair.Key != "sign_type") && (withEmpty || pair.Value.Length > 0));
        form["sign"] = AlipaySignature.Sign(signed, Convert.ToBase64String(key.ExportPkcs8PrivateKey()))!;
        change?.Invoke(form);
        return Post(Encode(form));
    }

    private static string Encode(Dictionary<string, string> form) => string.Join('&', form.Select(pair => $"{pair.Key}={WebUtility.UrlEncode(pair.Value)}"));

    private static void ThenRejected(Rejection reason, Verification verification) => Assert.Equal(new Verification.Rejected(reason), verification);
}
