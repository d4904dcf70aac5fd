using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Meta;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WhatsAppSpecs
{
    private static readonly WhatsAppChannel Channel = new();

    [Fact]
    public void A_subscription_with_our_word_gets_its_challenge_back()
    {
        var answer = Handshake("subscribe", "meatyhamhock", "1158201444");

        Assert.Equal("1158201444", Encoding.UTF8.GetString(Assert.IsType<Verification.Handshake>(answer).Reply.Body.Span));
    }

    [Theory]
    [InlineData("subscribe", "wrong", "1")]
    [InlineData("unsubscribe", "meatyhamhock", "1")]
    [InlineData("subscribe", "meatyhamhock", null)]
    public void Another_subscription_is_refused(string mode, string word, string? challenge) => Assert.IsType<Verification.Rejected>(Handshake(mode, word, challenge));

    [Theory]
    [InlineData("sha1=")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha256=é")]
    [InlineData("")]
    public void A_signature_that_is_none_is_a_refusal(string header) =>
        Assert.IsType<Verification.Rejected>(Channel.Verify(Post("{}", null, ("X-Hub-Signature-256", header)), Number, Now));

    [Fact]
    public void A_signature_cut_short_is_a_refusal()
    {
        var whole = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s"u8, "{}"u8));

        Assert.IsType<Verification.Authentic>(Channel.Verify(Post("{}", null, ("X-Hub-Signature-256", whole)), Number, Now));
        Assert.IsType<Verification.Rejected>(Channel.Verify(Post("{}", null, ("X-Hub-Signature-256", whole[..^2])), Number, Now));
    }

    [Theory]
    [InlineData("image", ItemKind.Image)]
    [InlineData("sticker", ItemKind.Image)]
    [InlineData("video", ItemKind.Video)]
    [InlineData("audio", ItemKind.Voice)]
    [InlineData("document", ItemKind.File)]
    public void A_file_keeps_its_handle_and_its_digest(string type, ItemKind kind)
    {
        var digest = SHA256.HashData("x"u8);
        var item = Message(type, $$"""{"id":"f1","mime_type":"x/y","filename":"a.b","caption":"look","sha256":"{{Convert.ToBase64String(digest)}}"}""").Only();

        Assert.Equal((kind, "look", new Media("f1", "x/y", FileName: "a.b") { Sha256 = Convert.ToHexStringLower(digest) }), (item.Kind, item.Text, item.Media));
    }

    [Fact]
    public void A_place_has_its_name() => Assert.Equal(
        new Location(31.2, 121.5, "Shop", "Street 1"),
        Message("location", """{"latitude":31.2,"longitude":121.5,"name":"Shop","address":"Street 1"}""").Only().Location);

    [Fact]
    public void A_row_of_a_list_that_was_chosen_is_a_postback()
    {
        var item = Message("interactive", """{"type":"list_reply","list_reply":{"id":"row-1","title":"Refund","description":"of order 1"}}""").Only();

        Assert.Equal((ItemKind.Postback, "row-1", "Refund", "of order 1"), (item.Kind, item.Payload, item.Details["title"].Text, item.Details["description"].Text));
    }

    [Fact]
    public void A_button_of_a_template_is_a_postback()
    {
        var item = Message("button", """{"payload":"yes","text":"Yes"}""").Only();

        Assert.Equal((ItemKind.Postback, "yes", "Yes"), (item.Kind, item.Payload, item.Details["title"].Text));
    }

    [Fact]
    public void A_filled_in_form_keeps_what_was_filled_in() =>
        Assert.Equal("{}", Message("interactive", """{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{}"}}""").Only().Payload);

    [Fact]
    public void A_basket_is_an_order_with_its_total()
    {
        var item = Message("order", """{"catalog_id":"c","text":"please","product_items":[{"product_retailer_id":"s1","quantity":2,"item_price":10.5,"currency":"EUR"},{"product_retailer_id":"s2","quantity":1,"item_price":1}]}""").Only();

        Assert.Equal((ItemKind.Order, "22.0", "EUR", 2), (item.Kind, item.Order!.Total, item.Order.Currency, item.Order.Lines.Count));
    }

    [Theory]
    [InlineData("""{"message_id":"wamid.X","emoji":"👍"}""", "👍")]
    [InlineData("""{"message_id":"wamid.X"}""", "")]
    public void A_reaction_says_nothing_and_names_its_message(string reaction, string emoji)
    {
        var item = Message("reaction", reaction).Only();

        Assert.Equal((ItemKind.Event, "reaction", "wamid.X", emoji, false), (item.Kind, item.Name, item.Details["target_message_id"].Text, item.Details["emoji"].Text, item.Speaks));
    }

    [Fact]
    public void A_contact_is_a_card()
    {
        var item = Read("""{"from":"1","id":"m","timestamp":"1","type":"contacts","contacts":[{"name":{"formatted_name":"Bo"},"phones":[{"phone":"+86"}]}]}""").Only();

        Assert.Equal((ItemKind.Card, "Bo", "+86"), (item.Kind, item.Card!.Title, item.Details["phone"].Text));
    }

    [Fact]
    public void An_edit_names_the_message_it_replaces()
    {
        var item = Message("edit", """{"original_message_id":"wamid.O","message":{"type":"text","text":{"body":"new"}}}""").Only();

        Assert.Equal((ItemKind.Edit, "wamid.O", "wamid.M", "new"), (item.Kind, item.MessageId, item.DedupeKey, item.Text));
    }

    [Fact]
    public void A_message_taken_back_is_an_event_that_names_it() =>
        Assert.Equal("wamid.O", Message("revoke", """{"original_message_id":"wamid.O"}""").Only().Details["target_message_id"].Text);

    [Theory]
    [InlineData("hologram")]
    [InlineData("poll")]
    public void A_type_nobody_knows_is_kept_with_its_name(string type)
    {
        var item = Message(type, """{"x":1}""").Only();

        Assert.Equal((ItemKind.Unsupported, type), (item.Kind, item.Name));
    }

    [Fact]
    public void A_customer_without_a_number_is_known_by_their_user_id() =>
        Assert.Equal("US.1", Read("""{"from_user_id":"US.1","id":"m","timestamp":"1","type":"text","text":{"body":"x"}}""").Only().Sender);

    [Theory]
    [InlineData("""{"id":"m","type":"text","text":{"body":"x"}}""", ParseFault.MissingSender)]
    [InlineData("""{"from":"1","type":"text"}""", ParseFault.MissingField)]
    [InlineData("""{"from":"1","id":"m","type":"text","text":{"body":5}}""", ParseFault.InvalidValue)]
    [InlineData("""{"from":"1","id":"m","type":"image","image":{}}""", ParseFault.InvalidValue)]
    [InlineData("5", ParseFault.MissingField)]
    public void A_bad_message_holds_back_no_other(string bad, ParseFault fault)
    {
        var parsed = Assert.IsType<Parsed.Items>(Read(bad + "," + """{"from":"1","id":"good","timestamp":"1","type":"text","text":{"body":"x"}}"""));

        Assert.Equal("good", Assert.Single(parsed.List).MessageId);
        Assert.Equal([fault], parsed.Faults);
    }

    [Theory]
    [InlineData("sent", ReceiptState.Sent)]
    [InlineData("delivered", ReceiptState.Delivered)]
    [InlineData("read", ReceiptState.Read)]
    [InlineData("played", ReceiptState.Read)]
    [InlineData("failed", ReceiptState.Failed)]
    public void A_status_says_how_far_our_message_came(string word, ReceiptState state)
    {
        var item = Status(word, """,{"code":131026,"title":"x"}"""[1..]).Only();

        Assert.Equal(new Receipt(state, "wamid.O", ErrorCode: "131026"), item.Receipt);
        Assert.Equal("wamid.O:" + word, item.DedupeKey);
    }

    [Fact]
    public void A_status_nobody_knows_is_an_event() => Assert.Equal((ItemKind.Event, "teleported"), (Status("teleported", "").Only().Kind, Status("teleported", "").Only().Name));

    [Fact]
    public void News_of_the_account_concern_no_customer()
    {
        var item = Parse("""{"entry":[{"id":"b","time":1,"changes":[{"field":"message_template_status_update","value":{"event":"APPROVED"}}]}]}""").Only();

        Assert.Equal((ItemKind.Event, "message_template_status_update", false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_message_to_another_number_is_not_ours()
    {
        var parsed = Assert.IsType<Parsed.Items>(Channel.Parse(Post("{}"), Encoding.UTF8.GetBytes(Envelope("999", """{"from":"1","id":"m","type":"text","text":{"body":"x"}}""")), Number));

        Assert.Empty(parsed.List);
        Assert.Equal([ParseFault.WrongReceiver], parsed.Faults);
    }

    [Fact]
    public void A_text_goes_to_the_number_with_its_operation()
    {
        var request = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好", "16505551234"), Number, null));

        Assert.Equal("http://127.0.0.1:9000/v21.0/106/messages", request.Address.AbsoluteUri);
        Assert.Equal("Bearer t", request.Headers["Authorization"]);
        Assert.Equal("""{"messaging_product":"whatsapp","recipient_type":"individual","to":"16505551234","type":"text","text":{"body":"您好"},"biz_opaque_callback_data":"op-1"}""", BodyOf(request));
    }

    [Fact]
    public void A_customer_without_a_number_is_written_to_by_their_user_id() =>
        Assert.Contains("\"recipient\":\"US.1\"", BodyOf(Channel.Compose(Outgoing("x", "US.1"), Number, null)), StringComparison.Ordinal);

    [Fact]
    public void Few_short_choices_are_buttons_and_many_are_a_list()
    {
        Assert.Equal("button", Sent(Choices(3)).GetProperty("interactive").GetProperty("type").GetString());
        var list = Sent(Choices(4)).GetProperty("interactive");
        Assert.Equal(("list", 4), (list.GetProperty("type").GetString(), list.GetProperty("action").GetProperty("sections")[0].GetProperty("rows").GetArrayLength()));
    }

    [Fact]
    public void A_long_choice_keeps_its_words_beside_its_title()
    {
        var row = Sent(new OutgoingContent.Choices("?", [new Choice("a", new string('x', 30))])).GetProperty("interactive").GetProperty("action").GetProperty("sections")[0].GetProperty("rows")[0];

        Assert.Equal((24, 30), (row.GetProperty("title").GetString()!.Length, row.GetProperty("description").GetString()!.Length));
    }

    [Fact]
    public void A_template_carries_its_parameters()
    {
        var template = Sent(new OutgoingContent.Template("shipped", "zh_CN", ["1024"])).GetProperty("template");

        Assert.Equal("zh_CN", template.GetProperty("language").GetProperty("code").GetString());
        Assert.Equal("1024", template.GetProperty("components")[0].GetProperty("parameters")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void A_file_goes_by_its_handle_or_its_address()
    {
        Assert.Equal("h", Sent(Picture(platformId: "h")).GetProperty("image").GetProperty("id").GetString());
        Assert.Equal("https://a.example/x", Sent(Picture(address: "https://a.example/x")).GetProperty("image").GetProperty("link").GetString());
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Channel.Compose(Holding(Picture()), Number, null));
    }

    [Theory]
    [InlineData(131047, DeliveryRefusal.OutsideReplyWindow)]
    [InlineData(131026, DeliveryRefusal.RecipientUnknown)]
    [InlineData(131050, DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(190, DeliveryRefusal.AuthenticationFailed)]
    [InlineData(10, DeliveryRefusal.NotPermitted)]
    [InlineData(131051, DeliveryRefusal.KindNotSupported)]
    [InlineData(133010, DeliveryRefusal.AccountNotConfigured)]
    [InlineData(100, DeliveryRefusal.PlatformError)]
    public void A_refusal_says_why(int code, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Channel.Interpret(Answer(400, $$$"""{"error":{"code":{{{code}}}}}"""), Now));

    [Theory]
    [InlineData(130429, 60)]
    [InlineData(131056, 6)]
    public void Too_many_messages_wait(int code, int seconds) => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(seconds)), Channel.Interpret(Answer(400, $$$"""{"error":{"code":{{{code}}}}}"""), Now));

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(500, """{"error":{"code":131000}}""")]
    public void What_may_have_arrived_is_unknown(int status, string body) => Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void A_sent_message_has_an_id() => Assert.Equal(new DeliveryOutcome.Delivered("wamid.O"), Channel.Interpret(Answer(200, """{"messages":[{"id":"wamid.O"}]}"""), Now));

    [Fact]
    public void A_file_is_fetched_in_two_steps_and_its_digest_is_held_against_it()
    {
        var media = new Media("f1") { Sha256 = Convert.ToHexStringLower(SHA256.HashData("abc"u8)) };

        var second = Assert.IsType<Fetched.Elsewhere>(Fetch("""{"id":"f1","url":"https://lookaside.fbsbx.com/x"}""", media)).Request;
        Assert.Equal("Bearer t", second.Headers["Authorization"]);
        Assert.IsType<Fetched.Content>(Fetch("abc", media));
        Assert.IsType<Fetched.NotNow>(Fetch("ab", media));
    }

    [Fact]
    public void A_customer_s_file_that_looks_like_an_address_leads_nowhere() =>
        Assert.IsType<Fetched.Content>(Fetch("""{"id":"guess","url":"https://evil.example/x"}""", new Media("f1")));

    [Fact]
    public void Our_token_goes_to_no_stranger() => Assert.IsType<Fetched.Gone>(Fetch("""{"id":"f1","url":"https://evil.example/x"}""", new Media("f1")));

    [Fact]
    public void An_upload_is_a_form_with_the_file()
    {
        var request = Channel.UploadRequest(Picture(), Number, null)!;

        Assert.StartsWith("multipart/form-data; boundary=", request.ContentType, StringComparison.Ordinal);
        Assert.Contains("filename=\"a%22.png\"", BodyOf(request), StringComparison.Ordinal);
        Assert.Equal(("up1", null), Channel.ReadUpload(Answer(200, """{"id":"up1"}"""), Now));
    }

    [Fact]
    public void Who_types_has_read()
    {
        var to = Outgoing("") with { Answers = new AnsweredItem("wamid.C", null, Now, new Dictionary<string, Detail>()) };

        Assert.Contains("\"message_id\":\"wamid.C\",\"typing_indicator\"", BodyOf(Channel.Compose(new OutgoingSignal.Typing(), to, Number, null)!), StringComparison.Ordinal);
        Assert.DoesNotContain("typing_indicator", BodyOf(Channel.Compose(new OutgoingSignal.Read("wamid.C"), to, Number, null)!), StringComparison.Ordinal);
    }

    private static ChannelAccount Number => Account(
        "whatsapp", ("app_secret", "s"), ("verify_token", "meatyhamhock"), ("access_token", "t"), ("phone_number_id", "106"), ("api_base", "http://127.0.0.1:9000"));

    private static Verification Handshake(string mode, string word, string? challenge)
    {
        var query = new Dictionary<string, string> { ["hub.mode"] = mode, ["hub.verify_token"] = word };
        if (challenge is not null) query["hub.challenge"] = challenge;
        return Channel.Verify(Post("", query) with { Method = "GET" }, Number, Now);
    }

    private static OutgoingContent.Choices Choices(int count) => new("?", [.. Enumerable.Range(0, count).Select(n => new Choice($"c{n}", $"C{n}"))]);

    private static OutgoingContent.Attachment Picture(string? platformId = null, string? address = null) => new(
        ItemKind.Image, new OutgoingFile("a\".png", "image/png", "abc"u8.ToArray(), address is null ? null : new Uri(address), platformId));

    private static OutgoingMessage Holding(OutgoingContent content) => new("op-1", "1650", null, content);

    private static JsonElement Sent(OutgoingContent content) => JsonDocument.Parse(BodyOf(Channel.Compose(Holding(content), Number, null))).RootElement;

    private static Fetched Fetch(string body, Media media) => Channel.ReadFetched(Answer(200, body), media, Number, null);

    private static Parsed Message(string type, string content) => Read($$"""{"from":"1650","id":"wamid.M","timestamp":"1763640000","type":"{{type}}","{{type}}":{{content}}}""");

    private static Parsed Status(string word, string error) => Parse($$$"""
        {"entry":[{"id":"b","changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.O","status":"{{{word}}}","timestamp":"1763640000","recipient_id":"1650","errors":[{{{error}}}]}]}}]}]}
        """);

    private static Parsed Read(string messages) => Parse(Envelope("106", messages));

    private static string Envelope(string number, string messages) => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"b","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"{{{number}}}"},"messages":[{{{messages}}}]}}]}]}
        """;

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Number);
}
