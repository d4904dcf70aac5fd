using System.Text;
using MimeKit;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>Mails that come back, and those that machines answer: what is known of ours is told by its code, and nothing of it begins a talk between machines.</summary>
public sealed class EmailReturnSpecs
{
    private static readonly EmailChannel Mime = EmailChannel.Mime;
    private static readonly string Ours = IdOfOurs("op-1");

    [Fact]
    public void A_mail_of_ours_that_comes_back_has_failed_for_the_reason_the_other_side_gave()
    {
        var item = Parse(Report(Ours, "failed")).Only();

        Assert.Equal((ItemKind.Status, "li@example.com", "<b-1@mx.example.com>"), (item.Kind, item.Sender, item.DedupeKey));
        Assert.Equal(new Receipt(ReceiptState.Failed, Ours, ErrorCode: "550 5.1.1 <li@example.com>: no such user"), item.Receipt);
        Assert.False(item.Speaks);
    }

    [Theory]
    [InlineData("delayed", ReceiptState.Sent)]
    [InlineData("relayed", ReceiptState.Sent)]
    [InlineData("delivered", ReceiptState.Delivered)]
    [InlineData("of another kind", ReceiptState.Failed)]
    public void A_report_says_what_became_of_it(string action, ReceiptState state)
    {
        var receipt = Parse(Report(Ours, action)).Only().Receipt!;

        Assert.Equal((state, Ours, state == ReceiptState.Failed), (receipt.State, receipt.MessageId, receipt.ErrorCode is not null));
    }

    [Fact]
    public void The_whole_mail_may_come_back_and_a_forwarder_may_have_changed_to_whom()
    {
        var item = Parse(Report(Ours, "failed", "message/rfc822", recipient: "li.lei@elsewhere.example")).Only();

        Assert.Equal(("li@example.com", Ours), (item.Sender, item.Receipt!.MessageId));
    }

    [Fact]
    public void A_report_that_brings_no_header_back_may_name_the_mail_in_its_own()
    {
        var bare = Report("<none@x>", "failed").Replace("Content-Type: text/rfc822-headers", "Content-Type: text/plain", StringComparison.Ordinal).Replace("Subject: Undelivered", $"In-Reply-To: {Ours}\r\nSubject: Undelivered", StringComparison.Ordinal);

        Assert.Equal(("li@example.com", Ours), (Parse(bare).Only().Sender, Parse(bare).Only().Receipt!.MessageId));
    }

    [Theory]
    [InlineData("<somebody-elses@example.com>")]
    [InlineData("")]
    public void A_report_of_a_mail_that_is_not_ours_is_kept_as_one_and_changes_nothing(string id)
    {
        var item = Parse(Report(id, "failed")).Only();

        Assert.Equal((ItemKind.Event, InboundItem.Bounce, "li@example.com", "550 5.1.1 <li@example.com>: no such user"), (item.Kind, item.Name, item.Sender, item.Text));
        Assert.Null(item.Receipt);
        Assert.False(item.Speaks);
    }

    [Fact]
    public void A_code_that_is_not_ours_is_not_believed()
    {
        var forged = Ours.Replace(Ours[40..44], Ours[40] == '0' ? "1111" : "0000", StringComparison.Ordinal);

        Assert.Equal(InboundItem.Bounce, Parse(Report(forged, "failed")).Only().Name);
    }

    [Fact]
    public void A_header_that_names_who_did_not_get_it_is_a_hint_and_no_proof()
    {
        var item = Parse($"From: Mail Delivery <mailer-daemon@mx.example.com>\r\nTo: support@omni.example\r\nX-Failed-Recipients: li@example.com\r\nReferences: {Ours}\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <e-1@mx.example.com>\r\n\r\nA message could not be delivered.").Only();

        Assert.Equal((ItemKind.Event, InboundItem.Bounce, "li@example.com"), (item.Kind, item.Name, item.Sender));
        Assert.False(item.Speaks);
    }

