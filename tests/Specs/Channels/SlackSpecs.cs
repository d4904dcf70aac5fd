using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Slack;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class SlackSpecs
{
    private static readonly SlackChannel Channel = new();

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void A_time_may_be_five_minutes_off_to_either_side(int seconds, bool isTaken) =>
        Assert.Equal(isTaken, Channel.Verify(Signed("{}", $"{Now.AddSeconds(-seconds).ToUnixTimeSeconds()}"), App, Now) is Verification.Authentic);

    [Theory]
    [InlineData("1763640000 ")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    [InlineData("soon")]
    public void A_time_that_is_none_is_refused(string time) => Assert.IsType<Verification.Rejected>(Channel.Verify(Signed("{}", time), App, Now));

    [Fact]
    public void A_message_that_speaks_of_the_challenge_is_a_message() =>
        Assert.IsType<Verification.Authentic>(Channel.Verify(Signed("""{"type":"event_callback","event":{"text":"url_verification"}}""", "1763640000"), App, Now));

    [Fact]
    public void A_file_is_what_its_type_says()
    {
        var item = Event("""{"type":"message","subtype":"file_share","user":"U1","channel":"C1","ts":"1.2","text":"","files":[{"id":"F1","mimetype":"image/png","name":"a.png","size":9,"url_private":"https://files.slack.com/x"}]}""").Only();

        Assert.Equal((ItemKind.Image, new Media("F1", "image/png", null, "https://files.slack.com/x", 9, "a.png")), (item.Kind, item.Media));
    }

    [Fact]
    public void Three_characters_are_read_as_written() => Assert.Equal("a < b & c > d", Event("""{"type":"message","user":"U1","channel":"C1","ts":"1.2","text":"a &lt; b &amp; c &gt; d"}""").Only().Text);

    [Fact]
    public void A_person_s_edit_is_an_edit_and_slack_s_own_is_none()
    {
        var edit = Event("""{"type":"message","subtype":"message_changed","channel":"C1","ts":"9.9","message":{"user":"U1","ts":"1.2","text":"new","edited":{"user":"U1","ts":"9.8"}}}""").Only();

        Assert.Equal((ItemKind.Edit, "1.2", "new"), (edit.Kind, edit.MessageId, edit.Text));
        Assert.Empty(Assert.IsType<Parsed.Items>(Event("""{"type":"message","subtype":"message_changed","channel":"C1","ts":"9.9","message":{"user":"U1","ts":"1.2","text":"old"}}""")).List);
    }

    [Fact]
    public void A_deletion_names_the_message() => Assert.Equal(
        ("message_deleted", "1.2"),
        (Deleted.Only().Name, Deleted.Only().Details["target_message_id"].Text));

    [Fact]
    public void A_reaction_is_an_event()
    {
        var item = Event("""{"type":"reaction_added","user":"U1","reaction":"thumbsup","item":{"type":"message","channel":"C1","ts":"1.2"},"event_ts":"3.4"}""").Only();

        Assert.Equal((ItemKind.Event, "reaction_added", "thumbsup", "1.2", "C1"), (item.Kind, item.Name, item.Details["emoji"].Text, item.Details["target_message_id"].Text, item.Conversation));
    }

    [Fact]
    public void An_event_nobody_knows_is_kept_with_its_name() => Assert.Equal(ItemKind.Unsupported, Event("""{"type":"hologram","user":"U1"}""").Only().Kind);

    [Fact]
    public void Our_own_user_s_message_is_ignored() => Assert.Empty(Assert.IsType<Parsed.Items>(Parse(
        """{"type":"event_callback","event_id":"E","authorizations":[{"user_id":"UBOT","is_bot":true}],"event":{"type":"message","user":"UBOT","channel":"C","ts":"1.2","text":"x"}}""")).List);

    [Fact]
    public void A_pressed_button_is_a_postback()
    {
        var item = Interaction("""{"type":"block_actions","user":{"id":"U1","name":"li"},"team":{"id":"T"},"channel":{"id":"C1"},"trigger_id":"t1","message":{"ts":"1.2"},"actions":[{"action_id":"choice-0","value":"yes","text":{"text":"Yes"},"action_ts":"1763640000.5"}]}""").Only();

        Assert.Equal((ItemKind.Postback, "yes", "Yes", "C1", "t1"), (item.Kind, item.Payload, item.Details["title"].Text, item.Conversation, item.DedupeKey));
    }

    [Theory]
    [InlineData("shortcut", ItemKind.Postback)]
    [InlineData("message_action", ItemKind.Postback)]
    [InlineData("view_closed", ItemKind.Event)]
    [InlineData("hologram", ItemKind.Unsupported)]
    public void Another_interaction_is_kept_with_its_name(string type, ItemKind kind)
    {
        var item = Interaction($$$"""{"type":"{{{type}}}","user":{"id":"U1"},"trigger_id":"t1","callback_id":"c"}""").Only();

        Assert.Equal((kind, type), (item.Kind, item.Name));
    }

    [Fact]
    public void A_form_that_was_sent_keeps_what_was_filled_in() => Assert.Equal(
        """{"b":{"a":{"value":"1024"}}}""",
        Interaction("""{"type":"view_submission","user":{"id":"U1"},"trigger_id":"t","view":{"callback_id":"refund","state":{"values":{"b":{"a":{"value":"1024"}}}}}}""").Only().Data);

    [Theory]
    [InlineData("command=%2Fx", ParseFault.MissingSender)]
    [InlineData("user_id=U1", ParseFault.MissingField)]
    [InlineData("payload=%7B", ParseFault.NotJson)]
    [InlineData("command=%zz", ParseFault.InvalidValue)]
    public void A_form_that_cannot_be_read_says_why(string form, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Form(form));

    [Theory]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("""{"type":"event_callback"}""", ParseFault.MissingField)]
    [InlineData("""{"type":"event_callback","event_id":"E","event":{"type":"message","channel":"C","ts":"1.2","text":"x"}}""", ParseFault.MissingSender)]
    [InlineData("""{"type":"a","type":"b"}""", ParseFault.NotJson)]
    public void An_event_that_cannot_be_read_says_why(string body, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Parse(body));

    [Fact]
    public void A_request_of_another_app_is_not_ours() => Assert.Equal(
        [ParseFault.WrongReceiver],
        Assert.IsType<Parsed.Items>(Channel.Parse(Post("{}"), """{"type":"event_callback","api_app_id":"A2"}"""u8.ToArray(), Account("slack", ("app_id", "A1")))).Faults);

    [Theory]
    [InlineData("im", null, null)]
    [InlineData("channel", null, "1.2")]
    [InlineData("channel", "0.9", "0.9")]
    [InlineData("im", "0.9", "0.9")]
    public void An_answer_stays_where_the_customer_wrote(string channelType, string? thread, string? expected)
    {
        var details = new Dictionary<string, Detail> { ["channel_type"] = channelType };
        if (thread is not null) details["thread_ts"] = thread;
        var body = Sent(new OutgoingContent.Text("<!channel> hi"), new AnsweredItem("1.2", "E", Now, details));

        Assert.Equal(expected, body.TryGetProperty("thread_ts", out var ts) ? ts.GetString() : null);
        Assert.Equal("&lt;!channel&gt; hi", body.GetProperty("text").GetString());
    }

    [Fact]
    public void Choices_are_buttons() => Assert.Equal(
        "a", Sent(new OutgoingContent.Choices("?", [new Choice("a", "Yes")])).GetProperty("blocks")[1].GetProperty("elements")[0].GetProperty("value").GetString());

    [Fact]
    public void A_file_leaves_in_three_steps()
    {
        var file = new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("a.pdf", "application/pdf", "abc"u8.ToArray()), "look");

        Assert.Equal("filename=a.pdf&length=3", BodyOf(Channel.UploadRequest(file, App, null)!));
        var first = Answer(200, """{"ok":true,"upload_url":"https://files.slack.com/upload/x","file_id":"F1"}""");
        Assert.Equal(("F1", null), Channel.ReadUpload(first, Now));
        Assert.Equal("abc", BodyOf(Channel.UploadNext(first, file, App, null)!));
        Assert.Null(Channel.UploadNext(Answer(200, """{"ok":true,"upload_url":"https://evil.example/x","file_id":"F1"}"""), file, App, null));
        Assert.Equal("F1", Sent(file with { File = file.File with { PlatformId = "F1" } }).GetProperty("files")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Our_token_goes_to_slack_only()
    {
        Assert.NotNull(Channel.FetchRequest(new Media("F1", Url: "https://files.slack.com/x"), App, null));
        Assert.Null(Channel.FetchRequest(new Media("F1", Url: "https://files.slack.com.evil.example/x"), App, null));
    }

    [Theory]
    [InlineData("channel_not_found", DeliveryRefusal.RecipientUnknown)]
    [InlineData("not_in_channel", DeliveryRefusal.NotPermitted)]
    [InlineData("invalid_auth", DeliveryRefusal.AuthenticationFailed)]
    [InlineData("msg_too_long", DeliveryRefusal.TooLong)]
    [InlineData("no_text", DeliveryRefusal.PlatformError)]
    public void A_refusal_says_why(string error, DeliveryRefusal reason) =>
        Assert.Equal(new DeliveryOutcome.Rejected(reason, error), Channel.Interpret(Answer(200, $$"""{"ok":false,"error":"{{error}}"}"""), Now));

    [Theory]
    [InlineData(200, """{"ok":false,"error":"internal_error"}""")]
    [InlineData(200, "")]
    [InlineData(503, """{"ok":false}""")]
    public void What_may_have_arrived_is_unknown(int status, string body) => Assert.Equal(new DeliveryOutcome.Unknown(), Channel.Interpret(Answer(status, body), Now));

    [Fact]
    public void Too_many_wait_as_long_as_slack_says() => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(7)), Channel.Interpret(Answer(429, "") with { RetryAfter = TimeSpan.FromSeconds(7) }, Now));

    private static ChannelAccount App => Account("slack", ("signing_secret", "s"), ("bot_token", "xoxb-1"));

    private static Parsed Deleted => Event("""{"type":"message","subtype":"message_deleted","channel":"C1","deleted_ts":"1.2","ts":"9.9","previous_message":{"user":"U1","ts":"1.2"}}""");

    private static WebhookRequest Signed(string body, string time) => Post(
        body, null, ("X-Slack-Request-Timestamp", time), ("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData("s"u8, Encoding.UTF8.GetBytes($"v0:{time}:{body}")))));

    private static JsonElement Sent(OutgoingContent content, AnsweredItem? answers = null) =>
        JsonDocument.Parse(BodyOf(Channel.Compose(new OutgoingMessage("op", "U1", "C1", content) { Answers = answers }, App, null))).RootElement;

    private static Parsed Event(string inner) => Parse($$$"""{"type":"event_callback","team_id":"T","event_id":"E1","event_time":1763640000,"event":{{{inner}}}}""");

    private static Parsed Interaction(string json) => Form("payload=" + Uri.EscapeDataString(json));

    private static Parsed Form(string form) => Channel.Parse(Post(form, null, ("Content-Type", "application/x-www-form-urlencoded")), Encoding.UTF8.GetBytes(form), App);

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), App);
}
