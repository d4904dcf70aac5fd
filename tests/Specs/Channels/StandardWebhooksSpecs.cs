using System.Globalization;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.StandardWebhooks;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class StandardWebhooksSpecs
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Other = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    // The key pair of RFC 8032, section 7.1, test 1.
    private const string PrivateKey = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
    private const string PublicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static readonly StandardWebhooksChannel Channel = new("standard-webhooks", "webhook");

    [Fact]
    public void What_we_sign_is_what_was_published() => Assert.Equal(
        OutboundVector.Output("sign-published", "signature"),
        StandardWebhooksSignature.Sign(
            OutboundVector.Input("sign-published", "secret"),
            OutboundVector.Input("sign-published", "id"),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(OutboundVector.Input("sign-published", "timestamp"), CultureInfo.InvariantCulture)),
            Encoding.UTF8.GetBytes(OutboundVector.Input("sign-published", "body"))));

    [Theory]
    [InlineData(Secret, Secret)]
    [InlineData(PrivateKey, PublicKey)]
    public void What_is_signed_with_a_key_is_believed_by_its_holder(string signing, string believing) =>
        Assert.IsType<Verification.Authentic>(Verify(Signed("{}", signing), believing));

    [Theory]
    [InlineData(Secret, Other)]
    [InlineData(Secret, PublicKey)]
    [InlineData(PrivateKey, Secret)]
    [InlineData(PrivateKey, "whpk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_another_key_signed_is_not(string signing, string believing) =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Verify(Signed("{}", signing), believing));

    [Fact]
    public void While_keys_are_changed_either_is_believed()
    {
        Assert.IsType<Verification.Authentic>(Verify(Signed("{}", Secret), $"{Other} {Secret} {PublicKey}"));
        Assert.IsType<Verification.Authentic>(Verify(Signed("{}", PrivateKey), $"{Other} {Secret} {PublicKey}"));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_%%%")]
    [InlineData("whpk_AAAA")]
    public void A_secret_that_is_none_is_a_mistake_of_ours(string secret) =>
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Verify(Signed("{}", Secret), secret));

    [Fact]
    public void An_account_without_a_secret_believes_nobody() =>
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Signed("{}", Secret), Account("standard-webhooks"), Now));

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public void A_missing_header_proves_nothing(string missing)
    {
        var request = Signed("{}", Secret);
        var headers = request.Headers.Where(header => header.Key != missing).ToDictionary(StringComparer.OrdinalIgnoreCase);

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Verify(request with { Headers = headers }, Secret));
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void The_window_is_five_minutes_either_way(int secondsLater, bool believed) => Assert.Equal(
        believed, Channel.Verify(Signed("{}", Secret), With(Secret), Now.AddSeconds(secondsLater)) is Verification.Authentic);

    [Theory]
    [InlineData("")]
    [InlineData("now")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_none_is_outside_of_the_window(string timestamp) => Assert.Equal(
        new Verification.Rejected(Rejection.OutsideReplayWindow), Verify(With(Signed("{}", Secret), "webhook-timestamp", timestamp), Secret));

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData("v1,%%%")]
    [InlineData(",,,")]
    [InlineData("v1,AAAA v1a,AAAA")]
    public void A_signature_that_is_none_is_a_mismatch(string signature) => Assert.Equal(
        new Verification.Rejected(Rejection.SignatureMismatch), Verify(With(Signed("{}", Secret), "webhook-signature", signature), $"{Secret} {PublicKey}"));

    [Fact]
    public void Of_a_flood_of_signatures_only_some_are_looked_at()
    {
        var right = Signed("{}", Secret).Header("webhook-signature");
        var flood = string.Join(' ', Enumerable.Repeat("v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 10)) + " " + right;

        Assert.IsType<Verification.Rejected>(Verify(With(Signed("{}", Secret), "webhook-signature", flood), Secret));
    }

    [Fact]
    public void A_message_is_its_customer_s()
    {
        var item = Parse("""{"type":"message.created","timestamp":"2025-11-20T12:00:00Z","data":{"channel":"web","customer_id":12345,"message":"何时发货?","message_id":"m-1","conversation_id":"c"}}""").Only();

        Assert.Equal((ItemKind.Text, "12345", "何时发货?", "m-1", "msg_1", "c", true), (item.Kind, item.Sender, item.Text, item.MessageId, item.DedupeKey, item.Conversation, item.Speaks));
        Assert.Equal(Now, item.SentAt);
        Assert.Equal("web", item.Details["channel"].Text);
    }

    [Theory]
    [InlineData("""{"kind":"image","media":{"url":"https://x/y","mime":"image/png"}}""", ItemKind.Image)]
    [InlineData("""{"kind":"voice","url":"https://x/y"}""", ItemKind.Voice)]
    [InlineData("""{"kind":"video","url":"https://x/y"}""", ItemKind.Video)]
    [InlineData("""{"kind":"file","url":"https://x/y"}""", ItemKind.File)]
    [InlineData("""{"kind":"location","lat":1,"lon":2}""", ItemKind.Location)]
    [InlineData("""{"kind":"link","url":"https://x/y"}""", ItemKind.Link)]
    [InlineData("""{"kind":"card","card":{"title":"t"}}""", ItemKind.Card)]
    [InlineData("""{"kind":"order","order_id":1024}""", ItemKind.Order)]
    [InlineData("""{"kind":"hologram"}""", ItemKind.Unsupported)]
    public void A_message_says_of_what_kind_it_is(string data, ItemKind kind) =>
        Assert.Equal((kind, true), (Message(data).Only().Kind, Message(data).Only().Speaks));

    [Theory]
    [InlineData("""{"kind":"image"}""")]
    [InlineData("""{"kind":"location","lat":"x"}""")]
    [InlineData("{}")]
    public void A_message_without_what_it_says_it_holds_cannot_be_read(string data) => Assert.Equal(new Parsed.Malformed(ParseFault.InvalidValue), Message(data));

    [Fact]
    public void A_message_of_nobody_cannot_be_answered_and_is_refused() => Assert.Equal(
        new Parsed.Malformed(ParseFault.MissingSender), Parse("""{"type":"message.created","data":{"text":"x"}}"""));

    [Theory]
    [InlineData("call.ringing", ItemKind.Event, true)]
    [InlineData("call.ended", ItemKind.Event, false)]
    [InlineData("device.alarm", ItemKind.Event, true)]
    [InlineData("device.telemetry", ItemKind.Event, false)]
    [InlineData("order.paid", ItemKind.Order, false)]
    [InlineData("message.read", ItemKind.Status, false)]
    [InlineData("call.dtmf", ItemKind.Postback, true)]
    [InlineData("invoice.sent", ItemKind.Event, false)]
    public void What_happens_opens_a_conversation_only_where_somebody_wants_something(string type, ItemKind kind, bool opens)
    {
        var item = Parse($$"""{"type":"{{type}}","data":{"customer_id":"u","message_id":"m","order_id":"1","digits":"5","call_id":"k"} }""").Only();

        Assert.Equal((kind, opens), (item.Kind, item.Speaks));
        Assert.Equal("k", item.Details["call_id"].Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"type\":\"a\",\"type\":\"b\"}")]
    [InlineData("x")]
    public void What_is_no_event_is_malformed(string body) => Assert.Equal(new Parsed.Malformed(ParseFault.NotJson), Parse(body));

    [Fact]
    public void What_we_send_the_other_side_can_believe_and_read_by_the_same_code()
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("您好", "12345", "c") with { At = Now }, With(Secret, Target), null));
        var request = Post(delivery.Body.ToArray(), null, [.. delivery.Headers.Select(header => (header.Key, header.Value))]);

        Assert.IsType<Verification.Authentic>(Verify(request, Secret));
        var item = Channel.Parse(request, request.Body, With(Secret)).Only();
        Assert.Equal(("12345", "您好", "op-1", "c", "op-1"), (item.Sender, item.Text, item.MessageId, item.Conversation, item.EventId));
        Assert.Equal("https://shop.example/hooks", delivery.Address.AbsoluteUri);
    }

    public static TheoryData<OutgoingContent, ItemKind> Contents => new()
    {
        { new OutgoingContent.Attachment(ItemKind.Image, new OutgoingFile("a.png", "image/png", new byte[3], new Uri("https://omni.example/f/1")), "look"), ItemKind.Image },
        { new OutgoingContent.Place(new Location(1, 2, "shop")), ItemKind.Location },
        { new OutgoingContent.Page(new Link("t", "https://x/y")), ItemKind.Link },
        { new OutgoingContent.MiniProgram(new Card("t", "wx1", "p")), ItemKind.Card },
        { new OutgoingContent.OrderCard(new Order("1024", Total: "9.90")), ItemKind.Order },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Every_kind_we_send_is_one_we_can_read(OutgoingContent content, ItemKind kind)
    {
        var delivery = Assert.IsType<HttpDelivery>(Channel.Compose(Outgoing("") with { Content = content, At = Now }, With(Secret, Target), null));

        Assert.Equal(kind, Parse(Encoding.UTF8.GetString(delivery.Body.Span)).Only().Kind);
    }

    [Fact]
    public void A_file_nobody_outside_can_fetch_is_not_sent() => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.KindNotSupported),
        Channel.Compose(Outgoing("") with { Content = new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("a", "x/y", default)) }, With(Secret, Target), null));

    [Fact]
    public void Without_a_target_nothing_leaves() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Channel.Compose(Outgoing("x"), With(Secret), null));

    [Fact]
    public void With_only_the_other_s_public_key_nothing_can_be_signed() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured), Channel.Compose(Outgoing("x"), With(PublicKey, Target), null));

    [Fact]
    public void A_bridge_is_told_to_end_a_call_and_to_put_it_through()
    {
        Assert.Contains("call.hangup", BodyOf(Channel.Compose(new OutgoingSignal.HangUp(), Outgoing("") with { At = Now }, With(Secret, Target), null)!), StringComparison.Ordinal);
        Assert.Contains("\"to\":\"sip:x\"", BodyOf(Channel.Compose(new OutgoingSignal.Transfer("sip:x"), Outgoing("") with { At = Now }, With(Secret, Target), null)!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, DeliveryRefusal.AuthenticationFailed)]
    [InlineData(410, DeliveryRefusal.NotPermitted)]
    [InlineData(413, DeliveryRefusal.TooLong)]
    [InlineData(302, DeliveryRefusal.PlatformError)]
    [InlineData(400, DeliveryRefusal.PlatformError)]
    public void The_receiver_s_refusals_are_told_apart(int status, DeliveryRefusal reason) => Assert.Equal(
        new DeliveryOutcome.Rejected(reason, status.ToString(CultureInfo.InvariantCulture)), Channel.Interpret(Answer(status, ""), Now));

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public void A_receiver_in_trouble_is_asked_again_with_the_same_id(int status) => Assert.Equal(
        new DeliveryOutcome.Throttled(Now.AddSeconds(9)), Channel.Interpret(Answer(status, "") with { RetryAfter = TimeSpan.FromSeconds(9) }, Now));

    private static (string, string) Target => (StandardWebhooksSettings.TargetUrl, "https://shop.example/hooks");

    private static ChannelAccount With(string secret, params (string, string)[] settings) => Account("standard-webhooks", [(StandardWebhooksSettings.Secret, secret), .. settings]);

    private static Verification Verify(WebhookRequest request, string secret) => Channel.Verify(request, With(secret), Now);

    private static Parsed Parse(string body) => Channel.Parse(Signed(body, Secret), Encoding.UTF8.GetBytes(body), With(Secret));

    private static Parsed Message(string data) => Parse($$"""{"type":"message.created","data":{"customer_id":"u"{{(data == "{}" ? "}" : "," + data[1..])}} }""");

    private static WebhookRequest Signed(string body, string secret) => Post(
        body,
        null,
        ("webhook-id", "msg_1"),
        ("webhook-timestamp", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ("webhook-signature", StandardWebhooksSignature.Sign(secret, "msg_1", Now, Encoding.UTF8.GetBytes(body))!));

    private static WebhookRequest With(WebhookRequest request, string header, string value) => request with
    {
        Headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { [header] = value },
    };
}
