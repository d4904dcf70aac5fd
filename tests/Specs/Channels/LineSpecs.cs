using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Line;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class LineSpecs
{
    private static readonly LineChannel Channel = new();

    [Theory]
    [InlineData("image", ItemKind.Image)]
    [InlineData("video", ItemKind.Video)]
    [InlineData("audio", ItemKind.Voice)]
    [InlineData("file", ItemKind.File)]
    public void A_content_is_asked_for_by_the_message_s_id(string type, ItemKind kind)
    {
        var item = Message($$$"""{"id":"5","type":"{{{type}}}","fileName":"a.b","fileSize":9}""").Only();

        Assert.Equal((kind, "https://api-data.line.me/v2/bot/message/5/content"), (item.Kind, item.Media!.Url));
        Assert.Equal("Bearer t", Channel.FetchRequest(item.Media, Bot, null)!.Headers["Authorization"]);
    }

    [Fact]
    public void What_somebody_else_keeps_is_asked_for_without_our_token()
    {
        var item = Message("""{"id":"5","type":"image","contentProvider":{"type":"external","originalContentUrl":"https://a.example/x"}}""").Only();

        Assert.Empty(Channel.FetchRequest(item.Media!, Bot, null)!.Headers);
    }

    [Fact]
    public void A_place_has_its_name() => Assert.Equal(
        new Location(35.6, 139.7, "Shop", "Street 1"),
        Message("""{"id":"5","type":"location","title":"Shop","address":"Street 1","latitude":35.6,"longitude":139.7}""").Only().Location);

    [Fact]
    public void A_sticker_is_a_picture_with_its_words()
    {
        var item = Message("""{"id":"5","type":"sticker","packageId":"1","stickerId":"2","keywords":["hi","bye"]}""").Only();

        Assert.Equal((ItemKind.Image, "hi bye", "2"), (item.Kind, item.Text, item.Details["sticker_id"].Text));
    }

    [Fact]
    public void A_date_that_was_picked_stands_beside_the_postback() =>
        Assert.Equal("2026-12-01T10:00", Event("postback", """{"data":"when","params":{"datetime":"2026-12-01T10:00"}}""").Only().Details["datetime"].Text);

    [Fact]
    public void A_message_taken_back_names_it()
    {
        var item = Event("unsend", """{"messageId":"5"}""").Only();

        Assert.Equal((ItemKind.Event, "unsend", "5", false), (item.Kind, item.Name, item.Details["target_message_id"].Text, item.Speaks));
    }

    [Theory]
    [InlineData("follow")]
    [InlineData("unfollow")]
    [InlineData("join")]
    [InlineData("memberJoined")]
    [InlineData("beacon")]
    [InlineData("accountLink")]
    public void A_signal_opens_nothing(string type) => Assert.Equal((ItemKind.Event, type, false), (Event(type, "{}").Only().Kind, Event(type, "{}").Only().Name, Event(type, "{}").Only().Speaks));

    [Fact]
    public void An_event_nobody_knows_is_kept_with_its_name() => Assert.Equal((ItemKind.Unsupported, "hologram"), (Event("hologram", "{}").Only().Kind, Event("hologram", "{}").Only().Name));

    [Fact]
    public void On_standby_nothing_is_opened() =>
        Assert.False(Parse("""{"events":[{"type":"message","mode":"standby","source":{"userId":"U1"},"webhookEventId":"e","message":{"id":"1","type":"text","text":"x"}}]}""").Only().Speaks);

    [Theory]
    [InlineData("""{"type":"message","webhookEventId":"b","message":{"id":"1","type":"text","text":"x"}}""", ParseFault.MissingSender)]
    [InlineData("""{"type":"message","source":{"userId":"U1"},"webhookEventId":"b"}""", ParseFault.InvalidValue)]
    [InlineData("7", ParseFault.MissingField)]
    public void A_bad_event_holds_back_no_other(string bad, ParseFault fault)
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse($$$"""{"events":[{{{bad}}},{"type":"message","source":{"userId":"U1"},"webhookEventId":"good","message":{"id":"1","type":"text","text":"x"}}]}"""));

        Assert.Equal("good", Assert.Single(parsed.List).DedupeKey);
        Assert.Equal([fault], parsed.Faults);
    }

    [Fact]
    public void Events_of_another_bot_are_not_ours()
    {
        var body = """{"destination":"Uother","events":[{"type":"follow","source":{"userId":"U1"}}]}""";
        var parsed = Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Account("line", ("destination", "Uours")));

        Assert.Equal([ParseFault.WrongReceiver], Assert.IsType<Parsed.Items>(parsed).Faults);
    }

    [Theory]
    [InlineData(5, 0, "reply")]
    [InlineData(31, 0, "push")]
    [InlineData(5, 1, "push")]
    public void A_fresh_first_answer_is_a_reply_and_all_else_a_push(int ageSeconds, int sentSince, string way)
    {
        var request = Assert.IsType<HttpDelivery>(Channel.Compose(Answering(new OutgoingContent.Text("您好"), ageSeconds, sentSince), Bot, null));

        Assert.Equal($"https://api.line.me/v2/bot/message/{way}", request.Address.AbsoluteUri);
        Assert.Equal(way == "push", request.Headers.ContainsKey("X-Line-Retry-Key"));
    }

    [Fact]
    public void A_push_has_the_same_key_over_all_attempts() => Assert.Equal(
        Assert.IsType<HttpDelivery>(Channel.Compose(Answering(new OutgoingContent.Text("a"), 40), Bot, null)).Headers["X-Line-Retry-Key"],
        Assert.IsType<HttpDelivery>(Channel.Compose(Answering(new OutgoingContent.Text("a"), 80), Bot, null)).Headers["X-Line-Retry-Key"]);

    [Fact]
    public void Choices_are_quick_replies()
    {
        var message = JsonDocument.Parse(BodyOf(Channel.Compose(Answering(new OutgoingContent.Choices("?", [new Choice("a", "Yes")]), 40), Bot, null))).RootElement.GetProperty("messages")[0];

        Assert.Equal("a", message.GetProperty("quickReply").GetProperty("items")[0].GetProperty("action").GetProperty("data").GetString());
    }

    [Theory]
    [InlineData(200, """{"sentMessages":[{"id":"9"}]}""", "9")]
    [InlineData(409, """{"message":"The retry key is already accepted","sentMessages":[{"id":"9"}]}""", "9")]
    [InlineData(200, "", null)]
    public void Taken_now_or_before_is_delivered(int status, string body, string? id) => Assert.Equal(new DeliveryOutcome.Delivered(id), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void A_token_that_was_too_old_is_tried_again_as_a_push() => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(30)), Channel.Interpret(Answer(400, """{"message":"Invalid reply token"}"""), Now));

    [Theory]
    [InlineData(400, "Failed to send messages", DeliveryRefusal.RecipientUnknown)]
    [InlineData(429, "You have reached your monthly limit.", DeliveryRefusal.TooManyMessages)]
    [InlineData(403, "no", DeliveryRefusal.NotPermitted)]
    [InlineData(400, "else", DeliveryRefusal.PlatformError)]
    public void A_refusal_says_why(int status, string said, DeliveryRefusal reason) =>
        Assert.Equal(reason, Assert.IsType<DeliveryOutcome.Rejected>(Channel.Interpret(Answer(status, $$"""{"message":"{{said}}"}"""), Now)).Reason);

    [Fact]
    public void A_gateway_s_word_leaves_the_outcome_unknown() => Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(502, "<html>"), Now));

    [Fact]
    public void Short_tokens_are_bought_where_there_is_no_long_one()
    {
        Assert.Null(Channel.TokenRequest(Bot));
        var request = Channel.TokenRequest(Account("line", ("channel_id", "1"), ("channel_secret", "s")))!;
        Assert.Equal("grant_type=client_credentials&client_id=1&client_secret=s", BodyOf(request));
        Assert.Equal(new AccessToken("x", 900), Channel.ReadToken(Answer(200, """{"access_token":"x","expires_in":900}""")));
    }

    [Fact]
    public void A_content_still_being_made_comes_later() => Assert.IsType<Fetched.NotNow>(Channel.ReadFetched(Answer(202, ""), new Media("5"), Bot, null));

    private static ChannelAccount Bot => Account("line", ("channel_secret", "s"), ("channel_access_token", "t"));

    private static OutgoingMessage Answering(OutgoingContent content, int ageSeconds, int sentSince = 0) => new("op-1", "U1", null, content)
    {
        At = Now,
        SentSince = sentSince,
        Answers = new AnsweredItem("1", "e", Now.AddSeconds(-ageSeconds), new Dictionary<string, Detail> { ["reply_token"] = "r" }),
    };

    private static Parsed Message(string message) => Event("message", message);

    private static Parsed Event(string type, string content) => Parse($$$"""
        {"destination":"U0","events":[{"type":"{{{type}}}","mode":"active","timestamp":1763640000123,"source":{"type":"user","userId":"U1"},"webhookEventId":"e1","replyToken":"r","{{{type}}}":{{{content}}}}]}
        """);

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Bot);
}
