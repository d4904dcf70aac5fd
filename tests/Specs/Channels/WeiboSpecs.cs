using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.Weibo;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeiboSpecs
{
    private static readonly IChannel Channel = new WeiboChannel();
    private static readonly ChannelAccount Configured = Account(
        "weibo", ("app_secret", "xyz123xyz"), ("access_token", "T+"), ("api_base", "http://127.0.0.1:9000/fake"), ("upload_base", "http://127.0.0.1:9001"));

    [Theory]
    [InlineData("signature")]
    [InlineData("timestamp")]
    [InlineData("nonce")]
    public void Without_part_of_the_proof_nothing_is_believed(string missing)
    {
        var query = Query();
        query.Remove(missing);

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("{}", query), Configured, Now));
    }

    [Fact]
    public void The_time_may_be_in_seconds_or_milliseconds()
    {
        var account = Account("weibo", ("app_secret", "xyz123xyz"), ("replay_window_seconds", "300"));

        Assert.IsType<Verification.Authentic>(Channel.Verify(Post("{}", Query("1763640000")), account, Now.AddSeconds(300)));
        Assert.IsType<Verification.Authentic>(Channel.Verify(Post("{}", Query("1763640000000")), account, Now.AddSeconds(300)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(Post("{}", Query("1763640000000")), account, Now.AddSeconds(301)));
        Assert.Equal(new Verification.Rejected(Rejection.OutsideReplayWindow), Channel.Verify(Post("{}", Query("soon")), account, Now));
    }

    [Fact]
    public void A_handshake_without_a_word_to_give_back_is_none() =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("", Query()) with { Method = "GET" }, Configured, Now));

    [Theory]
    [InlineData("position", """{"longitude":"116.3","latitude":"39.9"}""", ItemKind.Location)]
    [InlineData("voice", """{"vfid":1,"tovfid":2}""", ItemKind.Voice)]
    [InlineData("image", """{"vfid":1,"tovfid":2}""", ItemKind.Image)]
    [InlineData("mention", """{"subtype":"comment","key":"4001"}""", ItemKind.Comment)]
    [InlineData("hologram", "{}", ItemKind.Unsupported)]
    public void Each_type_is_its_kind(string type, string data, ItemKind kind)
    {
        var item = Message(type, data).Only();

        Assert.Equal((kind, "2489518277", "1902538057"), (item.Kind, item.Sender, item.Recipient));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_342_433_360), item.SentAt);
    }

    [Fact]
    public void A_position_is_read_from_its_digits() => Assert.Equal(new Location(39.9, 116.3, "x"), Message("position", """{"longitude":"116.3","latitude":"39.9"}""").Only().Location);

    [Theory]
    [InlineData("follow", ItemKind.Event)]
    [InlineData("subscribe", ItemKind.Event)]
    [InlineData("unfollow", ItemKind.Event)]
    [InlineData("scan", ItemKind.Event)]
    [InlineData("menu", ItemKind.Postback)]
    public void Each_event_is_its_kind(string name, ItemKind kind)
    {
        var item = Message("event", $$"""{"subtype":"{{name}}","key":"K","ticket":"t"}""").Only();

        Assert.Equal((kind, "K"), (item.Kind, item.Payload));
    }

    [Fact]
    public void Sender_and_time_tell_repetitions_and_an_event_adds_its_name()
    {
        Assert.Equal("2489518277Mon Jul 16 18:09:20 +0800 2012", Message("text", "{}").Only().DedupeKey);
        Assert.NotEqual(Message("event", """{"subtype":"follow"}""").Only().DedupeKey, Message("event", """{"subtype":"scan"}""").Only().DedupeKey);
    }

    [Fact]
    public void An_account_that_speaks_as_WeChat_does_is_understood() => Assert.Equal(
        "x", Parse("<xml><FromUserName>1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>9</MsgId></xml>").Only().Text);

    [Theory]
    [InlineData("{}", ParseFault.MissingSender)]
    [InlineData("""{"sender_id":1}""", ParseFault.MissingField)]
    [InlineData("""{"sender_id":1,"type":"text"}""", ParseFault.MissingField)]
    [InlineData("""{"sender_id":1,"type":"image","created_at":"x","data":{}}""", ParseFault.MissingField)]
    [InlineData("""{"sender_id":1,"sender_id":2}""", ParseFault.NotJson)]
    [InlineData("<!DOCTYPE x><xml/>", ParseFault.DtdProhibited)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void An_answer_is_a_form_with_json_in_it()
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好"), Configured, null));

        Assert.Equal("http://127.0.0.1:9000/fake/2/messages/reply.json", delivery.Address.AbsoluteUri);
        Assert.Equal("application/x-www-form-urlencoded", delivery.ContentType);
        Assert.Equal("access_token=T%2B&type=text&data=%7B%22text%22%3A%22%E6%82%A8%E5%A5%BD%22%7D&receiver_id=u1&save_sender_box=0", BodyOf(delivery));
    }

    [Fact]
    public void A_picture_is_brought_there_for_one_recipient_and_sent_by_both_its_handles()
    {
        var file = new OutgoingFile("a.png", "image/png", new byte[] { 1 });
        var message = new OutgoingMessage("op", "u1", null, new OutgoingContent.Attachment(ItemKind.Image, file));

        Assert.Equal("http://127.0.0.1:9001/2/mss/upload.json?access_token=T%2B&tuid=u1", Channel.UploadRequest(message, Configured, null)!.Address.AbsoluteUri);
        var handle = Channel.ReadUpload(Answer(200, """{"vfid":1,"tovfid":2}"""), Now).PlatformId;
        var sent = BodyOf(Channel.Compose(message with { Content = new OutgoingContent.Attachment(ItemKind.Image, file with { PlatformId = handle }) }, Configured, null));
        Assert.Contains(Uri.EscapeDataString("""{"vfid":"1","tovfid":"2"}"""), sent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passive_reply_holds_escaped_json_in_a_text()
    {
        var reply = JsonDocument.Parse(WeiboPassiveReply.Text("1", "2", "你好").Body).RootElement;

        Assert.Equal("""{"text":"你好"}""", Uri.UnescapeDataString(reply.GetProperty("data").GetString()!));
        Assert.Equal(("1", "2"), (reply.GetProperty("sender_id").GetString(), reply.GetProperty("receiver_id").GetString()));
    }

    [Theory]
    [InlineData(200, """{"result":true}""", typeof(DeliveryOutcome.Delivered))]
    [InlineData(200, """{"result":false}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(400, """{"error_code":21327,"error":"expired_token"}""", typeof(DeliveryOutcome.Rejected))]
    [InlineData(403, """{"error_code":10023}""", typeof(DeliveryOutcome.Throttled))]
    [InlineData(200, "{}", typeof(DeliveryOutcome.Unknown))]
    [InlineData(502, "", typeof(DeliveryOutcome.Unknown))]
    public void The_answer_says_what_became_of_it(int status, string body, Type outcome) => Assert.IsType(outcome, Channel.Interpret(Answer(status, body), Now));

    private static Parsed Message(string type, string data) => Parse(
        $$"""{"type":"{{type}}","receiver_id":1902538057,"sender_id":2489518277,"created_at":"Mon Jul 16 18:09:20 +0800 2012","text":"x","data":{{data}}"""
        + "}");

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Configured);

    private static Dictionary<string, string> Query(string timestamp = "1763640000") => new()
    {
        ["timestamp"] = timestamp,
        ["nonce"] = "n",
        ["signature"] = SortedSignature.Of("xyz123xyz", timestamp, "n"),
    };
}
