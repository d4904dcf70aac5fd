using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.QQBot;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class QQBotSpecs
{
    private const string Secret = "naOC0ocQE3shWLAfffVLB1rhYPG7";
    private static readonly IChannel Channel = new QQBotChannel();
    private static readonly QQBotKey Key = QQBotKey.Of(Secret)!;
    private static readonly ChannelAccount Configured = Account("qqbot", ("bot_secret", Secret), ("app_id", "11111111"), ("api_base", "http://127.0.0.1:9000/fake"));

    private static readonly AnsweredItem Answered = new("m1", "e1", Now, new Dictionary<string, Detail> { ["qq_place"] = "user" });

    [Fact]
    public void A_signed_request_is_believed_for_five_minutes()
    {
        var request = Signed("""{"op":0}""");

        Assert.IsType<Verification.Authentic>(Channel.Verify(request, Configured, Now.AddSeconds(300)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(request, Configured, Now.AddSeconds(301)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(request, Configured, Now.AddSeconds(-301)));
    }

    [Fact]
    public void Another_time_or_body_breaks_the_signature()
    {
        var request = Signed("""{"op":0}""");
        var later = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Signature-Timestamp"] = "1763640001" };

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(request with { Headers = later }, Configured, Now));
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(request with { Body = "{}"u8.ToArray() }, Configured, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("00")]
    public void A_signature_that_is_none_is_a_mismatch(string signature) => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMismatch),
        Channel.Verify(Post("{}", null, ("X-Signature-Ed25519", signature), ("X-Signature-Timestamp", "1763640000")), Configured, Now));

    [Fact]
    public void A_signature_with_high_bits_is_refused_before_it_is_checked()
    {
        var request = Signed("{}");
        var changed = request.Headers["X-Signature-Ed25519"][..^2] + "ff";

        Assert.IsType<Verification.Rejected>(Channel.Verify(Post("{}", null, ("X-Signature-Ed25519", changed), ("X-Signature-Timestamp", "1763640000")), Configured, Now));
    }

    [Fact]
    public void Another_bot_s_request_is_not_ours()
    {
        var request = Signed("{}");
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { ["X-Bot-Appid"] = "2" };

        Assert.Equal(new Verification.Rejected(Rejection.WrongReceiver), Channel.Verify(request with { Headers = headers }, Configured, Now));
    }

    [Theory]
    [InlineData("""{"op":0}""", "1763640000")]
    [InlineData("x y", "1763640000")]
    [InlineData("abc", "1763640000{")]
    [InlineData("abc", "")]
    [InlineData("", "1763640000")]
    public void Nobody_gets_a_message_signed_by_asking(string token, string at)
    {
        var question = System.Text.Json.JsonSerializer.Serialize(new { d = new { plain_token = token, event_ts = at }, op = 13 });

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post(question), Configured, Now));
    }

    [Fact]
    public void A_question_with_a_wrong_signature_is_not_answered() => Assert.IsType<Verification.Rejected>(Channel.Verify(
        Post("""{"d":{"plain_token":"abc","event_ts":"1763640000"},"op":13}""", null, ("X-Signature-Ed25519", new string('0', 128)), ("X-Signature-Timestamp", "1763640000")),
        Configured, Now));

    [Theory]
    [InlineData("C2C_MESSAGE_CREATE", """{"author":{"user_openid":"U"},"content":" hi ","id":"m","timestamp":"2023-11-06T13:37:18+08:00"}""", "U", null, "user")]
    [InlineData("GROUP_AT_MESSAGE_CREATE", """{"author":{"member_openid":"M"},"group_openid":"G","content":" hi","id":"m"}""", "M", "G", "group")]
    [InlineData("AT_MESSAGE_CREATE", """{"author":{"id":"1","username":"n"},"channel_id":"C","guild_id":"g","content":"hi","id":"m"}""", "1", "C", "channel")]
    [InlineData("DIRECT_MESSAGE_CREATE", """{"author":{"id":"1"},"channel_id":"C","guild_id":"g","content":"hi","id":"m"}""", "1", "g", "direct")]
    public void A_message_knows_where_its_answer_goes(string type, string content, string sender, string? conversation, string place)
    {
        var item = Parse(Event(type, content)).Only();

        Assert.Equal((ItemKind.Text, "hi", sender, conversation, "m"), (item.Kind, item.Text, item.Sender, item.Conversation, item.DedupeKey));
        Assert.Equal(place, item.Details["qq_place"].Text);
    }

    [Theory]
    [InlineData("image/png", ItemKind.Image, "image/png")]
    [InlineData("voice", ItemKind.Voice, null)]
    [InlineData("video/mp4", ItemKind.Video, "video/mp4")]
    [InlineData("file", ItemKind.File, null)]
    public void A_file_is_its_kind(string type, ItemKind kind, string? mime)
    {
        var item = Parse(Event("C2C_MESSAGE_CREATE",
            $$"""{"author":{"user_openid":"U"},"content":"","id":"m","attachments":[{"content_type":"{{type}}","filename":"a","size":7,"url":"multimedia.nt.qq.com.cn/x"}]}""")).Only();

        Assert.Equal((kind, new Media(null, mime, Url: "https://multimedia.nt.qq.com.cn/x", SizeBytes: 7, FileName: "a")), (item.Kind, item.Media));
    }

    [Fact]
    public void A_button_comes_back_with_what_it_carries()
    {
        var item = Parse(Event("INTERACTION_CREATE",
            """{"id":"i1","group_openid":"G","group_member_openid":"M","timestamp":"2023-11-06T13:37:18+08:00","data":{"resolved":{"button_data":"yes","button_id":"b1"}}}""")).Only();

        Assert.Equal((ItemKind.Postback, "yes", "M", "G", "i1"), (item.Kind, item.Payload, item.Sender, item.Conversation, item.Details["callback_id"].Text));
    }

    [Theory]
    [InlineData("FRIEND_ADD", """{"openid":"U","timestamp":1763640000}""", ItemKind.Event)]
    [InlineData("C2C_MSG_REJECT", """{"openid":"U","timestamp":1763640000}""", ItemKind.Event)]
    [InlineData("GROUP_ADD_ROBOT", """{"group_openid":"G","op_member_openid":"M","timestamp":1763640000}""", ItemKind.Event)]
    [InlineData("PUBLIC_MESSAGE_DELETE", """{"message":{"id":"m","author":{"id":"1"},"channel_id":"C"},"op_user":{"id":"1"}}""", ItemKind.Edit)]
    [InlineData("MESSAGE_REACTION_ADD", """{"user_id":"1","channel_id":"C","target":{"id":"m"},"emoji":{"id":"4"}}""", ItemKind.Event)]
    [InlineData("HOLOGRAM_CREATE", """{"openid":"U"}""", ItemKind.Unsupported)]
    public void Other_events_are_kept_by_name(string type, string content, ItemKind kind)
    {
        var item = Parse(Event(type, content)).Only();

        Assert.Equal(kind, item.Kind);
        Assert.Equal(kind == ItemKind.Unsupported, item.Speaks);
    }

    [Theory]
    [InlineData("""{"op":1,"d":42}""")]
    [InlineData("""{"id":"e","op":0,"t":"C2C_MESSAGE_CREATE","d":{"author":{"bot":true,"user_openid":"U"},"id":"m","content":"x"}}""")]
    public void A_heartbeat_and_a_bot_say_nothing(string body) => Assert.Equal((0, 0), Counts(Parse(body)));

    [Theory]
    [InlineData("""{"op":0,"d":{},"t":"GATEWAY_EVENT_NAME"}""")]
    [InlineData("""{"op":0,"t":"C2C_MESSAGE_CREATE","d":{"id":"m"}}""")]
    [InlineData("""{"content":"x"}""")]
    public void What_names_nobody_is_a_fault_and_is_taken_all_the_same(string body) => Assert.Equal((0, 1), Counts(Parse(body)));

    [Fact]
    public void A_heartbeat_gets_its_number_back_and_all_else_the_word_that_it_is_taken()
    {
        Assert.Equal("""{"op":11,"d":42}""", Acknowledged("""{"op":1,"d":42}"""));
        Assert.Equal("""{"op":12,"d":0}""", Acknowledged("""{"op":0,"d":{}}"""));

        static string Acknowledged(string body) =>
            Encoding.UTF8.GetString(Channel.Acknowledge(Post(body), Encoding.UTF8.GetBytes(body), Configured, Now).Body.Span);
    }

    [Fact]
    public void Answers_to_one_message_are_numbered()
    {
        var second = Outgoing("您好", "U") with { Answers = Answered, SentSince = 1 };
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(second, Configured, "T"));

        Assert.Equal("http://127.0.0.1:9000/fake/v2/users/U/messages", delivery.Address.AbsoluteUri);
        Assert.Equal("QQBot T", delivery.Headers["Authorization"]);
        Assert.Equal("""{"content":"您好","msg_type":0,"msg_id":"m1","msg_seq":2}""", BodyOf(delivery));
    }

    [Theory]
    [InlineData("group", "/v2/groups/G/messages")]
    [InlineData("channel", "/channels/G/messages")]
    [InlineData("direct", "/dms/G/messages")]
    public void An_answer_goes_where_the_question_was(string place, string path)
    {
        var answered = Answered with { Details = new Dictionary<string, Detail> { ["qq_place"] = place } };

        Assert.EndsWith(path, Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("x", "M", "G") with { Answers = answered }, Configured, "T")).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_answers_nothing_is_not_sent() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow), Channel.Compose(Outgoing("x", "U"), Configured, "T"));

    [Theory]
    [InlineData("group", 300, true)]
    [InlineData("group", 301, false)]
    [InlineData("user", 301, true)]
    public void A_group_is_answered_within_five_minutes(string place, int seconds, bool leaves)
    {
        var answered = Answered with { Details = new Dictionary<string, Detail> { ["qq_place"] = place } };
        var delivery = Channel.Compose(Outgoing("x", "M", "G") with { Answers = answered, At = Now.AddSeconds(seconds) }, Configured, "T");

        Assert.Equal(leaves, delivery is HttpDelivery);
        Assert.Equal(!leaves, delivery is ImpossibleDelivery { Reason: DeliveryRefusal.OutsideReplyWindow });
    }

    [Fact]
    public void A_picture_is_fetched_by_the_platform_for_one_recipient_and_then_sent()
    {
        var file = new OutgoingFile("a.png", "image/png", new byte[] { 1 }, new Uri("https://omni.example/f/1"));
        var message = new OutgoingMessage("op", "U", null, new OutgoingContent.Attachment(ItemKind.Image, file)) { Answers = Answered };
        var upload = Channel.UploadRequest(message, Configured, "T")!;

        Assert.Equal("http://127.0.0.1:9000/fake/v2/users/U/files", upload.Address.AbsoluteUri);
        Assert.Equal("""{"file_type":1,"url":"https://omni.example/f/1","srv_send_msg":false}""", BodyOf(upload));
        var handle = Channel.ReadUpload(Answer(200, """{"file_uuid":"u","file_info":"INFO","ttl":3600}"""), Now).PlatformId;
        Assert.Equal(
            """{"content":" ","msg_type":7,"media":{"file_info":"INFO"},"msg_id":"m1","msg_seq":1}""",
            BodyOf(Channel.Compose(message with { Content = new OutgoingContent.Attachment(ItemKind.Image, file with { PlatformId = handle }) }, Configured, "T")));
    }

    [Fact]
    public void Buttons_carry_the_choice() => Assert.Contains(
        """action":{"type":1,"permission":{"type":2},"data":"a"}""",
        BodyOf(Channel.Compose(new OutgoingMessage("o", "U", null, new OutgoingContent.Choices("Q", [new Choice("a", "A")])) { Answers = Answered }, Configured, "T")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(200, """{"id":"m9","timestamp":"x"}""", typeof(DeliveryOutcome.Delivered))]
    [InlineData(202, """{"code":304023,"message":"audit"}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(401, """{"code":11244}""", typeof(DeliveryOutcome.TokenExpired))]
    [InlineData(429, "", typeof(DeliveryOutcome.Throttled))]
    [InlineData(400, """{"code":22009,"message":"msg limit exceed"}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(500, """{"code":304082}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(500, "", typeof(DeliveryOutcome.Unknown))]
    [InlineData(504, "<html>", typeof(DeliveryOutcome.Unknown))]
    [InlineData(200, "{}", typeof(DeliveryOutcome.Unknown))]
    public void The_answer_says_what_became_of_it(int status, string body, Type outcome) => Assert.IsType(outcome, Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void Over_the_limit_is_too_many() => Assert.Equal(
        new DeliveryOutcome.Rejected(DeliveryRefusal.TooManyMessages, "22009"), Channel.Interpret(Answer(400, """{"code":22009}"""), Now));

    [Fact]
    public void A_token_is_bought_with_the_secret_and_its_lifetime_may_be_a_text()
    {
        Assert.Equal("https://bots.qq.com/app/getAppAccessToken", Channel.TokenRequest(Configured)!.Address.AbsoluteUri);
        Assert.Equal(new AccessToken("T", 7200), Channel.ReadToken(Answer(200, """{"access_token":"T","expires_in":"7200"}""")));
        Assert.Null(Channel.ReadToken(Answer(200, """{"code":100016,"message":"invalid appid or secret"}""")));
    }

    private static (int Items, int Faults) Counts(Parsed parsed)
    {
        var items = Assert.IsType<Parsed.Items>(parsed);
        return (items.List.Count, items.Faults.Count);
    }

    private static string Event(string type, string content) => $$"""{"id":"e1","op":0,"s":1,"t":"{{type}}","d":{{content}}""" + "}";

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Configured);

    private static WebhookRequest Signed(string body) => Post(
        body, null, ("X-Signature-Timestamp", "1763640000"), ("X-Signature-Ed25519", Key.Sign(Encoding.UTF8.GetBytes("1763640000" + body))));
}
