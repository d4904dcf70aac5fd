using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.DingTalk;
using OmniFunctions.Channels.MessageCrypt;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class DingTalkSpecs
{
    private const string AesKey = "Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7";
    private const string Owner = "ding6ccabc44d2c8d38b";
    private const string Robot = """{"conversationId":"cid1","conversationType":"1","msgId":"msg1","senderNick":"张三","senderStaffId":"u1","senderId":"$:x","createAt":1763640000000,"robotCode":"rc","sessionWebhook":"https://oapi.dingtalk.com/robot/sendBySession?session=s","sessionWebhookExpiredTime":1763643600000,""";

    private static readonly IChannel Channel = new DingTalkChannel();
    private static readonly MessageCipher Cipher = MessageCipher.Of(AesKey)!;

    private static readonly ChannelAccount Configured = Account(
        "dingtalk", ("token", "mryue"), ("encoding_aes_key", AesKey), ("owner_key", Owner), ("app_secret", "s3cret"), ("api_base", "http://127.0.0.1:9000/fake"));

    [Fact]
    public void An_event_is_answered_by_success_encrypted_and_signed()
    {
        var request = Sealed("""{"EventType":"check_url"}""");

        var reply = JsonDocument.Parse(Channel.Acknowledge(request, default, Configured, Now).Body).RootElement;

        var encrypted = reply.GetProperty("encrypt").GetString()!;
        var opened = Cipher.Decrypt(encrypted)!.Value;
        Assert.Equal(("success", Owner), (Encoding.UTF8.GetString(opened.Message), opened.Receiver));
        Assert.Equal(
            SortedSignature.Of("mryue", reply.GetProperty("timeStamp").GetString()!, reply.GetProperty("nonce").GetString()!, encrypted),
            reply.GetProperty("msg_signature").GetString());
    }

    [Fact]
    public void No_two_answers_begin_alike()
    {
        var one = Channel.Acknowledge(Sealed("{}"), default, Configured, Now).Body.ToArray();

        Assert.NotEqual(one, Channel.Acknowledge(Sealed("""{"a":1}"""), default, Configured, Now).Body.ToArray());
        Assert.NotEqual(one, Channel.Acknowledge(Sealed("{}"), default, Configured, Now.AddMilliseconds(1)).Body.ToArray());
    }

    [Fact]
    public void What_is_said_to_the_robot_is_signed_by_time_and_secret_for_an_hour()
    {
        var request = Said("""{"msgtype":"text"}""");

        Assert.IsType<Verification.Authentic>(Channel.Verify(request, Configured, Now.AddHours(1)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(request, Configured, Now.AddHours(1).AddSeconds(1)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(request, Configured, Now.AddHours(-1).AddSeconds(-1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_wrong_signature_of_the_robot_is_a_mismatch(string sign) => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(Post("{}", null, ("timestamp", "1763640000000"), ("sign", sign)), Configured, Now));

    [Fact]
    public void Without_any_signature_nothing_is_believed()
    {
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("{}"), Configured, Now));
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("{}", null, ("sign", "x")), Configured, Now));
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Said("{}"), Account("dingtalk"), Now));
    }

    [Fact]
    public void A_changed_cipher_text_breaks_the_signature() => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(Sealed("{}") with { Body = """{"encrypt":"AAAA"}"""u8.ToArray() }, Configured, Now));

    [Fact]
    public void In_private_the_answer_goes_to_the_person_and_in_a_group_to_the_group()
    {
        var alone = Parse(Robot + """ "msgtype":"text","text":{"content":" 你好 "}}""").Only();
        var together = Parse(Robot.Replace("\"conversationType\":\"1\"", "\"conversationType\":\"2\"", StringComparison.Ordinal) + """ "msgtype":"text","text":{"content":"x"}}""").Only();

        Assert.Equal((ItemKind.Text, "你好", "u1", "msg1", "张三"), (alone.Kind, alone.Text, alone.Sender, alone.DedupeKey, alone.DisplayName));
        Assert.Equal(Now, alone.SentAt);
        Assert.Null(alone.Conversation);
        Assert.Equal("cid1", together.Conversation);
    }

    [Theory]
    [InlineData(""" "msgtype":"picture","content":{"downloadCode":"D"}}""", ItemKind.Image)]
    [InlineData(""" "msgtype":"audio","content":{"downloadCode":"D","duration":3000,"recognition":"退款"}}""", ItemKind.Voice)]
    [InlineData(""" "msgtype":"video","content":{"downloadCode":"D","duration":3,"videoType":"mp4"}}""", ItemKind.Video)]
    [InlineData(""" "msgtype":"file","content":{"downloadCode":"D","fileName":"a.pdf"}}""", ItemKind.File)]
    [InlineData(""" "msgtype":"richText","content":{"richText":[{"text":"a"},{"downloadCode":"D","type":"picture"}]}}""", ItemKind.Text)]
    [InlineData(""" "msgtype":"unknownMsgType"}""", ItemKind.Unsupported)]
    public void Each_type_is_its_kind(string rest, ItemKind kind) => Assert.Equal(kind, Parse(Robot + rest).Only().Kind);

    [Fact]
    public void A_voice_message_brings_what_was_understood() =>
        Assert.Equal("退款", Parse(Robot + """ "msgtype":"audio","content":{"downloadCode":"D","recognition":"退款"}}""").Only().Text);

    [Fact]
    public void An_event_is_kept_by_name_and_says_nothing()
    {
        var item = Parse("""{"EventType":"user_add_org","TimeStamp":"1763640000000","UserId":["u1","u2"],"CorpId":"ding1"}""").Only();

        Assert.Equal((ItemKind.Event, "user_add_org", "u1", "ding1", false), (item.Kind, item.Name, item.Sender, item.Recipient, item.Speaks));
    }

    [Fact]
    public void A_pressed_button_of_a_card_comes_back()
    {
        var item = Parse("""{"outTrackId":"card1","userId":"u1","corpId":"c","content":"{\"cardPrivateData\":{\"actionIds\":[\"yes\"],\"params\":{}}}"}""").Only();

        Assert.Equal((ItemKind.Postback, "yes", "card1"), (item.Kind, item.Payload, item.Details["target_message_id"].Text));
    }

    [Theory]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("""{"msgtype":"text","senderStaffId":"u"}""", ParseFault.MissingField)]
    [InlineData("""{"msgtype":"text","msgId":"m"}""", ParseFault.MissingSender)]
    [InlineData("""{"msgtype":"picture","msgId":"m","senderId":"u","content":{}}""", ParseFault.MissingField)]
    [InlineData("no", ParseFault.NotJson)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void An_answer_goes_by_the_robot()
    {
        var alone = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好"), Configured, "T"));

        Assert.Equal("http://127.0.0.1:9000/fake/v1.0/robot/oToMessages/batchSend", alone.Address.AbsoluteUri);
        Assert.Equal("T", alone.Headers["x-acs-dingtalk-access-token"]);
        Assert.Equal($$"""{"robotCode":"{{Owner}}","userIds":["u1"],"msgKey":"sampleText","msgParam":"{\"content\":\"您好\"}"}""", BodyOf(alone));
        Assert.Contains("\"openConversationId\":\"cid1\"", BodyOf(Channel.Compose(Outgoing("x", "u1", "cid1"), Configured, "T")), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_token_a_text_goes_the_short_way_while_it_is_good_and_only_to_the_platform()
    {
        var message = Outgoing("x") with { At = Now, Answers = Answered("https://oapi.dingtalk.com/robot/sendBySession?session=s") };
        var refused = new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);

        Assert.Equal("""{"msgtype":"text","text":{"content":"x"}}""", BodyOf(Channel.Compose(message, Configured, null)));
        Assert.Equal(refused, Channel.Compose(message with { At = Now.AddHours(1) }, Configured, null));
        Assert.Equal(refused, Channel.Compose(message with { Answers = Answered("https://oapi.dingtalk.com.evil.example/x") }, Configured, null));
        Assert.Equal(refused, Channel.Compose(Outgoing("x"), Configured, null));

        static AnsweredItem Answered(string webhook) => new("m", null, Now, new Dictionary<string, Detail>
        {
            ["session_webhook"] = webhook,
            ["session_webhook_expires_ms"] = Now.AddMinutes(60).ToUnixTimeMilliseconds(),
        });
    }

    [Fact]
    public void A_file_is_had_in_two_steps()
    {
        var media = new Media("D", FileName: "a.pdf");

        Assert.Equal("{\"downloadCode\":\"D\",\"robotCode\":\"" + Owner + "\"}", BodyOf(Channel.FetchRequest(media, Configured, "T")!));
        var elsewhere = Assert.IsType<Fetched.Elsewhere>(Channel.ReadFetched(Answer(200, """{"downloadUrl":"https://files.example/1"}"""), media, Configured, "T"));
        Assert.Equal("https://files.example/1", elsewhere.Request.Address.AbsoluteUri);
        Assert.Equal("a.pdf", Assert.IsType<Fetched.Content>(Channel.ReadFetched(Answer(200, "%PDF"), media, Configured, "T")).FileName);
    }

    [Fact]
    public void A_file_is_brought_to_the_older_host() => Assert.Equal(
        "https://oapi.dingtalk.com/media/upload?access_token=T&type=image",
        Channel.UploadRequest(new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("a.png", "image/png", new byte[] { 1 })), Configured, "T")!.Address.AbsoluteUri);

    [Theory]
    [InlineData(200, """{"processQueryKey":"k"}""", typeof(DeliveryOutcome.Delivered))]
    [InlineData(200, """{"processQueryKey":"k","invalidStaffIdList":["u1"]}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(200, """{"processQueryKey":"k","flowControlledStaffIdList":["u1"]}""", typeof(DeliveryOutcome.Throttled))]
    [InlineData(200, """{"errcode":0}""", typeof(DeliveryOutcome.Delivered))]
    [InlineData(200, """{"errcode":310000}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(200, "{}", typeof(DeliveryOutcome.Unknown))]
    [InlineData(400, """{"code":"InvalidAuthentication"}""", typeof(DeliveryOutcome.TokenExpired))]
    [InlineData(403, """{"code":"Forbidden.AccessDenied.QpsLimitForApi"}""", typeof(DeliveryOutcome.Throttled))]
    [InlineData(400, """{"code":"staffId.notExisted"}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(503, """{"code":"ServiceUnavailable"}""", typeof(DeliveryOutcome.Unknown))]
    public void The_answer_says_what_became_of_it(int status, string body, Type outcome) => Assert.IsType(outcome, Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void A_token_has_names_of_its_own() =>
        Assert.Equal(new AccessToken("T", 7200), Channel.ReadToken(Answer(200, """{"accessToken":"T","expireIn":7200}""")));

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Configured);

    private static WebhookRequest Said(string body) => Post(
        body, null, ("timestamp", "1763640000000"), ("sign", Convert.ToBase64String(HMACSHA256.HashData("s3cret"u8, "1763640000000\ns3cret"u8))));

    private static WebhookRequest Sealed(string json)
    {
        var encrypted = Cipher.Encrypt("aaaabbbbccccdddd"u8, json, Owner);
        return Post($$"""{"encrypt":"{{encrypted}}"}""", new Dictionary<string, string>
        {
            ["timestamp"] = "1763640000000",
            ["nonce"] = "n",
            ["signature"] = SortedSignature.Of("mryue", "1763640000000", "n", encrypted),
        });
    }
}
