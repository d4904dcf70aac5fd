using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Mail as SendGrid posts it.</summary>
public sealed class EmailFormSpecs
{
    private const string Headers = "Message-ID: <m1@example.com>\r\nFrom: li@example.com\r\n";

    private static readonly EmailChannel Channel = EmailChannel.SendGrid;
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Fact]
    public void Each_field_has_a_charset_of_its_own()
    {
        var item = Parse(
            ("headers", U(Headers)), ("charsets", U("""{"from":"UTF-8","subject":"gb2312","text":"gbk"}""")),
            ("from", U("李 <li@example.com>")), ("subject", Gbk.GetBytes("订单")), ("text", Gbk.GetBytes("要退货"))).Only();

        Assert.Equal(("李", "订单", "要退货"), (item.DisplayName, item.Mail!.Subject, item.Text));
    }

    [Fact]
    public void The_envelope_says_who_got_it_and_the_header_does_not()
    {
        var item = Parse(("headers", U(Headers)), ("from", U("li@example.com")), ("to", U("friends@elsewhere.example")), ("envelope", U("""{"to":["Blind@omni.example"],"from":"li@example.com"}""")), ("text", U("x"))).Only();

        Assert.Equal("blind@omni.example", item.Recipient);
    }

    [Fact]
    public void Of_several_recipients_ours_is_the_one() => Assert.Equal(
        "support@omni.example", Parse(("from", U("li@example.com")), ("envelope", U("""{"to":["sales@omni.example","support@omni.example"],"from":"li@example.com"}"""))).Only().Recipient);

    [Fact]
    public void An_empty_path_back_is_a_machine_s() =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse(("from", U("postmaster@example.com")), ("envelope", U("""{"to":["support@omni.example"],"from":""}""")))).List);

    [Fact]
    public void A_whole_mail_in_one_field_is_read_as_such()
    {
        var item = Parse(
            ("email", U(Headers + "To: other@omni.example\r\nSubject: =?UTF-8?B?6K6i5Y2V?=\r\n\r\nhello\r\n")), ("from", U("li@example.com")), ("SPF", U("pass")),
            ("envelope", U("""{"to":["support@omni.example"],"from":"li@example.com"}"""))).Only();

        Assert.Equal(("<m1@example.com>", "订单", "hello", "support@omni.example"), (item.MessageId, item.Mail!.Subject, item.Text, item.Recipient));
        Assert.True(item.Details["sender_proven"].Flag);
    }

    [Fact]
    public void A_file_is_named_by_what_is_said_of_it()
    {
        var body = Body(
            Field("from", U("li@example.com")),
            Field("attachment-info", U("""{"attachment1":{"filename":"照片.png","type":"image/png"}}""")),
            File("attachment1", "=?bad?=", "application/octet-stream", [0, 1, 13, 10, 45, 45, 255]));

        var file = Assert.Single(Parse(body).Only().Attachments!);

        Assert.Equal(("照片.png", "image/png", 7L), (file.FileName, file.Mime, file.SizeBytes));
        Assert.Equal([0, 1, 13, 10, 45, 45, 255], file.Content!.Value.ToArray());
    }

    [Fact]
    public void A_page_is_read_where_there_is_no_text() => Assert.Equal("退货", Parse(("from", U("li@example.com")), ("html", U("<p>退货</p>"))).Only().Text);

    [Fact]
    public void A_mail_without_an_id_is_told_by_its_fields_whatever_the_boundary()
    {
        var key = Parse(("from", U("li@example.com")), ("text", U("x"))).Only().DedupeKey;

        var again = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(Body(Field("from", U("li@example.com")), Field("text", U("x")))).Replace("xYzZY", "other", StringComparison.Ordinal));
        Assert.Equal(key, Channel.Parse(Request(again, "other"), again, Account()).Only().DedupeKey);
        Assert.NotEqual(key, Parse(("from", U("li@example.com")), ("text", U("y"))).Only().DedupeKey);
    }

    [Theory]
    [InlineData("{@example.com : pass}", "", true)]
    [InlineData("{@evil.example : pass}", "", false)]
    [InlineData("{@example.com : fail}", "fail", false)]
    [InlineData("none", "pass", true)]
    public void What_was_found_of_the_sender_is_kept(string dkim, string spf, bool isProven) => Assert.Equal(isProven, Parse(
        ("from", U("li@example.com")), ("dkim", U(dkim)), ("SPF", U(spf)), ("envelope", U("""{"to":["support@omni.example"],"from":"bounce@example.com"}"""))).Only().Details["sender_proven"].Flag);

    [Theory]
    [InlineData("multipart/form-data; boundary=other")]
    [InlineData("multipart/form-data")]
    [InlineData("application/json")]
    [InlineData("text/plain; boundary=xYzZY")]
    [InlineData(";;;")]
    public void A_body_that_is_no_form_is_malformed(string contentType)
    {
        var body = Body(Field("from", U("li@example.com")));

        Assert.Equal(new Parsed.Malformed(ParseFault.InvalidValue), Channel.Parse(Post(body, null, ("Content-Type", contentType)), body, Account()));
    }

    [Fact]
    public void A_form_that_is_cut_off_is_malformed_wherever_it_is_cut()
    {
        var body = Body(Field("from", U("li@example.com")), Field("text", U("x")));

        Assert.All(Enumerable.Range(0, body.Length - 4), length => Assert.IsType<Parsed.Malformed>(Parse(body[..length])));
    }

    [Fact]
    public void A_form_of_too_many_fields_is_malformed() =>
        Assert.IsType<Parsed.Malformed>(Parse(Body([.. Enumerable.Range(0, 201).Select(index => Field("f" + index, U("x")))])));

    [Fact]
    public void Where_a_key_is_set_the_form_is_signed_as_well()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var account = Account(("parse_public_key", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())));
        var body = Body(Field("from", U("li@example.com")));
        var signature = Convert.ToBase64String(key.SignData([.. "1763640000"u8, .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        WebhookRequest Signed(string given) => Post(
            body, null, ("Authorization", "Basic dTpw"), ("X-Twilio-Email-Event-Webhook-Signature", given), ("X-Twilio-Email-Event-Webhook-Timestamp", "1763640000"));

        Assert.IsType<Verification.Authentic>(Channel.Verify(Signed(signature), account, Now));
        Assert.IsType<Verification.Rejected>(Channel.Verify(Signed(signature), account, Now.AddHours(1)));
        Assert.IsType<Verification.Rejected>(Channel.Verify(Post(body, null, ("Authorization", "Basic dTpw")), account, Now));
    }

    [Fact]
    public void Events_come_to_the_same_address_by_their_own_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var account = Account(("public_key", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())));
        var body = """[{"event":"delivered","email":"li@example.com","sg_event_id":"e1","sg_message_id":"m"}]"""u8.ToArray();
        WebhookRequest Signed(byte[] signed) => Post(
            body,
            null,
            ("Content-Type", "application/json"),
            ("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(key.SignData([.. "1763640000"u8, .. signed], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))),
            ("X-Twilio-Email-Event-Webhook-Timestamp", "1763640000"));

        Assert.IsType<Verification.Authentic>(Channel.Verify(Signed(body), account, Now));
        Assert.Equal(new Receipt(ReceiptState.Delivered, "m"), Channel.Parse(Signed(body), body, account).Only().Receipt);
        Assert.IsType<Verification.Rejected>(Channel.Verify(Signed([]), account, Now));
        // An account without that key takes them for a mail without the password.
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Signed(body), Account(), Now));
    }

    private static byte[] U(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Field(string name, byte[] content) => [.. U($"--xYzZY\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"), .. content, .. "\r\n"u8];

    private static byte[] File(string name, string fileName, string mime, byte[] content) =>
        [.. U($"--xYzZY\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{fileName}\"\r\nContent-Type: {mime}\r\n\r\n"), .. content, .. "\r\n"u8];

    private static byte[] Body(params byte[][] parts) => [.. parts.SelectMany(part => part), .. "--xYzZY--\r\n"u8];

    private static Parsed Parse(params (string Name, byte[] Content)[] fields) => Parse(Body([.. fields.Select(field => Field(field.Name, field.Content))]));

    private static Parsed Parse(byte[] body) => Channel.Parse(Request(body, "xYzZY"), body, Account());

    private static WebhookRequest Request(byte[] body, string boundary) => Post(body, null, ("Content-Type", $"multipart/form-data; boundary={boundary}"));

    private static ChannelAccount Account(params (string Name, string Value)[] further) =>
        Requests.Account("email-sendgrid-inbound", [("basic_auth", "u:p"), ("api_key", "SG.1"), ("from", "support@omni.example"), .. further]);
}
