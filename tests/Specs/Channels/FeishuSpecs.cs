using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Feishu;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class FeishuSpecs
{
    private const string Key = "Omni-Encrypt-Key";
    private static readonly IChannel Channel = new FeishuChannel();
    private static readonly ChannelAccount ByToken = Account("feishu", ("verification_token", "vt"));
    private static readonly ChannelAccount ByKey = Account("feishu", ("encrypt_key", Key), ("app_id", "cli_1"), ("app_secret", "s"), ("api_base", "http://127.0.0.1:9000/fake"));

    [Fact]
    public void What_was_published_encrypted_opens() => Assert.Equal(
        "hello world", Encoding.UTF8.GetString(FeishuCipher.Decrypt("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", "test key")!));

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_no_cipher_text_has_one_fault_for_all(string base64) => Assert.Null(FeishuCipher.Decrypt(base64, "test key"));

    [Fact]
    public void A_signed_request_is_believed_encrypted_or_not()
    {
        Assert.IsType<Verification.Authentic>(Channel.Verify(Signed(Event("x", "{}")), ByKey, Now));

        var verification = Channel.Verify(Signed($$"""{"encrypt":"{{Encrypt(Event("x", "{}"))}}"}"""), ByKey, Now);
        Assert.Equal(Event("x", "{}"), Encoding.UTF8.GetString(Assert.IsType<Verification.Authentic>(verification).Payload.Span));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void A_signature_is_good_for_five_minutes(int secondsLater, bool believed) =>
        Assert.Equal(believed, Channel.Verify(Signed(Event("x", "{}")), ByKey, Now.AddSeconds(secondsLater)) is Verification.Authentic);

    [Fact]
    public void Where_there_is_a_key_nothing_unsigned_is_believed()
    {
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post(Event("x", "{}")), ByKey, Now));
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post($$"""{"encrypt":"{{Encrypt(Event("x", "{}"))}}"}"""), ByKey, Now));
    }

    [Fact]
    public void A_changed_byte_breaks_the_signature() => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMismatch),
        Channel.Verify(Signed(Event("x", "{}")) with { Body = Encoding.UTF8.GetBytes(Event("y", "{}")) }, ByKey, Now));

    [Theory]
    [InlineData("zz")]
    [InlineData("")]
    [InlineData("56150b678ee0bd6310a3a8066507e9bad9f876d096f06d6453e376736f323d04ff")]
    public void A_signature_that_is_none_is_a_refusal_and_no_exception(string signature) => Assert.IsType<Verification.Rejected>(
        Channel.Verify(Post("{}", null, ("X-Lark-Signature", signature), ("X-Lark-Request-Timestamp", "1763640000"), ("X-Lark-Request-Nonce", "n")), ByKey, Now));

    [Fact]
    public void Without_a_key_the_token_in_the_body_is_the_proof()
    {
        Assert.IsType<Verification.Authentic>(Channel.Verify(Post(Event("x", "{}", token: "vt")), ByToken, Now));
        Assert.Equal(new Verification.Rejected(Rejection.SecretTokenMismatch), Channel.Verify(Post(Event("x", "{}", token: "vT")), ByToken, Now));
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("""{"header":{"event_id":"e"},"event":{}}"""), ByToken, Now));
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Post(Event("x", "{}", token: "vt")), Account("feishu"), Now));
    }

    [Fact]
    public void An_encrypted_question_is_answered_without_a_signature()
    {
        var handshake = Assert.IsType<Verification.Handshake>(
            Channel.Verify(Post($$"""{"encrypt":"{{Encrypt("""{"challenge":"c-1","token":"t","type":"url_verification"}""")}}"}"""), ByKey, Now));

        Assert.Equal("""{"challenge":"c-1"}""", Encoding.UTF8.GetString(handshake.Reply.Body.Span));
    }

    [Fact]
    public void A_question_with_another_token_is_not_answered() => Assert.Equal(
        new Verification.Rejected(Rejection.SecretTokenMismatch),
        Channel.Verify(Post("""{"challenge":"c","token":"other","type":"url_verification"}"""), ByToken, Now));

    [Fact]
    public void A_card_of_the_older_kind_is_signed_with_the_token()
    {
        const string Body = """{"open_id":"ou_1","open_message_id":"om_1","open_chat_id":"oc_1","token":"c-token","action":{"tag":"button","value":{"id":"yes"}}}""";
#pragma warning disable CA5350 // The platform's protocol is SHA-1 here.
        var signature = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("1763640000" + "n" + "vt" + Body)));
