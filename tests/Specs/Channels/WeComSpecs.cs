using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeCom;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeComSpecs
{
    private const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private const string Corp = "ww1234567890abcdef";

    private static readonly IChannel Channel = new WeComChannel();
    private static readonly MessageCipher Cipher = MessageCipher.Of(AesKey)!;

    private static readonly ChannelAccount Configured = Account(
        "wecom", ("token", "t"), ("encoding_aes_key", AesKey), ("receive_id", Corp), ("corp_secret", "s"), ("agent_id", "1000002"), ("api_base", "http://127.0.0.1:9000/fake"));

    [Fact]
    public void The_handshake_answers_what_was_encrypted_and_not_a_byte_more()
    {
        var handshake = Assert.IsType<Verification.Handshake>(Channel.Verify(Greeting(Corp), Configured, Now));

        Assert.Equal("1616140317555161061", Encoding.UTF8.GetString(handshake.Reply.Body.Span));
        Assert.Equal("text/plain", handshake.Reply.ContentType);
    }

    [Fact]
    public void A_handshake_for_another_company_is_not_answered() => Assert.IsType<Verification.Rejected>(Channel.Verify(Greeting("ww0"), Configured, Now));

    [Theory]
    [InlineData("msg_signature")]
    [InlineData("timestamp")]
    [InlineData("nonce")]
    public void Without_part_of_the_proof_nothing_is_believed(string missing)
    {
        var request = Sealed("<xml/>");
        var query = new Dictionary<string, string>(request.Query);
        query.Remove(missing);

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(request with { Query = query }, Configured, Now));
    }

    [Fact]
    public void Plain_text_is_never_believed() =>
        Assert.Equal(new Verification.Rejected(Rejection.UndecryptablePayload), Channel.Verify(Sealed("<xml/>") with { Body = "<xml><Content>x</Content></xml>"u8.ToArray() }, Configured, Now));

    [Fact]
    public void A_robot_s_message_is_for_nobody_and_its_account_says_so()
    {
        var robot = Account("wecom", ("token", "t"), ("encoding_aes_key", AesKey), ("receive_id", ""));
        var forgotten = Account("wecom", ("token", "t"), ("encoding_aes_key", AesKey));

        Assert.IsType<Verification.Authentic>(Channel.Verify(Sealed("<xml/>", receiver: ""), robot, Now));
        Assert.Equal(new Verification.Rejected(Rejection.WrongReceiver), Channel.Verify(Sealed("<xml/>"), robot, Now));
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Sealed("<xml/>", receiver: ""), forgotten, Now));
    }

    [Theory]
    [InlineData("image", "<PicUrl>https://p/1</PicUrl><MediaId>m</MediaId>", ItemKind.Image)]
    [InlineData("voice", "<MediaId>m</MediaId><Format>amr</Format>", ItemKind.Voice)]
    [InlineData("video", "<MediaId>m</MediaId><ThumbMediaId>t</ThumbMediaId>", ItemKind.Video)]
    [InlineData("link", "<Title>t</Title><Url>https://x</Url>", ItemKind.Link)]
    [InlineData("hologram", "", ItemKind.Unsupported)]
    public void Each_type_is_its_kind_and_names_the_app(string type, string fields, ItemKind kind)
    {
        var item = Parse($"<xml><ToUserName>{Corp}</ToUserName><FromUserName>zhangsan</FromUserName><CreateTime>1</CreateTime><MsgType>{type}</MsgType>{fields}<MsgId>9</MsgId><AgentID>1000002</AgentID></xml>").Only();

        Assert.Equal((kind, "9", "1000002"), (item.Kind, item.DedupeKey, item.Details["agent_id"].Text));
    }

    [Fact]
    public void A_menu_click_says_something()
    {
        var item = Event("click", "<EventKey>ORDER</EventKey>").Only();

        Assert.Equal((ItemKind.Postback, "ORDER", "zhangsan1763640000"), (item.Kind, item.Payload, item.DedupeKey));
        Assert.True(item.Speaks);
    }

    [Fact]
    public void A_button_of_a_card_comes_back_with_its_task()
    {
        var item = Event("template_card_event", "<EventKey>yes</EventKey><TaskId>op-1</TaskId><CardType>button_interaction</CardType><ResponseCode>rc</ResponseCode>").Only();

        Assert.Equal((ItemKind.Postback, "yes", "op-1", "rc"), (item.Kind, item.Payload, item.Details["task_id"].Text, item.Details["response_code"].Text));
    }

    [Fact]
    public void What_was_chosen_in_a_list_stands_above_the_button_below_it()
    {
        var item = Event("template_card_event",
            "<EventKey>submit</EventKey><SelectedItems><SelectedItem><QuestionKey>choice</QuestionKey><OptionIds><OptionId>c7</OptionId></OptionIds></SelectedItem></SelectedItems>").Only();

        Assert.Equal("c7", item.Payload);
    }

    [Fact]
    public void A_customer_who_was_added_brings_the_code_for_a_welcome()
    {
        var item = Event("change_external_contact",
            "<ChangeType>add_external_contact</ChangeType><UserID>zhangsan</UserID><ExternalUserID>wm1</ExternalUserID><WelcomeCode>W</WelcomeCode>", from: "sys").Only();

        Assert.Equal(("wm1", "W", false), (item.Sender, item.Details["welcome_code"].Text, item.Speaks));
    }

    [Fact]
    public void A_customer_group_that_changes_is_an_event_of_that_group()
    {
        var item = Event("change_external_chat", "<ChatId>wr1</ChatId><ChangeType>update</ChangeType><UpdateDetail>add_member</UpdateDetail>", from: "sys").Only();

        Assert.Equal(("wr1", "add_member"), (item.Conversation, item.Details["update_detail"].Text));
    }

    [Fact]
    public void Two_events_of_the_system_in_one_second_are_two() => Assert.NotEqual(
        Event("change_external_contact", "<ExternalUserID>wm1</ExternalUserID>", from: "sys").Only().DedupeKey,
        Event("change_external_contact", "<ExternalUserID>wm2</ExternalUserID>", from: "sys").Only().DedupeKey);

    [Theory]
    [InlineData("<xml><FromUserName>u</FromUserName><MsgId>1</MsgId></xml>", ParseFault.MissingField)]
    [InlineData("<xml><MsgType>text</MsgType><MsgId>1</MsgId></xml>", ParseFault.MissingSender)]
    [InlineData("<xml><FromUserName>u</FromUserName><MsgType>text</MsgType></xml>", ParseFault.MissingField)]
    [InlineData("<xml><FromUserName>u</FromUserName><MsgType>event</MsgType><CreateTime>1</CreateTime></xml>", ParseFault.MissingField)]
    [InlineData("<!DOCTYPE x><xml/>", ParseFault.DtdProhibited)]
    public void What_cannot_be_read_says_why(string xml, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(xml));

    [Fact]
    public void A_text_leaves_for_one_member_of_the_app() => Assert.Equal(
        """{"touser":"u1","agentid":1000002,"msgtype":"text","text":{"content":"您好"}}""", BodyOf(Channel.Compose(Outgoing("您好"), Configured, "T")));

    [Fact]
    public void A_question_is_a_card_with_buttons_and_with_more_of_them_a_list()
    {
        Assert.Contains("""{"card_type":"button_interaction","main_title":{"title":"Q"},"task_id":"op-1","button_list":[{"text":"T0","key":"k0"},""", Asked(2), StringComparison.Ordinal);
        Assert.Contains("\"vote_interaction\"", Asked(7), StringComparison.Ordinal);

        static string Asked(int count) => BodyOf(Channel.Compose(
            new OutgoingMessage("op-1", "u1", null, new OutgoingContent.Choices("Q", [.. Enumerable.Range(0, count).Select(at => new Choice($"k{at}", $"T{at}"))])), Configured, "T"));
    }

    [Fact]
    public void A_file_is_brought_there_and_sent_by_its_handle()
    {
        var file = new OutgoingFile("发票.pdf", "application/pdf", "%PDF"u8.ToArray());
        var upload = Channel.UploadRequest(new OutgoingMessage("op-1", "u1", null, new OutgoingContent.Attachment(ItemKind.File, file)), Configured, "T")!;
        Assert.Equal("http://127.0.0.1:9000/fake/cgi-bin/media/upload?access_token=T&type=file", upload.Address.AbsoluteUri);

        var handle = Channel.ReadUpload(Answer(200, """{"errcode":0,"type":"file","media_id":"M"}"""), Now).PlatformId;

        Assert.Equal(
            """{"touser":"u1","agentid":1000002,"msgtype":"file","file":{"media_id":"M"}}""",
            BodyOf(Channel.Compose(new OutgoingMessage("op-1", "u1", null, new OutgoingContent.Attachment(ItemKind.File, file with { PlatformId = handle })), Configured, "T")));
    }

    [Fact]
    public void An_upload_that_says_nothing_is_a_failure_and_no_doubt() => Assert.Equal(
        new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, null), Channel.ReadUpload(Answer(502, "<html>"), Now).Outcome);

    [Fact]
    public void Whom_a_success_did_not_reach_is_unknown() => Assert.Equal(
        new DeliveryOutcome.Rejected(DeliveryRefusal.RecipientUnknown, "invaliduser"), Channel.Interpret(Answer(200, """{"errcode":0,"errmsg":"ok","invaliduser":"u1"}"""), Now));

    [Theory]
    [InlineData(40001, DeliveryRefusal.AuthenticationFailed)]
    [InlineData(81013, DeliveryRefusal.RecipientUnknown)]
    [InlineData(60020, DeliveryRefusal.NotPermitted)]
    [InlineData(95001, DeliveryRefusal.TooManyMessages)]
    [InlineData(95013, DeliveryRefusal.OutsideReplyWindow)]
    [InlineData(99999, DeliveryRefusal.PlatformError)]
    public void Refusals_are_told_apart(int code, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)), Channel.Interpret(Answer(200, $$"""{"errcode":{{code}}}"""), Now));

    [Theory]
    [InlineData(40014)]
    [InlineData(42001)]
    public void A_spent_token_is_renewed(int code) => Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.Interpret(Answer(200, $$"""{"errcode":{{code}}}"""), Now));

    [Fact]
    public void A_media_that_is_gone_is_told_from_one_that_comes()
    {
        var media = new Media("m");
        Assert.Equal("http://127.0.0.1:9000/fake/cgi-bin/media/get?access_token=T&media_id=m", Channel.FetchRequest(media, Configured, "T")!.Address.AbsoluteUri);

        Assert.Equal(new Fetched.Gone("40007"), Fetch("application/json", """{"errcode":40007,"errmsg":"invalid media_id"}"""));
        Assert.Equal(new Fetched.TokenExpired(), Fetch("text/plain", """{"errcode":42001}"""));
        Assert.Equal("image/jpeg", Assert.IsType<Fetched.Content>(Fetch("image/jpeg", "{}")).Mime);

        Fetched Fetch(string type, string body) =>
            Channel.ReadFetched(Answer(200, body) with { Headers = new Dictionary<string, string> { ["content-type"] = type } }, media, Configured, "T");
    }

    [Theory]
    [InlineData("""{"msgtype":"text","text":{"content":"hi"},""", ItemKind.Text)]
    [InlineData("""{"msgtype":"voice","voice":{"content":"hi"},""", ItemKind.Text)]
    [InlineData("""{"msgtype":"image","image":{"url":"https://x/1"},""", ItemKind.Image)]
    [InlineData("""{"msgtype":"file","file":{"url":"https://x/1"},""", ItemKind.File)]
    [InlineData("""{"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"hi"}},{"msgtype":"image","image":{"url":"https://x/1"}}]},""", ItemKind.Text)]
    [InlineData("""{"msgtype":"event","event":{"eventtype":"enter_chat"},""", ItemKind.Event)]
    [InlineData("""{"msgtype":"event","event":{"eventtype":"template_card_event","template_card_event":{"event_key":"yes"}},""", ItemKind.Postback)]
    [InlineData("""{"msgtype":"hologram",""", ItemKind.Unsupported)]
    public void What_is_said_to_a_robot_is_its_kind(string start, ItemKind kind)
    {
        var item = Parse(start + """ "msgid":"m1","aibotid":"A","chatid":"C","chattype":"group","from":{"userid":"u1"}}""").Only();

        Assert.Equal((kind, "u1", "C", "m1"), (item.Kind, item.Sender, item.Conversation, item.DedupeKey));
    }

    [Fact]
    public void A_robot_is_not_asked_twice_how_far_it_has_come() =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse("""{"msgid":"m1","msgtype":"stream","stream":{"id":"s"}}""")).List);

    [Fact]
    public void A_robot_answers_once_and_only_to_the_platform()
    {
        var message = Outgoing("您好") with { Answers = Said("https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=R") };

        Assert.Equal("""{"msgtype":"markdown","markdown":{"content":"您好"}}""", BodyOf(Channel.Compose(message, Configured, "T")));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooManyMessages), Channel.Compose(message with { SentSince = 1 }, Configured, "T"));
        Assert.Equal(
            new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured),
            Channel.Compose(message with { Answers = Said("https://qyapi.weixin.qq.com.evil.example/") }, Configured, "T"));

        static AnsweredItem Said(string where) => new("m1", null, Now, new Dictionary<string, Detail> { ["response_url"] = where });
    }

    [Fact]
    public void A_robot_s_file_is_opened_by_the_account_s_key()
    {
        var key = Convert.FromBase64String(AesKey + "=");
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = key;
        byte[] padded = [.. "picture"u8, .. Enumerable.Repeat((byte)25, 25)];
        var encrypted = aes.EncryptCbc(padded, key.AsSpan(0, 16), System.Security.Cryptography.PaddingMode.None);
        var media = new Media(null, Format: "aes", Url: "https://x/1");

        var opened = Assert.IsType<Fetched.Content>(Channel.ReadFetched(new DeliveryResponse(200, encrypted), media, Configured, "T"));
        Assert.Equal("picture", Encoding.UTF8.GetString(opened.Bytes.Span));
        encrypted[^1] ^= 1;
        Assert.Equal(new Fetched.Gone(null), Channel.ReadFetched(new DeliveryResponse(200, encrypted), media, Configured, "T"));
    }

    internal static WebhookRequest Sealed(string xml, string receiver = Corp)
    {
        var encrypted = Cipher.Encrypt("aaaabbbbccccdddd"u8, xml, receiver);
        return Post($"<xml><ToUserName>{receiver}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", Query(encrypted));
    }

    private static WebhookRequest Greeting(string receiver)
    {
        var echo = Cipher.Encrypt("aaaabbbbccccdddd"u8, "1616140317555161061", receiver);
        var query = Query(echo);
        query["echostr"] = echo;
        return Post("", query) with { Method = "GET" };
    }

    private static Dictionary<string, string> Query(string encrypted) => new()
    {
        ["timestamp"] = "1763640000",
        ["nonce"] = "n",
        ["msg_signature"] = SortedSignature.Of("t", "1763640000", "n", encrypted),
    };

    private static Parsed Event(string name, string fields, string from = "zhangsan") => Parse(
        $"<xml><ToUserName>{Corp}</ToUserName><FromUserName>{from}</FromUserName><CreateTime>1763640000</CreateTime><MsgType>event</MsgType><Event>{name}</Event>{fields}</xml>");

    /// <summary>Through the door, as it comes.</summary>
    private static Parsed Parse(string xml)
    {
        var request = Sealed(xml);
        var authentic = Assert.IsType<Verification.Authentic>(Channel.Verify(request, Configured, Now));
        return Channel.Parse(request, authentic.Payload, Configured);
    }
}
