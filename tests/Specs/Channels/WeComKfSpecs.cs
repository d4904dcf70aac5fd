using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WeComKf;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeComKfSpecs
{
    private static readonly IChannel Channel = new WeComKfChannel();
    private static readonly ChannelAccount Configured = Account("wecom-kf", ("receive_id", "ww1"), ("corp_secret", "s"));
    private static readonly PullPosition Start = new("wk1", null, "TICKET");

    [Fact]
    public void A_signal_says_where_to_read_and_with_which_ticket()
    {
        var signal = Channel.Parse(Post(""), Signal, Configured).Only();

        Assert.Equal(new PullPosition("wk1", null, "ENC"), Channel.PullAfter(signal));
        Assert.False(signal.Speaks);
    }

    [Fact]
    public void Nothing_else_rings() => Assert.Null(Channel.PullAfter(Only("""{"msgtype":"text","text":{"content":"x"}}""")));

    [Fact]
    public void Reading_goes_on_where_it_ended()
    {
        var request = Channel.PullRequest(Start with { Cursor = "C1" }, Configured, "T", Now)!;

        Assert.Equal("https://qyapi.weixin.qq.com/cgi-bin/kf/sync_msg?access_token=T", request.Address.AbsoluteUri);
        Assert.Equal("""{"cursor":"C1","token":"TICKET","limit":1000,"voice_format":0,"open_kfid":"wk1"}""", BodyOf(request));
    }

    [Fact]
    public void A_text_is_the_customer_s_and_is_answered_through_its_account()
    {
        var item = Only("""{"msgtype":"text","text":{"content":"你好"}}""");

        Assert.Equal((ItemKind.Text, "你好", "wm1", "wk1", "wk1", "m1"), (item.Kind, item.Text, item.Sender, item.Recipient, item.Conversation, item.DedupeKey));
        Assert.Equal(Now, item.SentAt);
    }

    [Fact]
    public void An_entry_of_our_menu_comes_back_with_its_id()
    {
        var item = Only("""{"msgtype":"text","text":{"content":"退货","menu_id":"c2"}}""");

        Assert.Equal((ItemKind.Postback, "c2", "退货"), (item.Kind, item.Payload, item.Text));
    }

    [Theory]
    [InlineData("""{"msgtype":"image","image":{"media_id":"M"}}""", ItemKind.Image)]
    [InlineData("""{"msgtype":"voice","voice":{"media_id":"M"}}""", ItemKind.Voice)]
    [InlineData("""{"msgtype":"video","video":{"media_id":"M"}}""", ItemKind.Video)]
    [InlineData("""{"msgtype":"file","file":{"media_id":"M"}}""", ItemKind.File)]
    [InlineData("""{"msgtype":"location","location":{"latitude":23.1,"longitude":113.3,"name":"广州","address":"路"}}""", ItemKind.Location)]
    [InlineData("""{"msgtype":"link","link":{"title":"t","desc":"d","url":"https://x"}}""", ItemKind.Link)]
    [InlineData("""{"msgtype":"business_card","business_card":{"userid":"zhangsan"}}""", ItemKind.Card)]
    [InlineData("""{"msgtype":"miniprogram","miniprogram":{"title":"订单","appid":"wx1","pagepath":"p","thumb_media_id":"t"}}""", ItemKind.Card)]
    [InlineData("""{"msgtype":"channels_shop_order","channels_shop_order":{"order_id":"1024","price_wording":"59.90","state":"待发货"}}""", ItemKind.Order)]
    [InlineData("""{"msgtype":"merged_msg","merged_msg":{"title":"聊天记录","item":[]}}""", ItemKind.Unsupported)]
    [InlineData("""{"msgtype":"hologram","hologram":{}}""", ItemKind.Unsupported)]
    public void Each_type_is_its_kind(string message, ItemKind kind) => Assert.Equal(kind, Only(message).Kind);

    [Fact]
    public void Opening_the_chat_brings_the_code_for_a_welcome_and_says_nothing()
    {
        var item = Only("""{"msgtype":"event","event":{"event_type":"enter_session","open_kfid":"wk1","external_userid":"wm1","scene":"s","scene_param":"order-1","welcome_code":"W"}}""", origin: 4);

        Assert.Equal((ItemKind.Event, "enter_session", "W", "order-1", false), (item.Kind, item.Name, item.Details["welcome_code"].Text, item.Payload, item.Speaks));
    }

    [Fact]
    public void A_message_that_failed_after_it_was_taken_is_a_receipt()
    {
        var item = Only("""{"msgtype":"event","event":{"event_type":"msg_send_fail","external_userid":"wm1","fail_msgid":"op-1","fail_type":4}}""", origin: 4);

        Assert.Equal((ItemKind.Status, new Receipt(ReceiptState.Failed, "op-1", ErrorCode: "4")), (item.Kind, item.Receipt));
    }

    [Fact]
    public void A_message_taken_back_names_the_one_it_was()
    {
        var item = Only("""{"msgtype":"event","event":{"event_type":"user_recall_msg","external_userid":"wm1","recall_msgid":"m0"}}""", origin: 4);

        Assert.Equal((ItemKind.Edit, "recalled", "m0", "m1"), (item.Kind, item.Name, item.MessageId, item.DedupeKey));
    }

    [Fact]
    public void What_was_answered_from_WeCom_itself_is_no_customer_s_message() =>
        Assert.Empty(Page(Message("""{"msgtype":"text","text":{"content":"x"}}""", origin: 5)).Items);

    [Fact]
    public void A_bad_entry_loses_no_other()
    {
        var page = Page(
            """{"msgtype":"text"},""" + Message("""{"msgtype":"text","text":{"content":"ok"}}""") + """,{"msgid":"m3","origin":3,"external_userid":"wm1","msgtype":"image","image":{}},7""");

        Assert.Equal("ok", Assert.Single(page.Items).Text);
        Assert.Equal(3, page.Faults.Count);
    }

    [Theory]
    [InlineData("""{"errcode":0,"next_cursor":"C2","has_more":1,"msg_list":[]}""", "C2", true)]
    [InlineData("""{"errcode":0,"next_cursor":"C2","has_more":0,"msg_list":[]}""", "C2", false)]
    [InlineData("""{"errcode":0,"next_cursor":"C1","has_more":1,"msg_list":[]}""", "C1", false)]
    [InlineData("""{"errcode":0,"has_more":1,"msg_list":[]}""", "C1", false)]
    public void An_empty_page_may_have_more_behind_it_and_never_the_same_again(string answer, string cursor, bool more)
    {
        var page = Assert.IsType<Pulled.Page>(Channel.ReadPulled(Answer(200, answer), Start with { Cursor = "C1" }, Configured));

        Assert.Equal((cursor, more), (page.Cursor, page.HasMore));
    }

    [Theory]
    [InlineData(200, """{"errcode":42001}""", typeof(Pulled.TokenExpired))]
    [InlineData(200, """{"errcode":45009}""", typeof(Pulled.NotNow))]
    [InlineData(200, """{"errcode":95000}""", typeof(Pulled.Refused))]
    [InlineData(200, "<html>", typeof(Pulled.NotNow))]
    [InlineData(503, """{"errcode":0,"msg_list":[]}""", typeof(Pulled.NotNow))]
    public void A_reading_that_failed_says_how(int status, string body, Type outcome) =>
        Assert.IsType(outcome, Channel.ReadPulled(Answer(status, body), Start, Configured));

    [Fact]
    public void An_answer_carries_an_id_of_ours_so_that_it_counts_once()
    {
        var body = BodyOf(Channel.Compose(Outgoing("您好", "wm1", "wk1"), Configured, "T"));

        Assert.Equal("""{"touser":"wm1","open_kfid":"wk1","msgid":"op-1","msgtype":"text","text":{"content":"您好"}}""", body);
        Assert.True(Channel.Capabilities.IdempotentSend);
    }

    [Fact]
    public void An_id_that_does_not_fit_is_put_by_its_digest_each_time_the_same()
    {
        var first = BodyOf(Channel.Compose(Outgoing("x", "wm1", "wk1") with { OperationId = "conversation:1/reply:2" }, Configured, "T"));

        Assert.Matches("\"msgid\":\"[0-9a-f]{32}\"", first);
        Assert.Equal(first, BodyOf(Channel.Compose(Outgoing("x", "wm1", "wk1") with { OperationId = "conversation:1/reply:2" }, Configured, "T")));
    }

    [Fact]
    public void A_welcome_goes_by_its_code_while_that_is_good()
    {
        var opened = new AnsweredItem("m1", null, Now, new Dictionary<string, Detail> { ["welcome_code"] = "W" });
        var welcome = Outgoing("欢迎", "wm1", "wk1") with { Answers = opened, At = Now.AddSeconds(20) };

        Assert.Equal("""{"code":"W","msgid":"op-1","msgtype":"text","text":{"content":"欢迎"}}""", BodyOf(Channel.Compose(welcome, Configured, "T")));
        Assert.Contains("/kf/send_msg?", Address(welcome with { At = Now.AddSeconds(21) }), StringComparison.Ordinal);
        Assert.Contains("/kf/send_msg?", Address(welcome with { SentSince = 1 }), StringComparison.Ordinal);

        static string Address(OutgoingMessage message) => Assert.IsType<HttpDelivery>(Channel.Compose(message, Configured, "T")).Address.AbsoluteUri;
    }

    [Fact]
    public void A_question_is_a_menu_and_a_place_a_location()
    {
        Assert.Contains(
            """msgmenu":{"head_content":"Q","list":[{"type":"click","click":{"id":"a","content":"A"}}]}""",
            BodyOf(Channel.Compose(new OutgoingMessage("o", "wm1", "wk1", new OutgoingContent.Choices("Q", [new Choice("a", "A")])), Configured, "T")), StringComparison.Ordinal);
        Assert.Contains(
            """location":{"name":"店","address":"","latitude":23.1,"longitude":113.3}""",
            BodyOf(Channel.Compose(new OutgoingMessage("o", "wm1", "wk1", new OutgoingContent.Place(new Location(23.1, 113.3, "店"))), Configured, "T")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_length_is_counted_in_bytes() => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.TooLong), Channel.Compose(Outgoing(new string('好', 683), "wm1", "wk1"), Configured, "T"));

    private static byte[] Signal => Encoding.UTF8.GetBytes(
        "<xml><ToUserName>ww1</ToUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>ENC</Token><OpenKfId>wk1</OpenKfId></xml>");

    private static InboundItem Only(string message, int origin = 3) => Assert.Single(Page(Message(message, origin)).Items);

    private static string Message(string message, int origin = 3) =>
        $$"""{"msgid":"m1","open_kfid":"wk1","external_userid":"wm1","send_time":1763640000,"origin":{{origin}},{{message[1..]}}""";

    private static Pulled.Page Page(string messages) => Assert.IsType<Pulled.Page>(
        Channel.ReadPulled(Answer(200, $$"""{"errcode":0,"next_cursor":"C2","has_more":0,"msg_list":[{{messages}}]}"""), Start, Configured));
}