#pragma warning restore CA5350
        var request = Post(Body, null, ("X-Lark-Signature", signature), ("X-Lark-Request-Timestamp", "1763640000"), ("X-Lark-Request-Nonce", "n"));

        // A card's own token is that of the press, and not the account's.
        var authentic = Assert.IsType<Verification.Authentic>(Channel.Verify(request, ByToken, Now));
        var item = Channel.Parse(request, authentic.Payload, ByToken).Only();

        Assert.Equal((ItemKind.Postback, "yes", "om_1"), (item.Kind, item.Payload, item.Details["target_message_id"].Text));
    }

    [Theory]
    [InlineData("text", """{"text":"hi"}""", ItemKind.Text)]
    [InlineData("post", """{"title":"t","content":[[{"tag":"text","text":"hi"}]]}""", ItemKind.Text)]
    [InlineData("image", """{"image_key":"img"}""", ItemKind.Image)]
    [InlineData("file", """{"file_key":"f","file_name":"a.pdf"}""", ItemKind.File)]
    [InlineData("audio", """{"file_key":"f","duration":2000}""", ItemKind.Voice)]
    [InlineData("media", """{"file_key":"f","image_key":"i","file_name":"a.mp4","duration":2000}""", ItemKind.Video)]
    [InlineData("sticker", """{"file_key":"f"}""", ItemKind.Image)]
    [InlineData("location", """{"name":"广州","longitude":"113.3","latitude":"23.1"}""", ItemKind.Location)]
    [InlineData("share_chat", """{"chat_id":"oc_2"}""", ItemKind.Card)]
    [InlineData("share_user", """{"user_id":"ou_2"}""", ItemKind.Card)]
    [InlineData("interactive", """{"title":"t","elements":[]}""", ItemKind.Card)]
    [InlineData("hongbao", """{"text":"恭喜发财"}""", ItemKind.Unsupported)]
    [InlineData("hologram", """{}""", ItemKind.Unsupported)]
    public void Each_type_is_its_kind(string type, string content, ItemKind kind)
    {
        var item = Message(type, content).Only();

        Assert.Equal((kind, "ou_1", "oc_1", "om_1", "ev-1"), (item.Kind, item.Sender, item.Conversation, item.MessageId, item.DedupeKey));
    }

    [Fact]
    public void Who_is_spoken_to_is_called_by_name()
    {
        var mentions = string.Join(',', Enumerable.Range(1, 10).Select(at => $$$"""{"key":"@_user_{{{at}}}","name":"N{{{at}}}","id":{"open_id":"ou_x"}}"""));

        Assert.Equal("@N1 @N10 你好", Message("text", """{"text":"@_user_1 @_user_10 你好"}""", $""","mentions":[{mentions}]""").Only().Text);
    }

    [Fact]
    public void A_post_keeps_its_lines_links_and_pictures()
    {
        var item = Message("post", """{"title":"标题","content":[[{"tag":"text","text":"第一行 "},{"tag":"a","href":"https://x","text":"链接"}],[{"tag":"img","image_key":"img_1"}]]}""").Only();

        Assert.Equal("标题\n第一行 链接 <https://x>", item.Text);
        Assert.Equal("img_1", Assert.Single(item.Attachments!).Id);
    }

    [Fact]
    public void A_bot_s_own_words_are_no_customer_s() =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse(Event("im.message.receive_v1", """{"sender":{"sender_type":"app"},"message":{}}"""))).List);

    [Fact]
    public void Each_message_that_was_read_is_a_receipt_of_its_own()
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse(Event(
            "im.message.message_read_v1", """{"reader":{"reader_id":{"open_id":"ou_1"},"read_time":"1763640000000"},"message_id_list":["om_1",7,"om_2"]}""")));

        Assert.Equal([new Receipt(ReceiptState.Read, "om_1"), new Receipt(ReceiptState.Read, "om_2")], parsed.List.Select(item => item.Receipt));
        Assert.Equal([ParseFault.InvalidValue], parsed.Faults);
        Assert.Equal(2, parsed.List.Select(item => item.DedupeKey).Distinct().Count());
    }

    [Theory]
    [InlineData("im.message.recalled_v1", """{"message_id":"om_1","chat_id":"oc_1","recall_time":"1763640000000"}""", ItemKind.Edit, "recalled")]
    [InlineData("im.message.reaction.created_v1", """{"message_id":"om_1","reaction_type":{"emoji_type":"SMILE"},"operator_type":"user","user_id":{"open_id":"ou_1"}}""", ItemKind.Event, "reaction")]
    [InlineData("im.message.reaction.deleted_v1", """{"message_id":"om_1","reaction_type":{"emoji_type":"SMILE"},"user_id":{"open_id":"ou_1"}}""", ItemKind.Event, "reaction_removed")]
    [InlineData("im.chat.member.bot.added_v1", """{"chat_id":"oc_1","operator_id":{"open_id":"ou_1"}}""", ItemKind.Event, "im.chat.member.bot.added_v1")]
    [InlineData("calendar.changed_v9", """{"operator_id":{"open_id":"ou_1"}}""", ItemKind.Unsupported, "calendar.changed_v9")]
    public void Each_event_is_its_kind_by_name(string type, string content, ItemKind kind, string name)
    {
        var item = Parse(Event(type, content)).Only();

        Assert.Equal((kind, name), (item.Kind, item.Name));
    }

    [Fact]
    public void A_button_of_a_card_comes_back_with_what_was_chosen()
    {
        var item = Parse(Event(
            "card.action.trigger",
            """{"operator":{"open_id":"ou_1"},"token":"c","action":{"value":{"id":"yes"},"tag":"button"},"context":{"open_message_id":"om_1","open_chat_id":"oc_1"}}""")).Only();

        Assert.Equal((ItemKind.Postback, "yes", "oc_1", "om_1"), (item.Kind, item.Payload, item.Conversation, item.Details["target_message_id"].Text));
    }

    [Fact]
    public void A_menu_entry_of_the_bot_is_chosen()
    {
        var item = Parse(Event("application.bot.menu_v6", """{"operator":{"operator_id":{"open_id":"ou_1"}},"event_key":"ORDER","timestamp":1763640000}""")).Only();

        Assert.Equal((ItemKind.Postback, "ORDER"), (item.Kind, item.Payload));
    }

    [Fact]
    public void The_first_form_of_events_is_read_too()
    {
        var item = Parse("""{"uuid":"u1","token":"vt","ts":"1763640000.5","type":"event_callback","event":{"type":"message","msg_type":"text","text":"hi","open_id":"ou_1","open_chat_id":"oc_1","open_message_id":"om_1"}}""").Only();

        Assert.Equal((ItemKind.Text, "hi", "u1", Now), (item.Kind, item.Text, item.DedupeKey, item.SentAt!.Value));
    }

    [Theory]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("""{"header":{"event_id":"e"},"event":{}}""", ParseFault.MissingField)]
    [InlineData("""{"header":{"event_id":"e","event_type":"im.message.receive_v1"},"event":{"sender":{"sender_id":{"open_id":"o"}},"message":{"message_id":"m","message_type":"text","content":"no json"}}}""", ParseFault.InvalidValue)]
    [InlineData("""{"header":{"event_id":"e","event_type":"im.message.receive_v1"},"event":{"sender":{},"message":{"message_id":"m","message_type":"text","content":"{}"}}}""", ParseFault.MissingSender)]
    [InlineData("[]", ParseFault.NotJson)]
    [InlineData("{\"a\":1,\"a\":2}", ParseFault.NotJson)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void An_answer_goes_to_the_chat_with_an_id_that_counts_once()
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好 \"x\"", "ou_1", "oc_1"), ByKey, "T"));

        Assert.Equal("http://127.0.0.1:9000/fake/open-apis/im/v1/messages?receive_id_type=chat_id", delivery.Address.AbsoluteUri);
        Assert.Equal("Bearer T", delivery.Headers["Authorization"]);
        Assert.Equal("""{"receive_id":"oc_1","msg_type":"text","content":"{\"text\":\"您好 \\\"x\\\"\"}","uuid":"op-1"}""", BodyOf(delivery));
        Assert.EndsWith("receive_id_type=open_id", Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("x", "ou_1"), ByKey, "T")).Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public void What_looks_like_a_mark_of_the_platform_is_only_text() =>
        Assert.DoesNotContain("<at", BodyOf(Channel.Compose(Outgoing("<AT user_id=\"all\">"), ByKey, "T")), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_question_is_a_card_whose_buttons_carry_the_choice()
    {
        var body = JsonDocument.Parse(BodyOf(Channel.Compose(new OutgoingMessage("o", "ou_1", null, new OutgoingContent.Choices("Q", [new Choice("a", "A")])), ByKey, "T"))).RootElement;
        var card = JsonDocument.Parse(body.GetProperty("content").GetString()!).RootElement;

        Assert.Equal("interactive", body.GetProperty("msg_type").GetString());
        Assert.Equal("a", card.GetProperty("elements")[1].GetProperty("actions")[0].GetProperty("value").GetProperty("id").GetString());
    }

    [Fact]
    public void A_file_is_had_by_its_message_and_its_key()
    {
        var media = Message("file", """{"file_key":"f_1","file_name":"a.pdf"}""").Only().Media!;
        var request = Channel.FetchRequest(media, ByKey, "T")!;

        Assert.Equal("http://127.0.0.1:9000/fake/open-apis/im/v1/messages/om_1/resources/f_1?type=file", request.Address.AbsoluteUri);
        Assert.Equal(new Fetched.Gone("234001"), Channel.ReadFetched(Answer(400, """{"code":234001}"""), media, ByKey, "T"));
        Assert.Null(Channel.FetchRequest(media with { Url = "https://evil.example/open-apis/im/v1/messages/1" }, ByKey, "T"));
    }

    [Theory]
    [InlineData(99991663, typeof(DeliveryOutcome.TokenExpired))]
    [InlineData(99991400, typeof(DeliveryOutcome.Throttled))]
    [InlineData(230002, typeof(DeliveryOutcome.Rejected))]
    [InlineData(0, typeof(DeliveryOutcome.Delivered))]
    public void The_code_says_what_became_of_it(int code, Type outcome) => Assert.IsType(outcome, Channel.Interpret(Answer(code == 0 ? 200 : 400, $$"""{"code":{{code}}}"""), Now));

    [Theory]
    [InlineData(200, "")]
    [InlineData(500, """{"code":0}""")]
    public void An_answer_that_says_nothing_leaves_the_outcome_unknown(int status, string body) =>
        Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    private static Parsed Message(string type, string content, string more = "") => Parse(Event(
        "im.message.receive_v1",
        $$$"""{"sender":{"sender_id":{"open_id":"ou_1"},"sender_type":"user"},"message":{"message_id":"om_1","chat_id":"oc_1","create_time":"1763640000000","message_type":"{{{type}}}","content":{{{JsonSerializer.Serialize(content)}}}{{{more}}}}}"""));

    private static string Event(string type, string content, string token = "t") =>
        $$"""{"schema":"2.0","header":{"event_id":"ev-1","event_type":"{{type}}","create_time":"1763640000000","token":"{{token}}","app_id":"cli_1"},"event":{{content}}}""";

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), ByKey);

    private static WebhookRequest Signed(string body) => Post(
        body, null,
        ("X-Lark-Request-Timestamp", "1763640000"),
        ("X-Lark-Request-Nonce", "n"),
        ("X-Lark-Signature", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("1763640000" + "n" + Key + body)))));

    private static string Encrypt(string text)
    {
        using var aes = Aes.Create();
        aes.Key = SHA256.HashData(Encoding.UTF8.GetBytes(Key));
        var iv = "aaaabbbbccccdddd"u8.ToArray();
        return Convert.ToBase64String([.. iv, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(text), iv)]);
    }
}
