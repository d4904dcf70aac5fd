using OmniFunctions.Channels;
using OmniFunctions.Channels.WeChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeChatMessageSpecs
{
    private static readonly WeChatChannel Channel = new("wechat-oa");

    [Fact]
    public void An_image_comes_with_its_address_and_its_handle()
    {
        var item = Message("image", "<PicUrl>https://p/1</PicUrl><MediaId>m1</MediaId>").Only();

        Assert.Equal((ItemKind.Image, new Media("m1", Url: "https://p/1")), (item.Kind, item.Media));
    }

    [Fact]
    public void A_location_has_its_latitude_first()
    {
        var item = Message("location", "<Location_X>23.134</Location_X><Location_Y>113.358</Location_Y><Scale>20</Scale><Label>广州</Label>").Only();

        Assert.Equal(new Location(23.134, 113.358, "广州"), item.Location);
        Assert.Equal("20", item.Details["scale"].Text);
    }

    [Fact]
    public void A_short_video_is_a_video() => Assert.Equal(ItemKind.Video, Message("shortvideo", "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>").Only().Kind);

    [Fact]
    public void A_type_nobody_knows_is_kept_with_its_name()
    {
        var item = Message("hologram", "<Depth>3</Depth>").Only();

        Assert.Equal((ItemKind.Unsupported, "hologram"), (item.Kind, item.Name));
        Assert.True(item.Speaks);
    }

    [Fact]
    public void A_new_follower_who_scanned_says_which_code_that_was_and_says_nothing_else()
    {
        var item = Event("subscribe", "<EventKey>qrscene_123</EventKey><Ticket>t</Ticket>").Only();

        Assert.Equal((ItemKind.Event, "subscribe", "123", "t"), (item.Kind, item.Name, item.Details["scene"].Text, item.Details["ticket"].Text));
        Assert.False(item.Speaks);
    }

    [Fact]
    public void A_scan_names_its_code_without_a_prefix() => Assert.Equal("123", Event("SCAN", "<EventKey>123</EventKey>").Only().Details["scene"].Text);

    [Fact]
    public void A_reported_position_is_no_message()
    {
        var item = Event("LOCATION", "<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>119.4</Precision>").Only();

        Assert.Equal((ItemKind.Event, new Location(23.1, 113.3)), (item.Kind, item.Location));
    }

    [Fact]
    public void A_template_message_s_outcome_names_the_message()
    {
        var item = Event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status>failed:user block</Status>").Only();

        Assert.Equal((ItemKind.Status, "200163836", "failed:user block"), (item.Kind, item.MessageId, item.Payload));
    }

    [Fact]
    public void What_became_of_a_template_message_is_a_receipt_of_it()
    {
        Assert.Equal(new Receipt(ReceiptState.Delivered, "1"), Event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status>success</Status>").Only().Receipt);
        Assert.Equal(
            new Receipt(ReceiptState.Failed, "1", ErrorCode: "failed: system failed"),
            Event("TEMPLATESENDJOBFINISH", "<MsgID>1</MsgID><Status>failed: system failed</Status>").Only().Receipt);
    }

    [Fact]
    public void An_entry_of_our_menu_message_comes_back_with_its_id()
    {
        var item = Message("text", "<Content>满意</Content><bizmsgmenuid>101</bizmsgmenuid>").Only();

        Assert.Equal((ItemKind.Postback, "101", "满意"), (item.Kind, item.Payload, item.Text));
    }

    [Fact]
    public void A_scan_that_waits_for_a_message_says_something_and_one_that_does_not_says_nothing()
    {
        const string Scan = "<EventKey>K</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1024</ScanResult></ScanCodeInfo>";

        Assert.Equal((ItemKind.Postback, "1024"), Event("scancode_waitmsg", Scan).Only() is { } waiting ? (waiting.Kind, waiting.Text!) : default);
        Assert.Equal("1024", Event("scancode_push", Scan).Only().Details["scan_result"].Text);
        Assert.False(Event("scancode_push", Scan).Only().Speaks);
    }

    [Theory]
    [InlineData("VIEW")]
    [InlineData("view_miniprogram")]
    [InlineData("pic_weixin")]
    [InlineData("location_select")]
    [InlineData("kf_create_session")]
    [InlineData("MASSSENDJOBFINISH")]
    [InlineData("unsubscribe")]
    [InlineData("subscribe_msg_popup_event")]
    [InlineData("an_event_of_next_year")]
    public void Other_events_are_kept_by_name_and_say_nothing(string name)
    {
        var item = Event(name, "<EventKey>K</EventKey>").Only();

        Assert.Equal((ItemKind.Event, name, false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_passive_reply_answers_a_message_at_once_where_the_account_has_one()
    {
        var account = Account("wechat-oa", ("passive_reply", "稍等 ]]> 马上"));
        var text = Body("text", "<Content>x</Content><MsgId>1</MsgId>");

        Assert.Equal(
            "<xml><ToUserName><![CDATA[u1]]></ToUserName><FromUserName><![CDATA[gh_1]]></FromUserName><CreateTime>1763640000</CreateTime>"
            + "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[稍等 ]]]]><![CDATA[> 马上]]></Content></xml>",
            Acknowledged(text, account));
        Assert.Equal("success", Acknowledged(Body("event", "<Event>VIEW</Event>"), account));
        Assert.Equal("success", Acknowledged(text, Account("wechat-oa")));

        static byte[] Body(string type, string fields) => System.Text.Encoding.UTF8.GetBytes(Xml(type, fields));

        static string Acknowledged(byte[] body, ChannelAccount account) =>
            System.Text.Encoding.UTF8.GetString(Channel.Acknowledge(Post(body), body, account, Now).Body.Span);
    }

    [Fact]
    public void Every_passive_reply_is_read_as_what_it_is()
    {
        Assert.Equal(ItemKind.Image, Parse(With(WeChatPassiveReply.Media("u1", "gh_1", Now, "image", "M").Replace("<Image>", "", StringComparison.Ordinal).Replace("</Image>", "", StringComparison.Ordinal))).Only().Kind);
        Assert.Equal(ItemKind.Video, Parse(With(WeChatPassiveReply.Video("u1", "gh_1", Now, "M", "t", "d"))).Only().Kind);
        Assert.Contains("<ArticleCount>1</ArticleCount>", WeChatPassiveReply.News("u1", "gh_1", Now, new Link("t", "https://x"), null), StringComparison.Ordinal);
        Assert.Contains("<TransInfo><KfAccount><![CDATA[a@b]]></KfAccount></TransInfo>", WeChatPassiveReply.Transfer("u1", "gh_1", Now, "a@b"), StringComparison.Ordinal);

        static string With(string xml) => xml.Replace("</xml>", "<MsgId>1</MsgId></xml>", StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_the_chat_from_a_mini_program_says_where_from()
    {
        var item = Event("user_enter_tempsession", "<SessionFrom>order-1024</SessionFrom>").Only();

        Assert.Equal((ItemKind.Event, "order-1024", false), (item.Kind, item.Payload, item.Speaks));
    }

    [Fact]
    public void Two_events_of_one_second_are_two()
    {
        var keys = new[] { "subscribe", "LOCATION", "VIEW" }.Select(name => Event(name, "").Only().DedupeKey);

        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public void The_same_event_again_is_the_same() =>
        Assert.Equal(Event("VIEW", "<EventKey>https://x</EventKey>").Only().DedupeKey, Event("VIEW", "<EventKey>https://x</EventKey>").Only().DedupeKey);

    [Theory]
    [InlineData("18446744073709551615")]
    [InlineData("9007199254740993")]
    public void An_id_of_64_bits_keeps_its_digits(string id)
    {
        var json = $$"""{"FromUserName":"u1","CreateTime":1,"MsgType":"text","Content":"x","MsgId":{{id}}}""";

        Assert.Equal(id, Parse(json).Only().MessageId);
    }

    [Theory]
    [InlineData("<xml><MsgType>text</MsgType><MsgId>1</MsgId></xml>", ParseFault.MissingSender)]
    [InlineData("<xml><FromUserName>u1</FromUserName><MsgId>1</MsgId></xml>", ParseFault.MissingField)]
    [InlineData("<xml><FromUserName>u1</FromUserName><MsgType>text</MsgType></xml>", ParseFault.MissingField)]
    [InlineData("<xml><FromUserName>u1</FromUserName><MsgType>image</MsgType><MsgId>1</MsgId></xml>", ParseFault.MissingField)]
    [InlineData("<xml><FromUserName>u1</FromUserName><MsgType>event</MsgType><CreateTime>1</CreateTime></xml>", ParseFault.MissingField)]
    [InlineData("<xml><FromUserName>u1</FromUserName><FromUserName>u2</FromUserName></xml>", ParseFault.InvalidValue)]
    [InlineData("<xml><FromUserName>u1</xml>", ParseFault.NotXml)]
    [InlineData("<xml>&#0;</xml>", ParseFault.NotXml)]
    [InlineData("<xml/><xml/>", ParseFault.NotXml)]
    [InlineData("", ParseFault.NotXml)]
    [InlineData("success", ParseFault.NotXml)]
    [InlineData("{", ParseFault.NotJson)]
    [InlineData("{\"MsgId\":1,\"MsgId\":2}", ParseFault.NotJson)]
    [InlineData("{\"FromUserName\":\"\\ud800\"}", ParseFault.NotJson)]
    [InlineData("{\"\\ud800\":1}", ParseFault.NotJson)]
    public void What_cannot_be_read_says_why_and_throws_nothing(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void Nesting_has_an_end()
    {
        Assert.Equal(new Parsed.Malformed(ParseFault.TooDeep), Parse(string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40))));
        Assert.Equal(new Parsed.Malformed(ParseFault.TooDeep), Parse(string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40)));
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_not_read()
    {
        Assert.Equal(new Parsed.Malformed(ParseFault.NotXml), Parse([.. "<xml><a>"u8, 0xC3, 0x28, .. "</a></xml>"u8]));
        Assert.Equal(new Parsed.Malformed(ParseFault.NotJson), Parse([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]));
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault() =>
        Assert.Equal("x", Parse([0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(Xml("text", "<Content>x</Content><MsgId>1</MsgId>"))]).Only().Text);

    private static Parsed Message(string type, string fields) => Parse(Xml(type, fields + "<MsgId>1234567890123456</MsgId>"));

    private static Parsed Event(string name, string fields) => Parse(Xml("event", $"<Event><![CDATA[{name}]]></Event>{fields}"));

    private static string Xml(string type, string fields) =>
        $"<xml><ToUserName>gh_1</ToUserName><FromUserName>u1</FromUserName><CreateTime>1763640000</CreateTime><MsgType>{type}</MsgType>{fields}</xml>";

    private static Parsed Parse(string body) => Parse(System.Text.Encoding.UTF8.GetBytes(body));

    private static Parsed Parse(byte[] body) => Channel.Parse(Post(body), body, Account("wechat-oa"));
}
