using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Meta;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class MessagingSpecs
{
    [Theory]
    [InlineData("image", ItemKind.Image)]
    [InlineData("audio", ItemKind.Voice)]
    [InlineData("video", ItemKind.Video)]
    [InlineData("file", ItemKind.File)]
    [InlineData("share", ItemKind.Link)]
    [InlineData("story_mention", ItemKind.Link)]
    [InlineData("hologram", ItemKind.Unsupported)]
    public void An_attachment_is_what_it_says(string type, ItemKind kind)
    {
        var item = Message($$$"""{"mid":"m1","attachments":[{"type":"{{{type}}}","payload":{"url":"https://cdn.example/x"}}]}""").Only();

        Assert.Equal((kind, "m1"), (item.Kind, item.DedupeKey));
    }

    [Fact]
    public void Several_pictures_of_one_message_stay_together()
    {
        var item = Message("""{"mid":"m1","attachments":[{"type":"image","payload":{"url":"https://a.example/1"}},{"type":"image","payload":{"url":"https://a.example/2"}}]}""").Only();

        Assert.Equal(("https://a.example/1", "https://a.example/2"), (item.Media!.Url, Assert.Single(item.Attachments!).Url));
    }

    [Fact]
    public void A_place_has_its_coordinates() => Assert.Equal(
        new Location(31.2, 121.5, "Here"),
        Message("""{"mid":"m1","attachments":[{"type":"location","title":"Here","payload":{"coordinates":{"lat":31.2,"long":121.5}}}]}""").Only().Location);

    [Fact]
    public void A_quick_reply_is_a_postback()
    {
        var item = Message("""{"mid":"m1","text":"Yes","quick_reply":{"payload":"yes"}}""").Only();

        Assert.Equal((ItemKind.Postback, "yes", "Yes"), (item.Kind, item.Payload, item.Details["title"].Text));
    }

    [Fact]
    public void A_reply_names_what_it_replies_to() => Assert.Equal("m0", Message("""{"mid":"m1","text":"x","reply_to":{"mid":"m0"}}""").Only().Details["reply_to"].Text);

    [Fact]
    public void A_message_taken_back_says_nothing()
    {
        var item = Message("""{"mid":"m1","is_deleted":true}""").Only();

        Assert.Equal((ItemKind.Event, "message_deleted", "m1:deleted", false), (item.Kind, item.Name, item.DedupeKey, item.Speaks));
    }

    [Fact]
    public void An_edit_names_the_message_it_replaces()
    {
        var item = Event("""
            "message_edit":{"mid":"m1","text":"new","num_edit":2}
            """).Only();

        Assert.Equal((ItemKind.Edit, "m1", "new", "m1:edit:2"), (item.Kind, item.MessageId, item.Text, item.DedupeKey));
    }

    [Fact]
    public void A_delivery_names_each_message()
    {
        var items = Assert.IsType<Parsed.Items>(Event("""
            "delivery":{"mids":["m1","m2"],"watermark":1763640000000}
            """)).List;

        Assert.Equal([new Receipt(ReceiptState.Delivered, "m1"), new Receipt(ReceiptState.Delivered, "m2")], items.Select(item => item.Receipt));
    }

    [Fact]
    public void A_watermark_is_for_all_before_it() => Assert.Equal(
        new Receipt(ReceiptState.Read, null, DateTimeOffset.FromUnixTimeMilliseconds(1763640000000)),
        Event("""
            "read":{"watermark":1763640000000}
            """).Only().Receipt);

    [Theory]
    [InlineData("reaction", """{"mid":"m1","action":"react","emoji":"👍"}""")]
    [InlineData("optin", """{"type":"notification_messages"}""")]
    [InlineData("referral", """{"ref":"ad-1","source":"ADS"}""")]
    public void A_signal_opens_nothing(string name, string content)
    {
        var item = Event($"\"{name}\":{content}").Only();

        Assert.Equal((ItemKind.Event, name, false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_thing_nobody_knows_is_kept_with_its_name() => Assert.Equal((ItemKind.Unsupported, "hologram"), (Event("\"hologram\":{}").Only().Kind, Event("\"hologram\":{}").Only().Name));

    [Fact]
    public void A_comment_is_a_comment_and_its_answer_is_private()
    {
        var item = Parse("""{"entry":[{"id":"1","time":1763640000,"changes":[{"field":"comments","value":{"from":{"id":"7","username":"li"},"id":"c1","text":"price?","media":{"id":"p"}}}]}]}""").Only();
        var answer = new OutgoingMessage("op", "7", null, new OutgoingContent.Text("10")) { Answers = new AnsweredItem(item.MessageId, null, Now, item.Details) };

        Assert.Equal((ItemKind.Comment, "c1", "price?", "li"), (item.Kind, item.DedupeKey, item.Text, item.DisplayName));
        Assert.Equal("""{"recipient":{"comment_id":"c1"},"message":{"text":"10"}}""", BodyOf(MessagingChannel.Instagram.Compose(answer, Page, null)));
    }

    [Fact]
    public void The_page_s_own_comment_is_ignored() =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse("""{"entry":[{"id":"1","changes":[{"field":"feed","value":{"item":"comment","comment_id":"c1","from":{"id":"1"},"message":"thanks"}}]}]}""")).List);

    [Fact]
    public void Another_application_s_conversation_is_not_ours() =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse("""{"entry":[{"id":"1","standby":[{"sender":{"id":"7"},"message":{"mid":"m","text":"x"}}]}]}""")).List);

    [Theory]
    [InlineData("""{"message":{"mid":"m"}}""", ParseFault.MissingSender)]
    [InlineData("""{"sender":{"id":"7"},"message":{"text":"x"}}""", ParseFault.MissingField)]
    [InlineData("""{"sender":{"id":"7"},"message":{"mid":"m","attachments":[{"type":"image"}]}}""", ParseFault.InvalidValue)]
    [InlineData("[]", ParseFault.MissingSender)]
    public void A_bad_event_holds_back_no_other(string bad, ParseFault fault)
    {
        var parsed = Assert.IsType<Parsed.Items>(Parse($$$"""{"entry":[{"id":"1","messaging":[{{{bad}}},{"sender":{"id":"7"},"timestamp":1,"message":{"mid":"good","text":"x"}}]}]}"""));

        Assert.Equal("good", Assert.Single(parsed.List).MessageId);
        Assert.Equal([fault], parsed.Faults);
    }

    [Fact]
    public void A_text_is_a_response()
    {
        var request = Assert.IsType<HttpDelivery>(MessagingChannel.Messenger.Compose(Outgoing("您好", "7"), Page, null));

        Assert.Equal("http://127.0.0.1:9000/v21.0/1/messages", request.Address.AbsoluteUri);
        Assert.Equal("""{"recipient":{"id":"7"},"messaging_type":"RESPONSE","message":{"text":"您好"}}""", BodyOf(request));
    }

    [Fact]
    public void Instagram_counts_bytes()
    {
        Assert.IsType<HttpDelivery>(MessagingChannel.Instagram.Compose(Outgoing(new string('您', 333)), Page, null));
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.TooLong), MessagingChannel.Instagram.Compose(Outgoing(new string('您', 334)), Page, null));
    }

    [Fact]
    public void Choices_are_quick_replies_and_no_title_is_lost()
    {
        var title = new string('x', 25);
        var message = JsonDocument.Parse(BodyOf(MessagingChannel.Messenger.Compose(
            new OutgoingMessage("op", "7", null, new OutgoingContent.Choices("?", [new Choice("a", title)])), Page, null))).RootElement.GetProperty("message");

        Assert.Contains(title, message.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("a", message.GetProperty("quick_replies")[0].GetProperty("payload").GetString());
    }

    [Theory]
    [InlineData(10, 2018278, DeliveryRefusal.OutsideReplyWindow)]
    [InlineData(551, 1545041, DeliveryRefusal.RecipientBlockedUs)]
    [InlineData(100, 2018001, DeliveryRefusal.RecipientUnknown)]
    [InlineData(200, 0, DeliveryRefusal.NotPermitted)]
    public void A_refusal_says_why(int code, int subcode, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, code.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        MessagingChannel.Messenger.Interpret(Answer(400, $$$"""{"error":{"code":{{{code}}},"error_subcode":{{{subcode}}}}}"""), Now));

    [Fact]
    public void Seen_and_typing_are_actions_of_the_sender() => Assert.Equal(
        """{"recipient":{"id":"7"},"sender_action":"mark_seen"}""",
        BodyOf(MessagingChannel.Messenger.Compose(new OutgoingSignal.Read("m1"), Outgoing("", "7"), Page, null)!));

    private static ChannelAccount Page => Account("messenger", ("app_secret", "s"), ("access_token", "t"), ("page_id", "1"), ("api_base", "http://127.0.0.1:9000"));

    private static Parsed Message(string message) => Event("\"message\":" + message);

    private static Parsed Event(string content) => Parse($$$"""{"object":"page","entry":[{"id":"1","messaging":[{"sender":{"id":"7"},"recipient":{"id":"1"},"timestamp":1763640000123,{{{content}}}}]}]}""");

    private static Parsed Parse(string body) => MessagingChannel.Messenger.Parse(Post(body), Encoding.UTF8.GetBytes(body), Page);
}
