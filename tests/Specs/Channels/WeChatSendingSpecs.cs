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

    [Fact]
    public void A_question_is_a_menu_and_a_link_an_article()
    {
        Assert.Equal(
            """{"touser":"u1","msgtype":"msgmenu","msgmenu":{"head_content":"Q","list":[{"id":"a","content":"A"}],"tail_content":""}}""",
            Sent(Channel, new OutgoingContent.Choices("Q", [new Choice("a", "A")])));
        Assert.Equal(
            """{"touser":"u1","msgtype":"news","news":{"articles":[{"title":"t","description":"d","url":"https://x"}]}}""",
            Sent(Channel, new OutgoingContent.Page(new Link("t", "https://x", "d"))));
    }

    [Theory]
    [InlineData(ItemKind.Image, "image", """{"media_id":"M"}""")]
    [InlineData(ItemKind.Voice, "voice", """{"media_id":"M"}""")]
    [InlineData(ItemKind.Video, "video", """{"media_id":"M","title":"a"}""")]
    public void A_file_is_sent_by_its_handle(ItemKind kind, string type, string content) => Assert.Equal(
        $$"""{"touser":"u1","msgtype":"{{type}}","{{type}}":""" + content + "}",
        Sent(Channel, new OutgoingContent.Attachment(kind, new OutgoingFile("a", "x/y", default, PlatformId: "M"))));

    [Fact]
    public void A_file_is_brought_there_first_as_a_form()
    {
        var upload = Channel.UploadRequest(
            new OutgoingMessage("op", "u1", null, new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("图.png", "image/png", new byte[] { 1, 2 }))), Configured, "T")!;

        Assert.Equal("http://127.0.0.1:9000/fake/cgi-bin/media/upload?access_token=T&type=image", upload.Address.AbsoluteUri);
        Assert.StartsWith("multipart/form-data; boundary=", upload.ContentType, StringComparison.Ordinal);
        Assert.Equal("M", Channel.ReadUpload(Answer(200, """{"type":"image","media_id":"M","created_at":1}"""), Now).PlatformId);
        Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.ReadUpload(Answer(200, """{"errcode":42001}"""), Now).Outcome);
    }

    [Fact]
    public void A_card_wants_a_picture_that_the_platform_knows()
    {
        var card = new OutgoingContent.MiniProgram(new Card("订单", "wx2", "pages/order?id=1"));
        var account = Account("wechat-oa", ("thumb_media_id", "TH"));

        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Channel.Compose(new OutgoingMessage("op", "u1", null, card), Configured, "T"));
        Assert.Equal(
            """{"touser":"u1","msgtype":"miniprogrampage","miniprogrampage":{"title":"订单","appid":"wx2","pagepath":"pages/order?id=1","thumb_media_id":"TH"}}""",
            BodyOf(Channel.Compose(new OutgoingMessage("op", "u1", null, card), account, "T")));
        Assert.DoesNotContain("appid", BodyOf(MiniProgram.Compose(new OutgoingMessage("op", "u1", null, card), account, "T")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mini_program_has_four_kinds_and_no_other()
    {
        Assert.Contains("\"link\":{\"title\":\"t\"", Sent(MiniProgram, new OutgoingContent.Page(new Link("t", "https://x"))), StringComparison.Ordinal);
        Assert.Equal(
            new ImpossibleDelivery(DeliveryRefusal.KindNotSupported),
            MiniProgram.Compose(new OutgoingMessage("op", "u1", null, new OutgoingContent.Choices("Q", [new Choice("a", "A")])), Configured, "T"));
        Assert.Equal([ItemKind.Text, ItemKind.Image, ItemKind.Link, ItemKind.Card], MiniProgram.Capabilities.Sends);
    }

    [Fact]
    public void A_template_s_parameters_have_the_names_they_bring_or_their_number()
    {
        var template = new OutgoingContent.Template("TPL", "zh_CN", ["thing1=已发货", "59.90", "a b=c"]);

        Assert.Equal(
            """{"touser":"u1","template_id":"TPL","data":{"thing1":{"value":"已发货"},"keyword2":{"value":"59.90"},"keyword3":{"value":"a b=c"}}}""", Sent(Channel, template));
        Assert.StartsWith("""{"touser":"u1","template_id":"TPL","lang":"zh_CN","data":""", Sent(MiniProgram, template), StringComparison.Ordinal);
        Assert.Contains("/message/subscribe/send?", Assert.IsType<HttpDelivery>(MiniProgram.Compose(new OutgoingMessage("op", "u1", null, template), Configured, "T")).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_types() => Assert.Equal(
        """{"touser":"u1","command":"Typing"}""", BodyOf(Channel.Compose(new OutgoingSignal.Typing(), Outgoing(""), Configured, "T")!));

    [Fact]
    public void A_video_is_elsewhere_and_a_refusal_is_no_file()
    {
        Assert.Equal("https://v.example/1", Assert.IsType<Fetched.Elsewhere>(Fetch("application/json", """{"video_url":"https://v.example/1"}""")).Request.Address.AbsoluteUri);
        Assert.Equal(new Fetched.Gone("40007"), Fetch("application/json; encoding=utf-8", """{"errcode":40007,"errmsg":"invalid media_id"}"""));
        Assert.Equal("图.jpg", Assert.IsType<Fetched.Content>(Channel.ReadFetched(
            Answer(200, "x") with
            {
                Headers = new Dictionary<string, string>
                {
                    ["content-type"] = "image/jpeg",
                    ["content-disposition"] = "attachment; filename=\"" + System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes("图.jpg")) + "\"",
                },
            },
            new Media("m"), Configured, "T")).FileName);

        Fetched Fetch(string type, string body) =>
            Channel.ReadFetched(Answer(200, body) with { Headers = new Dictionary<string, string> { ["content-type"] = type } }, new Media("m"), Configured, "T");
    }

    private static readonly WeChatChannel MiniProgram = new WeChatChannel("wechat-mini", isMiniProgram: true);

    private static string Sent(IChannel channel, OutgoingContent content) => BodyOf(channel.Compose(new OutgoingMessage("op", "u1", null, content), Configured, "T"));
}
