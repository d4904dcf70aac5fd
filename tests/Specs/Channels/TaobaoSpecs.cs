using System.Net;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Taobao;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class TaobaoSpecs
{
    private const string Timestamp = "2025-11-20 20:00:00";

    private static readonly TaobaoChannel Channel = new();

    [Theory]
    [InlineData("request-sign-published-1")]
    [InlineData("request-sign-published-2")]
    public void What_we_sign_is_what_was_published(string name)
    {
        var parameters = OutboundVector.Part(name, "input").GetProperty("params").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!);

        Assert.Equal(OutboundVector.Output(name, "sign"), TopSignature.Of(parameters, [], OutboundVector.Input(name, "secret"), TopSignature.Md5));
    }

    [Theory]
    [InlineData(TopSignature.Md5)]
    [InlineData(TopSignature.HmacMd5)]
    [InlineData(TopSignature.HmacSha256)]
    public void A_call_is_believed_with_its_body_and_by_each_method(string method)
    {
        Assert.IsType<Verification.Authentic>(Verify(Signed("<order/>", method)));
        ThenRejected(Rejection.SignatureMismatch, Verify(Signed("<order/>", method) with { Body = "<orders/>"u8.ToArray() }));
    }

    [Fact]
    public void Parameters_in_a_form_are_signed_as_parameters()
    {
        var query = Query(TopSignature.Md5);
        query["sign"] = TopSignature.Of(query.Append(new("tid", "1 2")), [], "s", TopSignature.Md5)!;

        Assert.IsType<Verification.Authentic>(Verify(Post("tid=1+2", query, ("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"))));
    }

    [Theory]
    [InlineData("rot13")]
    [InlineData("")]
    public void A_method_nobody_knows_proves_nothing(string method)
    {
        var request = Signed("x", TopSignature.Md5);
        var query = new Dictionary<string, string>(request.Query) { ["sign_method"] = method };

        ThenRejected(Rejection.SignatureMismatch, Verify(request with { Query = query }));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(-11, false)]
    public void The_window_is_ten_minutes_either_way(int minutesLater, bool believed) =>
        Assert.Equal(believed, Channel.Verify(Signed("", TopSignature.Md5), App, Now.AddMinutes(minutesLater)) is Verification.Authentic);

    [Fact]
    public void Another_app_s_call_is_not_ours() => ThenRejected(Rejection.WrongReceiver, Verify(Signed("", TopSignature.Md5, app: "other")));

    [Theory]
    [InlineData("sign")]
    [InlineData("timestamp")]
    public void A_call_without_its_proof_proves_nothing(string missing)
    {
        var request = Signed("", TopSignature.Md5);

        ThenRejected(Rejection.SignatureMissing, Verify(request with { Query = request.Query.Where(pair => pair.Key != missing).ToDictionary() }));
    }

    [Theory]
    [InlineData("""{"request":{"order":{"orderCode":"1024","orderStatus":"PAID"},"buyerNick":"小*"}}""")]
    [InlineData("<?xml version=\"1.0\"?><request><order><orderCode>1024</orderCode><orderStatus><![CDATA[PAID]]></orderStatus></order><buyerNick>小*</buyerNick></request>")]
    [InlineData("orderCode=1024&orderStatus=PAID&buyerNick=%E5%B0%8F*")]
    public void An_order_is_read_from_each_form(string body)
    {
        var item = Parse(body).Only();

        Assert.Equal((ItemKind.Order, "qimen.x", "小*", false), (item.Kind, item.Name, item.Sender, item.Speaks));
        Assert.Equal(("1024", "PAID"), (item.Order!.Id, item.Order.Status));
    }

    [Fact]
    public void A_question_after_an_order_opens_a_conversation()
    {
        var request = Signed("""{"tid":7,"buyer_nick":"b"}""", TopSignature.Md5, method: "order_query");

        Assert.True(Channel.Parse(request, request.Body, App).Only().Speaks);
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><request>&a;</request>", ParseFault.DtdProhibited)]
    [InlineData("<request>", ParseFault.NotXml)]
    [InlineData("{", ParseFault.NotJson)]
    [InlineData("{\"tid\":1,\"tid\":2}", ParseFault.NotJson)]
    [InlineData("%zz", ParseFault.InvalidValue)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void The_answer_has_the_form_of_the_call()
    {
        Assert.Equal("""{"response":{"flag":"success","code":"0","message":""}}""", Acknowledged("{}"));
        Assert.Contains("<flag>success</flag>", Acknowledged("<request/>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_asked_for_only_where_a_group_is_set()
    {
        Assert.Equal(["default"], Channel.PolledStreams(App));
        Assert.Empty(Channel.PolledStreams(Account("taobao-top")));
    }

    [Fact]
    public void A_request_for_messages_is_signed()
    {
        var form = Form(Channel.PullRequest(new PullPosition("default", null), App, null, Now)!);

        Assert.Equal(("taobao.tmc.messages.consume", "default", Timestamp), (form["method"], form["group_name"], form["timestamp"]));
        Assert.Equal(TopSignature.Of(form, [], "s", TopSignature.HmacSha256), form["sign"]);
    }

    [Fact]
    public void Messages_are_read_and_confirmed_and_one_bad_one_loses_no_other()
    {
        var page = Assert.IsType<Pulled.Page>(Pull("""
            {"tmc_messages_consume_response":{"messages":{"tmc_message":[
              {"id":9223372036854775807,"topic":"taobao_trade_TradeBuyerPay","pub_time":"2025-11-20 20:00:00","user_nick":"shop","content":"{\"tid\":7,\"buyer_open_uid\":\"b\",\"payment\":\"59.90\",\"status\":\"WAIT_SELLER_SEND_GOODS\"}"},
              {"id":2,"topic":"taobao_refund_RefundCreated","content":"{\"tid\":7,\"refund_id\":8,\"refund_fee\":\"1.00\",\"buyer_nick\":\"b*\"}"},
              {"id":3,"topic":"x","content":"{"},
              {"topic":"x","content":"{}"}]}}}
            """));

        Assert.Equal([("b", "7", "59.90"), ("b*", "7", "1.00")], page.Items.Select(item => (item.Sender, item.Order!.Id, item.Order.Total!)));
        Assert.Equal(["9223372036854775807", "2"], page.Items.Select(item => item.DedupeKey));
        Assert.Equal([ParseFault.InvalidValue, ParseFault.MissingField], page.Faults);
        Assert.Equal("9223372036854775807,2,3", Form(page.Confirm!)["s_message_ids"]);
        Assert.Equal(Timestamp, Form(page.Confirm!)["timestamp"]);
        Assert.False(page.HasMore);
    }

    [Fact]
    public void Where_there_is_nothing_nothing_is_confirmed() => Assert.Null(Assert.IsType<Pulled.Page>(Pull("""{"tmc_messages_consume_response":{"request_id":"x"}}""")).Confirm);

    [Theory]
    [InlineData("""{"error_response":{"code":7}}""", typeof(Pulled.NotNow))]
    [InlineData("""{"error_response":{"code":27}}""", typeof(Pulled.TokenExpired))]
    [InlineData("""{"error_response":{"code":15,"sub_code":"isp.service-unavailable"}}""", typeof(Pulled.NotNow))]
    [InlineData("""{"error_response":{"code":25,"sub_code":"isv.invalid-signature"}}""", typeof(Pulled.Refused))]
    [InlineData("<html>", typeof(Pulled.NotNow))]
    public void What_went_wrong_is_told_apart(string body, Type outcome) => Assert.IsType(outcome, Pull(body));

    [Fact]
    public void An_order_is_looked_up_with_the_shop_s_session()
    {
        var form = Form(Channel.OrderRequest("1024", App, null, Now)!);

        Assert.Equal(("taobao.trade.fullinfo.get", "1024", "sess"), (form["method"], form["tid"], form["session"]));
        Assert.Null(Channel.OrderRequest("x", App, null, Now));
        var order = Channel.ReadOrder(Answer(200, """{"trade_fullinfo_get_response":{"trade":{"tid":1024,"payment":"9.90","status":"TRADE_FINISHED","orders":{"order":[{"title":"鞋","num":2,"price":"4.95"}]}}}}"""))!;
        Assert.Equal(("1024", "TRADE_FINISHED", "鞋"), (order.Id, order.Status, order.Lines[0].Title));
    }

    private static ChannelAccount App { get; } = Account(
        "taobao-top", (TaobaoSettings.AppKey, "k"), (TaobaoSettings.AppSecret, "s"), (TaobaoSettings.Session, "sess"), (TaobaoSettings.MessageGroup, "default"));

    private static Verification Verify(WebhookRequest request) => Channel.Verify(request, App, Now);

    private static Parsed Parse(string body)
    {
        var request = Signed(body, TopSignature.Md5);
        return Channel.Parse(request, request.Body, App);
    }

    private static Pulled Pull(string body) => Channel.ReadPulled(Answer(200, body) with { At = Now }, new PullPosition("default", null), App);

    private static string Acknowledged(string body) => Encoding.UTF8.GetString(Channel.Acknowledge(Signed(body, TopSignature.Md5), Encoding.UTF8.GetBytes(body), App, Now).Body.Span);

    private static Dictionary<string, string> Form(HttpDelivery delivery) =>
        BodyOf(delivery).Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => WebUtility.UrlDecode(pair[1]));

    private static Dictionary<string, string> Query(string signMethod, string app = "k", string method = "qimen.x") => new()
    {
        ["method"] = method, ["app_key"] = app, ["timestamp"] = Timestamp, ["sign_method"] = signMethod,
    };

    private static WebhookRequest Signed(string body, string signMethod, string app = "k", string method = "qimen.x")
    {
        var query = Query(signMethod, app, method);
        query["sign"] = TopSignature.Of(query, Encoding.UTF8.GetBytes(body), "s", signMethod)!;
        return Post(body, query);
    }

    private static void ThenRejected(Rejection reason, Verification verification) => Assert.Equal(new Verification.Rejected(reason), verification);
}
