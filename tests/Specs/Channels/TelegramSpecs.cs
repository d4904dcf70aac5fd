using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Telegram;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class TelegramSpecs
{
    private const string Frame = """
        "message_id":1365,"date":1441645532,"chat":{"id":-100200300,"type":"supergroup","title":"Family"},
        "from":{"id":1111111,"is_bot":false,"first_name":"Li","last_name":"Wei","language_code":"zh-hans"}
        """;

    private static readonly TelegramChannel Channel = new();

    [Fact]
    public void In_a_group_the_answer_goes_to_the_group_and_the_sender_stays_the_person()
    {
        var item = Message("\"text\":\"hi\"").Only();

        Assert.Equal(("1111111", "-100200300", "Li Wei", "zh-hans"), (item.Sender, item.Conversation, item.DisplayName, item.Language));
    }

    [Fact]
    public void Of_a_photo_the_largest_is_taken_with_its_caption()
    {
        var item = Message("\"photo\":[{\"file_id\":\"small\"},{\"file_id\":\"large\",\"file_size\":9000}],\"caption\":\"broken\"").Only();

        Assert.Equal((ItemKind.Image, "broken", new Media("large", "image/jpeg", SizeBytes: 9000)), (item.Kind, item.Text, item.Media));
    }

    [Theory]
    [InlineData("voice", ItemKind.Voice)]
    [InlineData("audio", ItemKind.File)]
    [InlineData("video", ItemKind.Video)]
    [InlineData("video_note", ItemKind.Video)]
    [InlineData("animation", ItemKind.Video)]
    [InlineData("sticker", ItemKind.Image)]
    [InlineData("document", ItemKind.File)]
    public void A_file_keeps_its_handle_whatever_it_is(string member, ItemKind kind)
    {
        var item = Message($$"""
            "{{member}}":{"file_id":"f1","mime_type":"x/y","file_name":"a.b"}
            """).Only();

        Assert.Equal((kind, new Media("f1", "x/y", FileName: "a.b")), (item.Kind, item.Media));
    }

    [Fact]
    public void A_venue_is_a_location_with_a_name() => Assert.Equal(
        new Location(31.2, 121.5, "Shop", "Street 1"),
        Message("\"venue\":{\"location\":{\"latitude\":31.2,\"longitude\":121.5},\"title\":\"Shop\",\"address\":\"Street 1\"},\"location\":{\"latitude\":31.2,\"longitude\":121.5}")
            .Only().Location);

    [Fact]
    public void A_contact_is_a_card()
    {
        var item = Message("\"contact\":{\"phone_number\":\"+8613800000000\",\"first_name\":\"Bo\"}").Only();

        Assert.Equal((ItemKind.Card, "Bo", "+8613800000000"), (item.Kind, item.Card!.Title, item.Details["phone"].Text));
    }

    [Fact]
    public void An_edit_names_the_message_it_replaces_and_is_itself_another_item()
    {
        var item = Parse($$$"""{"update_id":7,"edited_message":{{{{Frame}}},"edit_date":1441645600,"text":"hello"}}""").Only();

        Assert.Equal((ItemKind.Edit, "1365", "7", "hello"), (item.Kind, item.MessageId, item.DedupeKey, item.Text));
        Assert.Equal(1441645600, item.SentAt!.Value.ToUnixTimeSeconds());
        Assert.False(item.Speaks);
    }

    [Fact]
    public void A_reply_names_what_it_replies_to() => Assert.Equal("77", Message("\"text\":\"x\",\"reply_to_message\":{\"message_id\":77}").Only().Details["reply_to"].Text);

    [Fact]
    public void A_post_without_a_user_is_the_chat_speaking()
    {
        var item = Parse("""{"update_id":7,"channel_post":{"message_id":1,"date":1,"chat":{"id":-5,"type":"channel","title":"News"},"text":"x"}}""").Only();

        Assert.Equal(("-5", "News"), (item.Sender, item.DisplayName));
    }

    [Theory]
    [InlineData("dice")]
    [InlineData("poll")]
    public void What_is_not_carried_further_is_kept_with_its_name(string member)
    {
        var item = Message($$"""
            "{{member}}":{"x":1}
            """).Only();

        Assert.Equal((ItemKind.Unsupported, member), (item.Kind, item.Name));
    }

    [Fact]
    public void Someone_joining_a_group_said_nothing()
    {
        var item = Message("\"new_chat_members\":[{\"id\":2}]").Only();

        Assert.Equal((ItemKind.Event, "new_chat_members", false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void Stopping_the_bot_is_an_event_with_its_status()
    {
        var item = Parse("""{"update_id":7,"my_chat_member":{"chat":{"id":1,"type":"private"},"from":{"id":1},"date":1,"new_chat_member":{"status":"kicked"}}}""").Only();

        Assert.Equal((ItemKind.Event, "my_chat_member", "kicked"), (item.Kind, item.Name, item.Payload));
    }

    [Fact]
    public void A_reaction_is_an_event_of_its_user()
    {
        var item = Parse("""{"update_id":7,"message_reaction":{"chat":{"id":1},"user":{"id":2},"message_id":3,"date":1,"old_reaction":[],"new_reaction":[]}}""").Only();

        Assert.Equal((ItemKind.Event, "2", "message_reaction"), (item.Kind, item.Sender, item.Name));
    }

    [Fact]
    public void Typing_to_the_bot_elsewhere_opens_nothing() =>
        Assert.False(Parse("""{"update_id":7,"inline_query":{"id":"q","from":{"id":2},"query":"re"}}""").Only().Speaks);

    [Fact]
    public void An_update_nobody_knows_is_kept_with_its_name()
    {
        var item = Parse("""{"update_id":7,"hologram":{"from":{"id":2}}}""").Only();

        Assert.Equal((ItemKind.Unsupported, "hologram"), (item.Kind, item.Name));
    }

    [Fact]
    public void A_poll_s_count_concerns_nobody() => Assert.Empty(Assert.IsType<Parsed.Items>(Parse("""{"update_id":7,"poll":{"id":"1"}}""")).List);

    [Theory]
    [InlineData("[]", ParseFault.NotJson)]
    [InlineData("{\"update_id\":1,\"update_id\":2}", ParseFault.NotJson)]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("{\"update_id\":7}", ParseFault.MissingField)]
    [InlineData("{\"update_id\":7,\"message\":[]}", ParseFault.MissingField)]
    [InlineData("{\"update_id\":7,\"message\":{}}", ParseFault.MissingField)]
    [InlineData("{\"update_id\":7,\"message\":{\"message_id\":1,\"chat\":{\"id\":1},\"text\":5}}", ParseFault.InvalidValue)]
    [InlineData("{\"update_id\":7,\"message\":{\"message_id\":1,\"chat\":{\"id\":1},\"photo\":[]}}", ParseFault.InvalidValue)]
    [InlineData("{\"update_id\":7,\"message\":{\"message_id\":1,\"chat\":{\"id\":1},\"location\":{}}}", ParseFault.InvalidValue)]
    [InlineData("{\"update_id\":7,\"callback_query\":{\"id\":\"1\"}}", ParseFault.MissingSender)]
    [InlineData("{\"update_id\":7,\"hologram\":{}}", ParseFault.MissingSender)]
    public void What_cannot_be_read_says_why_and_throws_nothing(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void Without_the_header_nobody_is_believed() =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("{}"), Bot, Now));

    [Fact]
    public void Without_a_secret_of_ours_nobody_is_believed() => Assert.Equal(
        new Verification.Rejected(Rejection.AccountNotConfigured),
        Channel.Verify(Post("{}", null, ("X-Telegram-Bot-Api-Secret-Token", "")), Account("telegram"), Now));

    [Fact]
    public void A_text_goes_to_the_chat_it_came_from()
    {
        var delivery = Channel.Compose(Outgoing("您好", "1111111", "-100200300"), Bot, null);

        Assert.Equal("http://127.0.0.1:9000/bot123:ABC/sendMessage", Assert.IsType<HttpDelivery>(delivery).Address.AbsoluteUri);
        Assert.Equal("""{"chat_id":-100200300,"text":"您好"}""", BodyOf(delivery));
    }

    [Fact]
    public void The_token_in_the_address_is_not_in_its_text() =>
        Assert.DoesNotContain("123:ABC", Channel.Compose(Outgoing("x"), Bot, null).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Too_long_a_text_does_not_leave() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooLong), Channel.Compose(Outgoing(new string('x', 4097)), Bot, null));

    [Fact]
    public void A_sent_message_has_an_id() =>
        Assert.Equal(new DeliveryOutcome.Delivered("99"), Channel.Interpret(Answer(200, """{"ok":true,"result":{"message_id":99}}"""), Now));

    [Fact]
    public void Too_many_requests_say_when_to_come_back() => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(5)),
        Channel.Interpret(Answer(429, """{"ok":false,"error_code":429,"parameters":{"retry_after":5}}"""), Now));

    [Theory]
    [InlineData(403, "Forbidden: bot was blocked by the user", DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(400, "Bad Request: chat not found", DeliveryRefusal.RecipientUnknown)]
    [InlineData(400, "Bad Request: message is too long", DeliveryRefusal.TooLong)]
    [InlineData(400, "Bad Request: something else", DeliveryRefusal.PlatformError)]
    [InlineData(401, "Unauthorized", DeliveryRefusal.AuthenticationFailed)]
    [InlineData(404, "Not Found", DeliveryRefusal.AuthenticationFailed)]
    public void A_refusal_says_why(int code, string description, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Channel.Interpret(Answer(code, $$"""{"ok":false,"error_code":{{code}},"description":"{{description}}"}"""), Now));

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(200, "")]
    public void A_gateway_s_word_leaves_the_outcome_unknown(int status, string body) =>
        Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void A_pressed_button_is_answered_in_the_same_breath()
    {
        var body = """{"update_id":7,"callback_query":{"id":"q1","from":{"id":2},"data":"x"}}""";

        Assert.Equal("""{"method":"answerCallbackQuery","callback_query_id":"q1"}""", Encoding.UTF8.GetString(Channel.Acknowledge(Post(body), Encoding.UTF8.GetBytes(body), Bot, Now).Body.Span));
    }

    [Fact]
    public void Choices_are_a_keyboard_under_the_text() => Assert.Equal(
        """{"chat_id":1,"text":"?","reply_markup":{"inline_keyboard":[[{"text":"Yes","callback_data":"a"}]]}}""",
        BodyOf(Channel.Compose(Holding(new OutgoingContent.Choices("?", [new Choice("a", "Yes")])), Bot, null)));

    [Fact]
    public void What_a_button_cannot_carry_does_not_leave() => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.TooLong), Channel.Compose(Holding(new OutgoingContent.Choices("?", [new Choice(new string('好', 22), "Yes")])), Bot, null));

    [Theory]
    [InlineData(ItemKind.Image, "sendPhoto", "photo")]
    [InlineData(ItemKind.Voice, "sendVoice", "voice")]
    [InlineData(ItemKind.Video, "sendVideo", "video")]
    [InlineData(ItemKind.File, "sendDocument", "document")]
    public void A_file_goes_along_in_a_form(ItemKind kind, string method, string member)
    {
        var request = Assert.IsType<HttpDelivery>(Channel.Compose(Holding(new OutgoingContent.Attachment(kind, new OutgoingFile("a.b", "x/y", "abc"u8.ToArray()), "look")), Bot, null));

        Assert.EndsWith("/" + method, request.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains($"name=\"{member}\"; filename=\"a.b\"", BodyOf(request), StringComparison.Ordinal);
        Assert.Contains("name=\"caption\"", BodyOf(request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "sendLocation")]
    [InlineData("Street 1", "sendVenue")]
    public void A_place_with_a_name_and_an_address_is_a_venue(string? address, string method) => Assert.EndsWith(
        "/" + method, Assert.IsType<HttpDelivery>(Channel.Compose(Holding(new OutgoingContent.Place(new Location(1, 2, "Shop", address))), Bot, null)).Address.AbsoluteUri, StringComparison.Ordinal);

    [Fact]
    public void An_answer_stays_in_its_topic_and_its_business()
    {
        var answers = new AnsweredItem("1", "2", Now, new Dictionary<string, Detail> { ["thread_id"] = "5", ["business_connection_id"] = "b" });

        Assert.Equal(
            """{"chat_id":1,"message_thread_id":5,"business_connection_id":"b","text":"x"}""",
            BodyOf(Channel.Compose(Holding(new OutgoingContent.Text("x")) with { Answers = answers }, Bot, null)));
    }

    [Fact]
    public void A_file_is_fetched_in_two_steps()
    {
        var first = Channel.FetchRequest(new Media("f1"), Bot, null)!;
        Assert.Equal("http://127.0.0.1:9000/bot123:ABC/getFile", first.Address.AbsoluteUri);
        var second = Assert.IsType<Fetched.Elsewhere>(Fetch(200, """{"ok":true,"result":{"file_id":"f1","file_path":"photos/file 1.jpg"}}""")).Request;
        Assert.Equal("http://127.0.0.1:9000/file/bot123:ABC/photos/file%201.jpg", second.Address.AbsoluteUri);
        Assert.IsType<Fetched.Content>(Fetch(200, "abc"));
    }

    [Theory]
    [InlineData("""{"ok":true,"result":{"file_id":"f1","file_path":"../bot9/getMe"}}""")]
    [InlineData("""{"ok":true,"result":{"file_id":"f1"}}""")]
    public void A_path_that_leads_elsewhere_is_not_followed(string body) => Assert.IsType<Fetched.Gone>(Fetch(200, body));

    [Fact]
    public void A_reaction_names_its_message()
    {
        var item = Parse("""{"update_id":7,"message_reaction":{"chat":{"id":1},"user":{"id":2},"message_id":3,"date":1,"old_reaction":[],"new_reaction":[{"type":"emoji","emoji":"👍"}]}}""").Only();

        Assert.Equal(("3", "👍"), (item.Details["target_message_id"].Text, item.Details["emoji"].Text));
    }

    [Fact]
    public void Typing_is_an_action_in_the_chat() => Assert.Equal(
        """{"chat_id":1,"action":"typing"}""", BodyOf(Channel.Compose(new OutgoingSignal.Typing(), Holding(new OutgoingContent.Text("")), Bot, null)!));

    private static OutgoingMessage Holding(OutgoingContent content) => new("op-1", "1", null, content);

    private static Fetched Fetch(int status, string body) => Channel.ReadFetched(Answer(status, body), new Media("f1"), Bot, null);

    private static ChannelAccount Bot => Account(
        "telegram", ("secret_token", "s"), ("bot_token", "123:ABC"), ("api_base", "http://127.0.0.1:9000"));

    private static Parsed Message(string content) => Parse($$$"""{"update_id":7,"message":{{{{Frame}}},{{{content}}}}}""");

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Bot);
}
