using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class SendGridEventsSpecs
{
    private static readonly SendGridEventsChannel Channel = new();
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void What_is_signed_over_its_time_and_line_ends_is_believed() =>
        Assert.IsType<Verification.Authentic>(Verify("[{\"event\":\"open\"},\r\n{\"event\":\"click\"}]\r\n", 0));

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    [InlineData(-601, false)]
    public void A_time_may_be_ten_minutes_off_to_either_side(int seconds, bool isTaken) =>
        Assert.Equal(isTaken, Verify("[]", -seconds) is Verification.Authentic);

    [Fact]
    public void A_body_of_another_time_is_no_other_s()
    {
        var request = Signed("[]", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var later = request.Headers.ToDictionary(header => header.Key, header => header.Key.EndsWith("Timestamp", StringComparison.Ordinal) ? "1763640001" : header.Value);

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(request with { Headers = later }, Account, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("MEUC")]
    [InlineData("not base64!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_signature_that_is_none_is_refused(string signature) => Assert.IsType<Verification.Rejected>(Channel.Verify(
        Post("[]", null, ("X-Twilio-Email-Event-Webhook-Signature", signature), ("X-Twilio-Email-Event-Webhook-Timestamp", "1763640000")), Account, Now));

    [Theory]
    [InlineData("not a key")]
    [InlineData("AAAA")]
    public void A_key_that_is_none_opens_nothing(string key) => Assert.Equal(
        new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Signed("[]", "1763640000"), Requests.Account("sendgrid-events", ("public_key", key)), Now));

    [Fact]
    public void A_key_of_another_curve_opens_nothing()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var account = Requests.Account("sendgrid-events", ("public_key", Convert.ToBase64String(other.ExportSubjectPublicKeyInfo())));

        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Signed("[]", "1763640000"), account, Now));
    }

    [Theory]
    [InlineData("processed", ReceiptState.Sent)]
    [InlineData("deferred", ReceiptState.Sent)]
    [InlineData("delivered", ReceiptState.Delivered)]
    [InlineData("open", ReceiptState.Read)]
    [InlineData("click", ReceiptState.Read)]
    [InlineData("bounce", ReceiptState.Failed)]
    [InlineData("dropped", ReceiptState.Failed)]
    public void What_became_of_a_mail_is_a_receipt(string word, ReceiptState state)
    {
        var item = Parse($$"""[{"event":"{{word}}","email":"Li@Example.com","sg_event_id":"e1","sg_message_id":"m_1-2.filter01.3","timestamp":1763640000}]""").Only();

        Assert.Equal((ItemKind.Status, "li@example.com", "e1", Now), (item.Kind, item.Recipient, item.DedupeKey, item.SentAt));
        Assert.Equal((state, "m_1-2"), (item.Receipt!.State, item.Receipt.MessageId));
        Assert.Equal(word, item.Details["platform_status"].Text);
    }

    [Fact]
    public void A_picture_that_a_program_fetched_was_seen_by_nobody() => Assert.Equal(
        ReceiptState.Delivered, Parse("""[{"event":"open","sg_machine_open":true,"email":"a@b.example","sg_event_id":"e1","sg_message_id":"m"}]""").Only().Receipt!.State);

    [Fact]
    public void A_failure_has_a_code_and_none_of_the_other_side_s_words()
    {
        var item = Parse("""[{"event":"bounce","status":"5.1.1","reason":"550 no such user li","email":"a@b.example","sg_event_id":"e1","sg_message_id":"m"}]""").Only();

        Assert.Equal("5.1.1", item.Receipt!.ErrorCode);
        Assert.DoesNotContain("no such user", NormalisedItem.ToJson(item), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spamreport", ItemKind.Event)]
    [InlineData("group_unsubscribe", ItemKind.Event)]
    [InlineData("teleported", ItemKind.Unsupported)]
    public void What_is_no_receipt_is_kept_with_its_name_and_opens_nothing(string word, ItemKind kind)
    {
        var item = Parse($$"""{"event":"{{word}}","email":"a@b.example","sg_event_id":"e1"}""").Only();

        Assert.Equal((kind, word, false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_bad_event_loses_none_of_the_others()
    {
        var items = Assert.IsType<Parsed.Items>(Parse(
            """[7,{"event":"open"},{"event":"open","sg_event_id":"e0"},{"event":"open","email":"a@b.example","sg_event_id":"e1","sg_message_id":"m"}]"""));

        Assert.Equal("e1", Assert.Single(items.List).EventId);
        Assert.Equal([ParseFault.MissingField, ParseFault.MissingSender, ParseFault.MissingSender], items.Faults);
    }

    [Theory]
    [InlineData("payload")]
    [InlineData("7")]
    [InlineData("""[{"event":"open","event":"click"}]""")]
    public void What_is_no_list_of_events_says_so(string body) => Assert.Equal(new Parsed.Malformed(ParseFault.NotJson), Parse(body));

    [Fact]
    public void Nothing_leaves_by_it() =>
        Assert.Equal(new ImpossibleDelivery(DeliveryRefusal.KindNotSupported), Channel.Compose(Outgoing("hi", "a@b.example"), Account, null));

    private static ChannelAccount Account => Requests.Account("sendgrid-events", ("public_key", Convert.ToBase64String(Key.ExportSubjectPublicKeyInfo())));

    private static Verification Verify(string body, int secondsOff) => Channel.Verify(Signed(body, (Now.ToUnixTimeSeconds() + secondsOff).ToString(CultureInfo.InvariantCulture)), Account, Now);

    private static Parsed Parse(string body) => Channel.Parse(Post(body), Encoding.UTF8.GetBytes(body), Account);

    private static WebhookRequest Signed(string body, string time) => Post(
        body,
        null,
        ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(Key.SignData(Encoding.UTF8.GetBytes(time + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))),
        ("X-Twilio-Email-Event-Webhook-Timestamp", time));
}
