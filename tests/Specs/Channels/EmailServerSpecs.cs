using System.Text;
using MimeKit;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Mail by a company's own servers: out by SMTP, in by IMAP.</summary>
public sealed class EmailServerSpecs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_763_640_000);
    private static readonly IChannel Channel = EmailChannel.Mime;
    private static readonly AnsweredItem Asked = new("<q-2@example.com>", null, Now, new Dictionary<string, Detail>(), new Mail("回复：退货", "<q-1@example.com>", ["<q-0@example.com>", "<q-1@example.com>"]));

    [Fact]
    public void An_answer_is_handed_to_the_server_as_a_mail_in_its_thread()
    {
        var delivery = Sent(new OutgoingContent.Text("您好 <b>\r\n.\r\n第二行"), Asked);

        Assert.Equal((MailServer.Submit, "smtps://smtp.omni.example/", "message/rfc822"), (delivery.Method, delivery.Address.AbsoluteUri, delivery.ContentType));
        Assert.Equal(("support@omni.example", "li@example.com"), (delivery.Headers[MailServer.Sender], delivery.Headers[MailServer.Recipient]));
        Assert.Equal(("box", "app-password"), (delivery.Headers[MailServer.User], delivery.Headers[MailServer.Password]));
        using var mail = Read(delivery);
        Assert.Equal(("Re: 退货", "q-2@example.com", Now), (mail.Subject, mail.InReplyTo, mail.Date));
        Assert.Equal(["q-0@example.com", "q-1@example.com", "q-2@example.com"], mail.References);
        Assert.Equal("\"客服\" <support@omni.example>", Assert.Single(mail.From).ToString());
        Assert.Equal("您好 <b>\n.\n第二行", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("OOF, AutoReply", mail.Headers["X-Auto-Response-Suppress"]);
    }

    [Fact]
    public void The_same_operation_is_the_same_mail_to_the_letter_and_another_has_another_id()
    {
        var file = new OutgoingContent.Attachment(ItemKind.File, new OutgoingFile("发票.pdf", "application/pdf", "%PDF"u8.ToArray()));

        Assert.Equal(Encoding.UTF8.GetString(Sent(file, Asked).Body.Span), Encoding.UTF8.GetString(Sent(file, Asked).Body.Span));
        using var one = Read(Sent(file, Asked));
        using var other = Read(Sent(file, Asked, operation: "op-2"));
        Assert.NotEqual(one.MessageId, other.MessageId);
        Assert.EndsWith("@omni.example", one.MessageId, StringComparison.Ordinal);
        Assert.Equal("发票.pdf", Assert.Single(one.Attachments).ContentDisposition!.FileName);
    }

    [Fact]
    public void An_answer_to_it_is_known_as_one()
    {
        using var ours = Read(Sent(new OutgoingContent.Text("x"), null));
        var answer = Encoding.UTF8.GetBytes($"From: li@example.com\r\nTo: support@omni.example\r\nMessage-ID: <a@example.com>\r\nIn-Reply-To: <{ours.MessageId}>\r\n\r\nthanks");

        Assert.Equal($"<{ours.MessageId}>", Channel.Parse(Post(answer), answer, Account()).Only().Details["answered_message"].Text);
    }

    [Theory]
    [InlineData("smtp_url", "https://smtp.omni.example")]
    [InlineData("smtp_url", "smtps://user:secret@smtp.omni.example")]
    [InlineData("smtp_url", "smtp.omni.example:465")]
    [InlineData("mail_user", "")]
    [InlineData("mail_password", "")]
    [InlineData("from", "nobody")]
    public void An_account_that_cannot_send_says_so_and_nothing_leaves_by_another_way(string setting, string value) => Assert.Equal(
        new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured),
        Channel.Compose(new OutgoingMessage("op-1", "li@example.com", null, new OutgoingContent.Text("x")) { At = Now }, Account((setting, value), ("api_key", "SG.1")), null));

    [Fact]
    public void A_line_end_in_an_address_or_a_subject_makes_no_header()
    {
        Assert.Equal(
            new ImpossibleDelivery(DeliveryRefusal.RecipientUnknown),
            Channel.Compose(new OutgoingMessage("op-1", "li@example.com\r\nBcc: x@y.example", null, new OutgoingContent.Text("x")) { At = Now }, Account(), null));
        using var mail = Read(Sent(new OutgoingContent.Text("x"), Asked with { Mail = new Mail("a\r\nBcc: x@y.example", null, null) }));
        Assert.Empty(mail.Bcc);
    }

    [Fact]
    public void With_an_application_of_Entra_ID_the_password_buys_tokens_and_reaches_no_mail_server()
    {
        var account = Account(("tenant_id", "contoso"), ("client_id", "app"));

        var wish = Channel.TokenRequest(account)!;
        Assert.Equal("https://login.microsoftonline.com/contoso/oauth2/v2.0/token", wish.Address.AbsoluteUri);
        Assert.Equal("grant_type=client_credentials&client_id=app&client_secret=app-password&scope=https%3A%2F%2Foutlook.office365.com%2F.default", Encoding.UTF8.GetString(wish.Body.Span));
        var headers = Channel.PullRequest(new PullPosition(Stream, null), account, "token", Now)!.Headers;
        Assert.Equal("token", headers[MailServer.Token]);
        Assert.False(headers.ContainsKey(MailServer.Password));
        Assert.Null(Channel.PullRequest(new PullPosition(Stream, null), account, null, Now));
        Assert.Null(Channel.TokenRequest(Account()));
    }

    [Theory]
    [InlineData(550, MailServer.AtRecipient, DeliveryRefusal.RecipientUnknown)]
    [InlineData(553, MailServer.AtSender, DeliveryRefusal.AccountNotConfigured)]
    [InlineData(552, MailServer.AtMessage, DeliveryRefusal.TooLong)]
    [InlineData(554, MailServer.AtMessage, DeliveryRefusal.NotPermitted)]
    public void A_refusal_says_why(int status, string stage, DeliveryRefusal reason) =>
        Assert.Equal(new DeliveryOutcome.Rejected(reason, status.ToString(provider: null)), Channel.Interpret(Said(status, stage), Now));

    [Fact]
    public void What_was_taken_is_known_by_its_own_id_and_what_is_put_off_waits()
    {
        var taken = Said(250, MailServer.AtMessage);

        Assert.Equal(new DeliveryOutcome.Delivered("<a@b>"), Channel.Interpret(taken with { Headers = new Dictionary<string, string>(taken.Headers) { [MailServer.MessageId] = "<a@b>" } }, Now));
        Assert.Equal(new DeliveryOutcome.Throttled(Now.AddMinutes(1)), Channel.Interpret(Said(451, MailServer.AtRecipient), Now));
        Assert.Equal(new DeliveryOutcome.TokenExpired(), Channel.Interpret(Said(535, MailServer.AtSignIn), Now));
    }

    [Fact]
    public void A_mailbox_is_one_stream_that_is_asked_where_it_was_left()
    {
        Assert.Equal([Stream], Channel.PolledStreams(Account()));
        Assert.Empty(Channel.PolledStreams(Account(("imap_url", ""))));
        Assert.Empty(EmailChannel.SendGrid.PolledStreams(Account()));

        var begin = Channel.PullRequest(new PullPosition(Stream, null), Account(), null, Now)!;
        Assert.Equal((MailServer.Read, "imaps://imap.omni.example/Support"), (begin.Method, begin.Address.AbsoluteUri));
        Assert.False(begin.Headers.ContainsKey(MailServer.Cursor));
        Assert.Equal("7.42.1763640000", Channel.PullRequest(new PullPosition(Stream, "7.42.1763640000"), Account(), null, Now)!.Headers[MailServer.Cursor]);

        // A stream of the mailbox that the account named before is nobody's any more.
        Assert.Null(Channel.PullRequest(new PullPosition("imaps://old.example/", null), Account(), null, Now));
    }

    [Fact]
    public void One_mail_that_cannot_be_read_loses_no_other()
    {
        var page = Page([Mail("1"), new(default, false), new("no header at all"u8.ToArray(), false), new(Mail("2").Bytes, true)], "7.4.1763640000", more: true);

        Assert.Equal(["<1@example.com>", "<2@example.com>"], page.Items.Select(item => item.MessageId));
        Assert.Equal([false, true], page.Items.Select(item => item.Details.ContainsKey("mail_cut")));
        Assert.Equal(2, page.Faults.Count);
        Assert.Equal(("7.4.1763640000", true), (page.Cursor, page.HasMore));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7.4")]
    [InlineData("7.4.soon")]
    [InlineData("-7.4.1")]
    [InlineData("7.99999999999.1")]
    public void A_cursor_that_is_none_is_not_kept(string cursor)
    {
        var page = Page([Mail("1")], cursor, more: true);

        Assert.Equal(("7.3.1763630000", false), (page.Cursor, page.HasMore));
    }

    [Theory]
    [InlineData(401, typeof(Pulled.Refused))]
    [InlineData(404, typeof(Pulled.Refused))]
    [InlineData(500, typeof(Pulled.NotNow))]
    public void A_mailbox_that_is_not_opened_says_why(int status, Type pulled) => Assert.IsType(pulled, Channel.ReadPulled(Said(status, MailServer.AtSignIn), new PullPosition(Stream, null), Account()));

    [Fact]
    public void Where_a_token_was_refused_another_is_bought() => Assert.IsType<Pulled.TokenExpired>(
        Channel.ReadPulled(Said(401, MailServer.AtSignIn), new PullPosition(Stream, null), Account(("tenant_id", "contoso"), ("client_id", "app"))));

    private const string Stream = "imaps://imap.omni.example/Support";

    private static Pulled.Page Page(IReadOnlyList<MailboxMail> mails, string cursor, bool more)
    {
        var headers = new Dictionary<string, string> { [MailServer.Cursor] = cursor };
        if (more) headers[MailServer.HasMore] = "true";
        return Assert.IsType<Pulled.Page>(Channel.ReadPulled(new DeliveryResponse(200, MailboxPage.Write(mails)) { Headers = headers }, new PullPosition(Stream, "7.3.1763630000"), Account()));
    }

    private static MailboxMail Mail(string id) => new(Encoding.UTF8.GetBytes($"From: li@example.com\r\nTo: support@omni.example\r\nMessage-ID: <{id}@example.com>\r\n\r\nhello"), false);

    private static DeliveryResponse Said(int status, string stage) => new(status, default) { Headers = new Dictionary<string, string> { [MailServer.Stage] = stage } };

    private static HttpDelivery Sent(OutgoingContent content, AnsweredItem? answers, string operation = "op-1") => Assert.IsType<HttpDelivery>(
        Channel.Compose(new OutgoingMessage(operation, "li@example.com", null, content) { Answers = answers, At = Now }, Account(), null));

    private static MimeMessage Read(HttpDelivery delivery) => MimeMessage.Load(new MemoryStream(delivery.Body.ToArray()));

    private static ChannelAccount Account(params (string Name, string Value)[] further)
    {
        var settings = new Dictionary<string, string>
        {
            ["from"] = "support@omni.example", ["from_name"] = "客服", ["smtp_url"] = "smtps://smtp.omni.example", ["imap_url"] = Stream, ["mail_user"] = "box", ["mail_password"] = "app-password",
        };
        foreach (var (name, value) in further) settings[name] = value;
        return Requests.Account("email-mime", [.. settings.Select(pair => (pair.Key, pair.Value))]);
    }
}