    [Fact]
    public void A_report_for_several_tells_of_each_under_an_id_of_its_own()
    {
        var several = Report(Ours, "failed").Replace("\r\n\r\n--x\r\nContent-Type: text/rfc822-headers", "\r\n\r\nFinal-Recipient: rfc822; wang@example.com\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n--x\r\nContent-Type: text/rfc822-headers", StringComparison.Ordinal);

        Assert.Equal(["<b-1@mx.example.com>", "<b-1@mx.example.com>#1"], Items(several).Select(item => item.DedupeKey));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("X-Autoreply: yes")]
    public void An_automatic_reply_is_marked_and_says_nothing_by_itself(string header)
    {
        var item = Parse(Mail(header)).Only();

        Assert.Equal((ItemKind.Email, true, "auto-replied", "I am away."), (item.Kind, item.Mail!.IsAutomatic, item.Details["auto_submitted"].Text, item.Text));
        Assert.False(item.Speaks);
    }

    [Theory]
    [InlineData("Precedence: bulk")]
    [InlineData("Auto-Submitted: auto-generated")]
    [InlineData("Return-Path: <>")]
    public void A_machine_that_answers_a_mail_of_ours_is_such_a_reply_however_it_says_so(string header)
    {
        Assert.True(Parse(Mail($"{header}\r\nIn-Reply-To: {Ours}")).Only().Mail!.IsAutomatic);
        Assert.Empty(Items(Mail($"{header}\r\nIn-Reply-To: <somebody-elses@example.com>")));
    }

    [Fact]
    public void A_receipt_that_a_mail_was_read_is_neither() =>
        Assert.Empty(Items(Mail($"In-Reply-To: {Ours}\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x")));

    [Fact]
    public void What_a_person_writes_is_no_automatic_reply()
    {
        var item = Parse(Mail($"In-Reply-To: {Ours}")).Only();

        Assert.Null(item.Mail!.IsAutomatic);
        Assert.True(item.Speaks);
    }

    private static string Mail(string headers) => $"From: li@example.com\r\nTo: support@omni.example\r\nMessage-ID: <a-1@example.com>\r\n{headers}\r\n\r\nI am away.";

    /// <summary>As Postfix and Exchange write it.</summary>
    private static string Report(string id, string action, string returnedAs = "text/rfc822-headers", string recipient = "li@example.com") =>
        $"""
        Return-Path: <>
        From: MAILER-DAEMON (Mail Delivery System)
        To: support@omni.example
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        Message-ID: <b-1@mx.example.com>
        Date: Thu, 20 Nov 2025 20:00:00 +0800
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary=x

        --x
        Content-Type: text/plain

        I'm sorry to have to inform you that your message could not be delivered.

        --x
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com
        Arrival-Date: Thu, 20 Nov 2025 19:59:58 +0800

        Final-Recipient: rfc822; {recipient}
        Original-Recipient: rfc822;li@example.com
        Action: {action}
        Status: 5.1.1
        Remote-MTA: dns; mx.example.com
        Diagnostic-Code: smtp; 550 5.1.1 <li@example.com>:
            no such user

        --x
        Content-Type: {returnedAs}

        From: support@omni.example
        To: li@example.com
        Message-ID: {id}
        Subject: Re: Refund

        --x--
        """.ReplaceLineEndings("\r\n");

    private static Parsed Parse(string mail) => Mime.Parse(Post(mail), Encoding.UTF8.GetBytes(mail), Account());

    private static IReadOnlyList<InboundItem> Items(string mail) => Assert.IsType<Parsed.Items>(Parse(mail)).List;

    private static string IdOfOurs(string operation)
    {
        var sent = Assert.IsType<HttpDelivery>(Mime.Compose(new OutgoingMessage(operation, "li@example.com", null, new OutgoingContent.Text("x")) { At = Now }, Account(), null));
        using var mail = MimeMessage.Load(new MemoryStream(sent.Body.ToArray()));
        return $"<{mail.MessageId}>";
    }

    private static ChannelAccount Account() => Requests.Account(
        "email-mime", ("from", "support@omni.example"), ("smtp_url", "smtps://smtp.omni.example"), ("mail_user", "box"), ("mail_password", "app-password"), ("thread_key", "seals our ids"));
}
