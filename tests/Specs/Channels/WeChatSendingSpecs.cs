using OmniFunctions.Channels;
using OmniFunctions.Channels.WeChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeChatSendingSpecs
{
    private static readonly IChannel Channel = new WeChatChannel("wechat-oa");

    private static readonly ChannelAccount Configured = Account(
        "wechat-oa", (WeChatSettings.AppId, "wx1"), (WeChatSettings.AppSecret, "s3cret"), ("api_base", "http://127.0.0.1:9000/fake/"));

    [Fact]
    public void A_text_leaves_with_its_chinese_as_it_is()
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好 \"<&>\" 😀"), Configured, "T+1"));

        Assert.Equal("http://127.0.0.1:9000/fake/cgi-bin/message/custom/send?access_token=T%2B1", delivery.Address.AbsoluteUri);
        Assert.Contains("您好 \\\"<&>\\\"", BodyOf(delivery), StringComparison.Ordinal);
        Assert.StartsWith("""{"touser":"u1","msgtype":"text","text":{"content":""", BodyOf(delivery), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_setting_it_goes_to_the_platform() => Assert.Equal(
        "https://api.weixin.qq.com/cgi-bin/message/custom/send?access_token=T",
        Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("x"), Account("wechat-oa"), "T")).Address.AbsoluteUri);

    [Fact]
    public void Where_a_delivery_goes_is_not_in_its_text() =>
        Assert.DoesNotContain("T0ken", Channel.Compose(Outgoing("x"), Configured, "T0ken").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public void An_address_that_is_none_sends_nothing(string apiBase) => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Channel.Compose(Outgoing("x"), Account("wechat-oa", ("api_base", apiBase)), "T"));

    [Fact]
    public void Without_a_token_nothing_leaves() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Channel.Compose(Outgoing("x"), Configured, null));

    [Fact]
    public void The_length_is_counted_in_bytes()
    {
        Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing(new string('好', 682)), Configured, "T"));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooLong), Channel.Compose(Outgoing(new string('好', 683)), Configured, "T"));
    }

    [Theory]
    [InlineData(40003, DeliveryRefusal.RecipientUnknown)]
    [InlineData(43004, DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(45002, DeliveryRefusal.TooLong)]
    [InlineData(45009, DeliveryRefusal.Throttled)]
    [InlineData(45015, DeliveryRefusal.OutsideReplyWindow)]
    [InlineData(45047, DeliveryRefusal.TooManyMessages)]
    [InlineData(48001, DeliveryRefusal.NotPermitted)]
    [InlineData(99999, DeliveryRefusal.PlatformError)]
    public void The_platform_s_refusals_are_told_apart(int code, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Channel.Interpret(Answer(200, $$"""{"errcode":{{code}},"errmsg":"no"}"""), Now));

    [Fact]
    public void Zero_is_delivered() =>
        Assert.Equal(new DeliveryOutcome.Delivered(null), Channel.Interpret(Answer(200, """{"errcode":0,"errmsg":"ok"}"""), Now));

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public void A_spent_token_is_to_be_renewed(int code) =>
        Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.Interpret(Answer(200, $$"""{"errcode":{{code}}}"""), Now));

    [Fact]
    public void A_busy_platform_is_asked_again_later() =>
        Assert.True(Assert.IsType<DeliveryOutcome.Throttled>(Channel.Interpret(Answer(200, """{"errcode":-1}"""), Now)).Until > Now);

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(502, """{"errcode":0}""")]
    public void An_answer_that_says_nothing_leaves_the_outcome_unknown(int status, string body) =>
        Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void A_token_is_asked_for_without_spoiling_the_one_in_use()
    {
        var request = Channel.TokenRequest(Configured)!;

        Assert.Equal("http://127.0.0.1:9000/fake/cgi-bin/stable_token", request.Address.AbsoluteUri);
        Assert.Equal("""{"grant_type":"client_credential","appid":"wx1","secret":"s3cret","force_refresh":false}""", BodyOf(request));
    }

    [Fact]
    public void Without_a_secret_no_token_is_asked_for() => Assert.Null(Channel.TokenRequest(Account("wechat-oa", (WeChatSettings.AppId, "wx1"))));

    [Fact]
    public void A_token_comes_with_its_lifetime() =>
        Assert.Equal(new AccessToken("T", 7200), Channel.ReadToken(Answer(200, """{"access_token":"T","expires_in":7200}""")));

    [Theory]
    [InlineData(200, """{"errcode":40125,"errmsg":"invalid appsecret"}""")]
    [InlineData(200, """{"access_token":"","expires_in":7200}""")]
    [InlineData(200, """{"access_token":"T","expires_in":0}""")]
    [InlineData(200, """{"access_token":"T","expires_in":"soon"}""")]
    [InlineData(500, """{"access_token":"T","expires_in":7200}""")]
    [InlineData(200, "")]
    public void An_answer_without_a_token_has_none(int status, string body) => Assert.Null(Channel.ReadToken(Answer(status, body)));
}
