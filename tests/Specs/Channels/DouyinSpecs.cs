using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Douyin;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class DouyinSpecs
{
    private static readonly DouyinChannel Channel = new();

    private static readonly OutgoingMessage Answered = Outgoing("您好", "u", "c") with
    {
        Answers = new AnsweredItem("m-1", null, Now, new Dictionary<string, Detail> { ["account_open_id"] = "shop" }),
    };

    [Theory]
    [InlineData("""{"challenge":12345}""", "12345")]
    [InlineData("""
        "{\"challenge\":12345}"
        """, "12345")]
    public void The_address_is_checked_by_a_number_that_goes_back(string content, string challenge) => Assert.Equal(
        $$"""{"challenge":{{challenge}}}""",
        Encoding.UTF8.GetString(Assert.IsType<Verification.Handshake>(Verify($$"""{"event":"verify_webhook","content":{{content}}}""")).Reply.Body.Span));

    [Fact]
    public void Who_cannot_sign_learns_no_challenge() => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("""{"event":"verify_webhook","content":{"challenge":1}}"""), App, Now));

    [Theory]
    [InlineData("\"message_type\":\"image\",\"resource_url\":\"https://x/y\"", ItemKind.Image)]
    [InlineData("\"message_type\":\"user_local_video\",\"resource_url\":\"https://x/y\"", ItemKind.Video)]
    [InlineData("\"message_type\":\"video\",\"item_id\":\"v\"", ItemKind.Video)]
    [InlineData("\"message_type\":\"retain_consult_card\",\"card_id\":1", ItemKind.Card)]
    [InlineData("\"message_type\":\"hologram\"", ItemKind.Unsupported)]
    [InlineData("\"message_type\":\"text\",\"text\":\"x\"", ItemKind.Text)]
    public void A_message_is_of_its_kind(string content, ItemKind kind)
    {
        var item = Message(content).Only();

        Assert.Equal((kind, "u", "shop", "d-1", true), (item.Kind, item.Sender, item.Recipient, item.DedupeKey, item.Speaks));
    }

    [Theory]
    [InlineData(1705042133, 1705042133000)]
    [InlineData(1705042133123, 1705042133123)]
    public void A_time_is_seconds_or_milliseconds_by_its_size(long time, long milliseconds) =>
        Assert.Equal(milliseconds, Message($"\"create_time\":{time},\"message_type\":\"text\",\"text\":\"x\"").Only().SentAt!.Value.ToUnixTimeMilliseconds());

    [Fact]
    public void Our_own_message_come_back_is_dropped() => Assert.Empty(Assert.IsType<Parsed.Items>(Event("im_send_msg", "{}")).List);

    [Fact]
    public void A_read_mark_is_for_all_until_its_time()
    {
        var receipt = Event("im_message_read", """{"index":"1672502407220000","read_open_id":"u"}""").Only().Receipt!;

        Assert.Equal((ReceiptState.Read, null, 1672502407220), (receipt.State, receipt.MessageId, receipt.UpTo!.Value.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void A_recalled_message_is_named() => Assert.Equal("m", Event("im_recall_msg", """{"server_message_id":"m"}""").Only().Details["target_message_id"].Text);

    [Theory]
    [InlineData("im_enter_direct_msg", ItemKind.Event)]
    [InlineData("im_authorize", ItemKind.Event)]
    [InlineData("something_new", ItemKind.Unsupported)]
    public void What_else_happens_keeps_its_name(string name, ItemKind kind) => Assert.Equal((kind, name), (Event(name, "{}").Only().Kind, Event(name, "{}").Only().Name));

    [Fact]
    public void A_comment_under_a_video_is_its_author_s()
    {
        var item = Event("item_comment_reply", """{"comment_id":"k","comment_user_id":"w","content":"多少钱","reply_to_item_id":"v"}""").Only();

        Assert.Equal((ItemKind.Comment, "w", "多少钱", "k", "v"), (item.Kind, item.Sender, item.Text, item.MessageId, item.Conversation));
    }

    [Fact]
    public void An_order_counts_in_fen_and_opens_nothing()
    {
        var item = Event("life_trade_order_notify", """{"action":"pay_success","msg_time":1665991178,"order":{"order_id":"123","pay_amount":1990}}""").Only();

        Assert.Equal((ItemKind.Order, "123", "19.90", "CNY", "pay_success", false), (item.Kind, item.Order!.Id, item.Order.Total, item.Order.Currency, item.Order.Status, item.Speaks));
    }

    [Fact]
    public void A_mini_game_s_message_is_read_and_answered_in_its_own_form()
    {
        const string Body = """{"app_id":"a","conversation_id":9223372036854775807,"msg_id":9223372036854775806,"create_time":1705042133,"msg_type":"text","open_id":"p","content":"{\"text\":\"1\"}"}""";

        var item = Parse(Body).Only();

        Assert.Equal((ItemKind.Text, "p", "9223372036854775806", "9223372036854775807", "1"), (item.Kind, item.Sender, item.MessageId, item.Conversation, item.Text));
        Assert.Equal("""{"success":true}""", Encoding.UTF8.GetString(Channel.Acknowledge(Signed(Body), Encoding.UTF8.GetBytes(Body), App, Now).Body.Span));
    }

    [Theory]
    [InlineData("[]", ParseFault.NotJson)]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("""{"event":"im_receive_msg","from_user_id":"u","content":"{"}""", ParseFault.InvalidValue)]
    [InlineData("""{"event":"im_receive_msg","from_user_id":"u","content":"{\"a\":1,\"a\":2}"}""", ParseFault.InvalidValue)]
    [InlineData("""{"event":"im_receive_msg","from_user_id":"u","content":{"message_type":"image"}}""", ParseFault.MissingField)]
    [InlineData("""{"event":"im_receive_msg","content":{"message_type":"text","text":"x"}}""", ParseFault.MissingSender)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void An_answer_names_the_message_it_answers()
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Answered, App, "T"));

        Assert.Equal("https://open.douyin.com/im/send/msg/?open_id=shop", delivery.Address.AbsoluteUri);
        Assert.Equal("T", delivery.Headers["access-token"]);
        Assert.Equal("""{"msg_id":"m-1","conversation_id":"c","to_user_id":"u","scene":"im_reply_msg","content":{"msg_type":1,"text":{"text":"您好"}}}""", BodyOf(delivery));
    }

    [Fact]
    public void Nothing_leaves_that_answers_nothing() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow), Channel.Compose(Outgoing("x", "u", "c"), App, "T"));

    [Fact]
    public void A_picture_is_brought_there_first_and_then_named()
    {
        var picture = new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("a.png", "image/png", new byte[3]));

        Assert.Equal("https://open.douyin.com/tool/imagex/client_upload/", Channel.UploadRequest(picture, App, "T")!.Address.AbsoluteUri);
        Assert.Equal("i-1", Channel.ReadUpload(Answer(200, """{"data":{"error_code":0,"image_id":"i-1"}}"""), Now).PlatformId);
        Assert.Contains("\"media_id\":\"i-1\"", BodyOf(Channel.Compose(Answered with { Content = picture with { File = picture.File with { PlatformId = "i-1" } } }, App, "T")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":{"error_code":0,"msg_id":"s"}}""")]
    [InlineData("""{"err_no":0,"msg_id":"s"}""")]
    public void Either_form_of_answer_says_that_it_arrived(string body) => Assert.Equal(new DeliveryOutcome.Delivered("s"), Channel.Interpret(Answer(200, body), Now));

    [Theory]
    [InlineData(2190008)]
    [InlineData(28001008)]
    public void A_spent_token_is_to_be_renewed(int code) =>
        Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.Interpret(Answer(200, $$"""{"data":{"error_code":{{code}} } }"""), Now));

    [Theory]
    [InlineData(200, "")]
    [InlineData(502, """{"data":{"error_code":0}}""")]
    public void An_answer_that_says_nothing_leaves_the_outcome_unknown(int status, string body) => Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void The_operator_s_token_goes_before_the_app_s()
    {
        Assert.Contains("oauth/client_token", Channel.TokenRequest(App)!.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("oauth/refresh_token", Channel.TokenRequest(Account("douyin", ("client_key", "k"), ("client_secret", "s"), ("refresh_token", "r")))!.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(new AccessToken("T", 7200), Channel.ReadToken(Answer(200, """{"data":{"access_token":"T","expires_in":7200}}""")));
    }

    private static ChannelAccount App { get; } = Account("douyin", ("client_key", "k"), ("client_secret", "s"));

    private static Parsed Message(string content) => Event("im_receive_msg", "{" + content + "}");

    private static Parsed Event(string name, string content) =>
        Parse($$"""{"event":"{{name}}","from_user_id":"u","to_user_id":"shop","content":{{JsonSerializer.Serialize(content)}}}""");

    private static Parsed Parse(string body) => Channel.Parse(Signed(body), Encoding.UTF8.GetBytes(body), App);

    private static Verification Verify(string body) => Channel.Verify(Signed(body), App, Now);

#pragma warning disable CA5350 // The platform's protocol is SHA-1.
    private static WebhookRequest Signed(string body) => Post(body, null, ("Msg-Id", "d-1"), ("X-Douyin-Signature", Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("s" + body)))));
#pragma warning restore CA5350
}
