using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class EmailSpecs
{
    private static readonly EncodingProvider Encodings = CodePagesEncodingProvider.Instance;

    [Fact]
    public void Each_field_is_read_in_its_own_charset()
    {
        var item = Form(
            ("from", "张三 <Z@example.com>"u8.ToArray()),
            ("subject", Encodings.GetEncoding("gb18030")!.GetBytes("退货")),
            ("text", Encodings.GetEncoding("big5")!.GetBytes("訂單")),
            ("charsets", """{"subject":"gb2312","text":"big5","from":"UTF-8"}"""u8.ToArray())).Only();

        Assert.Equal(("z@example.com", "张三", "退货", "訂單"), (item.Sender, item.DisplayName, item.Mail!.Subject, item.Text));
    }

    [Fact]
    public void The_envelope_says_who_it_is_for() => Assert.Equal("hidden@omni.example", Form(
        ("from", "z@example.com"u8.ToArray()), ("to", "list@other.example"u8.ToArray()), ("text", "x"u8.ToArray()), ("envelope", """{"to":["hidden@omni.example"],"from":"z@example.com"}"""u8.ToArray())).Only().Recipient);

    [Fact]
    public void A_raw_form_is_read_as_the_mail_in_it() =>
        Assert.Equal("hello", Form(("email", "From: z@example.com\r\nMessage-ID: <1@x>\r\n\r\nhello"u8.ToArray()), ("envelope", """{"to":["a@b.c"],"from":"z@example.com"}"""u8.ToArray())).Only().Text);

    [Theory]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("Precedence: bulk")]
    [InlineData("X-Auto-Response-Suppress: All")]
    public void A_machine_s_mail_is_no_item(string header) => Assert.Empty(Items(Mail($"From: z@example.com\r\n{header}\r\n\r\nI am away")));

    [Fact]
    public void A_person_s_mail_says_so() => Assert.Single(Items(Mail("From: z@example.com\r\nAuto-Submitted: no\r\n\r\nhello")));

    [Fact]
    public void Our_own_mail_and_one_without_a_sender_go_no_further()
    {
        Assert.Empty(Items(Mail("From: Support@omni.example\r\n\r\nx")));
        Assert.Empty(Items(Form(("from", "z@example.com"u8.ToArray()), ("text", "bounced"u8.ToArray()), ("envelope", """{"to":["a@b.c"],"from":""}"""u8.ToArray()))));
    }

    [Theory]
    [InlineData("new\n\nOn Thu, 20 Nov 2025 at 12:00, Support <s@omni.example> wrote:\n> old\n> older")]
    [InlineData("new\n\nOn Thu, 20 Nov 2025 at 12:00, Support\n<s@omni.example> wrote:\n\n> old")]
    [InlineData("new\n\n在 2025年11月20日，客服写道：\n> old")]
    [InlineData("new\n\n-----Original Message-----\nFrom: s@omni.example\nold")]
    [InlineData("new\n\n------------------ 原始邮件 ------------------\nold")]
    [InlineData("new\n\n________________________________\n发件人: 客服\n发送时间: 2025-11-20\n收件人: z\n主题: 订单\n\nold")]
    [InlineData("new\n\nFrom: Support <s@omni.example>\nSent: Thursday\nTo: z\nSubject: order\n\nold")]
    public void Earlier_mails_are_folded(string text)
    {
        var item = Mail("From: z@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text).Only();

        Assert.Equal("new", item.Text);
        Assert.Contains("old", item.Mail!.Quoted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> quoted\n\nnew")]
    [InlineData("On 2 May he wrote:\n> old\n\nand I answer here\n> old\n\nand here")]
    [InlineData("I wrote: please send it\nthanks")]
    [InlineData("see\nFrom: the station it is near")]
    public void What_the_writer_means_to_show_stays(string text)
    {
        var item = Mail("From: z@example.com\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text).Only();

        Assert.Equal(text, item.Text);
        Assert.Null(item.Mail!.Quoted);
    }

    [Fact]
    public void A_mail_in_html_only_is_read_as_safe_text()
    {
        var item = Mail("""
            From: z@example.com
            Content-Type: text/html; charset=utf-8

            <html><head><style>p{color:red}</style></head><body><p>Hello &amp; <b>welcome</b></p><script>alert(1)</script>
            <ul><li>one</li><li><a href="https://a.example/x">two</a></li></ul><a href="javascript:alert(1)">bad</a><img alt="logo" src="https://t.example/1.gif" onerror="alert(1)">
            <blockquote>old</blockquote></body></html>
            """).Only();

        Assert.Equal("Hello & welcome\n\n- one\n- two (https://a.example/x)\n\nbad[logo]", item.Text);
        Assert.Equal("\n> old", item.Mail!.Quoted);
    }

    [Theory]
    [InlineData("<div>", 50_000)]
    [InlineData("<b><p>", 50_000)]
    [InlineData("<p>x</p>", 5_000)]
    [InlineData("<script>x</script>", 30_000)]
    [InlineData("<table><tr><td>", 20_000)]
    [InlineData("<a href=x>", 20_000)]
    [InlineData("<div></i>", 50_000)]
    public void Html_without_end_is_read_in_time_and_to_its_end(string piece, int times)
    {
        var watch = Stopwatch.StartNew();
        var item = Mail("From: z@example.com\r\nContent-Type: text/html\r\n\r\nbegin" + string.Concat(Enumerable.Repeat(piece, times)) + " end").Only();

        Assert.StartsWith("begin", item.Text, StringComparison.Ordinal);
        Assert.EndsWith("end", item.Text, StringComparison.Ordinal);
        // A second on a quiet machine; it is the square of it that must not come.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_file_keeps_its_name_however_it_is_written_and_its_bytes()
    {
        var item = Mail("""
            From: =?GBK?B?1cXI/Q==?= <z@example.com>
            Subject: =?UTF-8?Q?=E9=80=80=E8=B4=A7?=
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=utf-8; format=flowed

            one long 
            line
            --b
            Content-Type: application/pdf
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf

            YWJj
            --b--
            """.ReplaceLineEndings("\r\n")).Only();

        var file = Assert.Single(item.Attachments!);
        Assert.Equal(("发票.pdf", 3L, "abc"), (file.FileName, file.SizeBytes, Encoding.UTF8.GetString(file.Content!.Value.Span)));
        Assert.Equal(("张三", "退货", "one long line"), (item.DisplayName, item.Mail!.Subject, item.Text));
    }

    [Fact]
    public void A_file_s_bytes_never_go_along_in_the_item() =>
        Assert.DoesNotContain("YWJj", JsonSerializer.Serialize(new Media(null) { Content = "abc"u8.ToArray() }), StringComparison.Ordinal);

    [Fact]
    public void A_mail_without_an_id_is_told_by_its_bytes()
    {
        Assert.Equal(Mail("From: z@example.com\r\n\r\nx").Only().DedupeKey, Mail("From: z@example.com\r\n\r\nx").Only().DedupeKey);
        Assert.NotEqual(Mail("From: z@example.com\r\n\r\nx").Only().DedupeKey, Mail("From: z@example.com\r\n\r\ny").Only().DedupeKey);
    }

    [Theory]
    [InlineData("", ParseFault.InvalidValue)]
    [InlineData("To: a@b.c\r\n\r\nx", ParseFault.MissingSender)]
    [InlineData("From: nobody\r\n\r\nx", ParseFault.MissingSender)]
    public void What_is_no_mail_says_why(string mail, ParseFault fault) => Assert.Equal(new Parsed.Malformed(fault), Mail(mail));

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=other")]
    public void What_is_no_form_says_so(string type) => Assert.Equal(
        new Parsed.Malformed(ParseFault.InvalidValue),
        EmailChannel.SendGrid.Parse(Post("--b\r\n\r\n", null, ("Content-Type", type)), "--b\r\n\r\n"u8.ToArray(), Box));

    [Theory]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer bjpw")]
    [InlineData("Basic bjpxx")]
    public void Another_password_is_refused(string header) => Assert.IsType<Verification.Rejected>(EmailChannel.Mime.Verify(Post("x", null, ("Authorization", header)), Box, Now));

    [Fact]
    public void Events_may_come_to_the_address_of_the_mails()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var box = Account("email-sendgrid-inbound", ("basic_auth", "n:p"), ("public_key", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())));
        var body = Event("delivered");

        var verified = Assert.IsType<Verification.Authentic>(EmailChannel.SendGrid.Verify(Signed(key, body, Now), box, Now));
        Assert.Equal(new Receipt(ReceiptState.Delivered, "abc"), EmailChannel.SendGrid.Parse(Post(body), verified.Payload, box).Only().Receipt);
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public void Signed_events_are_good_for_ten_minutes(int age, bool isTaken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var account = Account("sendgrid-events", ("public_key", Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())));

        Assert.Equal(isTaken, new SendGridEventsChannel().Verify(Signed(key, "[]", Now.AddSeconds(-age)), account, Now) is Verification.Authentic);
    }

    [Theory]
    [InlineData("not base64!", "MEUCIQ==")]
    [InlineData("AAAA", "MEUCIQ==")]
    public void A_key_or_signature_that_is_none_is_a_refusal(string publicKey, string signature) => Assert.IsType<Verification.Rejected>(new SendGridEventsChannel().Verify(
        Post("[]", null, (EmailSignature, signature), ("X-Twilio-Email-Event-Webhook-Timestamp", "1763640000")), Account("sendgrid-events", ("public_key", publicKey)), Now));

    [Theory]
    [InlineData("processed", ReceiptState.Sent)]
    [InlineData("delivered", ReceiptState.Delivered)]
    [InlineData("open", ReceiptState.Read)]
    [InlineData("bounce", ReceiptState.Failed)]
    [InlineData("dropped", ReceiptState.Failed)]
    [InlineData("deferred", ReceiptState.Sent)]
    public void An_event_says_how_far_our_mail_came(string name, ReceiptState state)
    {
        var item = Events(Event(name)).Only();

        Assert.Equal((ItemKind.Status, state, "abc"), (item.Kind, item.Receipt!.State, item.MessageId));
    }

    [Theory]
    [InlineData("spamreport", ItemKind.Event)]
    [InlineData("hologram", ItemKind.Unsupported)]
    public void Another_event_opens_nothing(string name, ItemKind kind)
    {
        var item = Events(Event(name)).Only();

        Assert.Equal((kind, name, false), (item.Kind, item.Name, item.Speaks));
    }

    [Fact]
    public void A_bad_event_holds_back_no_other()
    {
        var parsed = Assert.IsType<Parsed.Items>(Events("""[{"event":"open"},7,{"event":"open","email":"z@example.com","sg_event_id":"good"}]"""));

        Assert.Equal("good", Assert.Single(parsed.List).DedupeKey);
        Assert.Equal([ParseFault.MissingSender, ParseFault.MissingField], parsed.Faults);
    }

    [Fact]
    public void An_answer_stands_in_its_thread()
    {
        var message = Answering("您好", new Mail("退货", null, ["<0@x>", "<1@x>"]), "<2@x>", ("reply_address", "other@example.com"), ("sender_proven", true));
        var body = Sent(message);
        var headers = body.GetProperty("personalizations")[0].GetProperty("headers");

        Assert.Equal("other@example.com", body.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString());
        Assert.Equal(("Re: 退货", "<2@x>", "<0@x> <1@x> <2@x>"), (body.GetProperty("subject").GetString(), headers.GetProperty("In-Reply-To").GetString(), headers.GetProperty("References").GetString()));
        Assert.EndsWith("@omni.example>", headers.GetProperty("Message-ID").GetString(), StringComparison.Ordinal);
        Assert.Equal("op-1", body.GetProperty("custom_args").GetProperty("operation_id").GetString());
    }

    [Theory]
    [InlineData("Re: 退货", "Re: 退货")]
    [InlineData("回复：退货", "Re: 退货")]
    [InlineData("a\r\nBcc: evil@example.com", "Re: a Bcc: evil@example.com")]
    public void A_subject_is_answered_once_and_in_one_line(string earlier, string subject) =>
        Assert.Equal(subject, Sent(Answering("x", new Mail(earlier), "<2@x>")).GetProperty("subject").GetString());

    [Fact]
    public void An_answer_goes_elsewhere_only_where_it_is_proven_who_wants_it() => Assert.Equal(
        "z@example.com",
        Sent(Answering("x", new Mail("s"), "<2@x>", ("reply_address", "thief@evil.example"))).GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString());

    [Fact]
    public void Of_a_long_thread_the_first_and_the_last_are_named()
    {
        var references = Sent(Answering("x", new Mail("s", null, [.. Enumerable.Range(0, 60).Select(n => $"<{n}@example.com>")]), "<last@example.com>"))
            .GetProperty("personalizations")[0].GetProperty("headers").GetProperty("References").GetString()!;

        Assert.StartsWith("<0@example.com> ", references, StringComparison.Ordinal);
        Assert.EndsWith(" <last@example.com>", references, StringComparison.Ordinal);
        Assert.InRange(references.Length, 1, 900);
    }

    [Fact]
    public void An_id_that_would_break_the_line_is_left_out() =>
        Assert.False(Sent(Answering("x", new Mail("s"), "<2@x>\r\nBcc: e")).GetProperty("personalizations")[0].GetProperty("headers").TryGetProperty("In-Reply-To", out _));

    [Fact]
    public void A_file_goes_along() => Assert.Equal("YWJj", Sent(Answering("x", new Mail("s"), "<2@x>") with
    {
        Content = new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("a.pdf", "application/pdf", "abc"u8.ToArray()), "look"),
    }).GetProperty("attachments")[0].GetProperty("content").GetString());

    [Fact]
    public void A_taken_mail_has_the_id_that_its_events_begin_with() => Assert.Equal(
        new DeliveryOutcome.Delivered("abc"),
        EmailChannel.Mime.Interpret(Answer(202, "") with { Headers = new Dictionary<string, string> { ["x-message-id"] = "abc" } }, Now));

    [Theory]
    [InlineData(401, "", DeliveryRefusal.AuthenticationFailed)]
    [InlineData(403, """{"errors":[{"field":"from"}]}""", DeliveryRefusal.AccountNotConfigured)]
    [InlineData(403, "", DeliveryRefusal.NotPermitted)]
    [InlineData(400, """{"errors":[{"field":"personalizations.0.to.0.email"}]}""", DeliveryRefusal.RecipientUnknown)]
    [InlineData(413, "", DeliveryRefusal.TooLong)]
    public void A_refusal_says_why(int status, string body, DeliveryRefusal reason) =>
        Assert.Equal(reason, Assert.IsType<DeliveryOutcome.Rejected>(EmailChannel.Mime.Interpret(Answer(status, body), Now)).Reason);

    [Fact]
    public void A_gateway_s_word_leaves_the_outcome_unknown() => Assert.Equal(new DeliveryOutcome.Unknown(), EmailChannel.Mime.Interpret(Answer(502, ""), Now));

    private const string EmailSignature = "X-Twilio-Email-Event-Webhook-Signature";

    private static ChannelAccount Box => Account("email-mime", ("basic_auth", "n:p"), ("api_key", "SG.1"), ("from", "support@omni.example"));

    private static Parsed Mail(string mail) => EmailChannel.Mime.Parse(Post(mail), Encoding.UTF8.GetBytes(mail), Box);

    private static IReadOnlyList<InboundItem> Items(Parsed parsed) => Assert.IsType<Parsed.Items>(parsed).List;

    private static Parsed Events(string body) => new SendGridEventsChannel().Parse(Post(body), Encoding.UTF8.GetBytes(body), Box);

    private static string Event(string name) => $$"""[{"email":"z@example.com","event":"{{name}}","sg_event_id":"e1","sg_message_id":"abc.filter-1","timestamp":1763640000}]""";

    private static WebhookRequest Signed(ECDsa key, string body, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var signature = key.SignData(Encoding.UTF8.GetBytes(time + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Post(body, null, (EmailSignature, Convert.ToBase64String(signature)), ("X-Twilio-Email-Event-Webhook-Timestamp", time));
    }

    private static Parsed Form(params (string Name, byte[] Value)[] fields)
    {
        using var body = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            body.Write(Encoding.ASCII.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n"));
            body.Write(value);
            body.Write("\r\n"u8);
        }

        body.Write("--b--\r\n"u8);
        return EmailChannel.SendGrid.Parse(Post(body.ToArray(), null, ("Content-Type", "multipart/form-data; boundary=b")), body.ToArray(), Box);
    }

    private static OutgoingMessage Answering(string text, Mail mail, string messageId, params (string Name, Detail Value)[] details) =>
        new("op-1", "z@example.com", null, new OutgoingContent.Text(text))
        {
            Answers = new AnsweredItem(messageId, null, Now, details.ToDictionary(detail => detail.Name, detail => detail.Value), mail),
        };

    private static JsonElement Sent(OutgoingMessage message) => JsonDocument.Parse(BodyOf(EmailChannel.SendGrid.Compose(message, Box, null))).RootElement;
}
