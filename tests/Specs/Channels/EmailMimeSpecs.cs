using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class EmailMimeSpecs
{
    private static readonly EmailChannel Mime = EmailChannel.Mime;

    private static readonly EncodingProvider Encodings = CodePagesEncodingProvider.Instance;

    [Theory]
    [InlineData("Basic dTpw", true)]
    [InlineData("basic dTpw", true)]
    [InlineData("Basic dTpx", false)]
    [InlineData("Basic dTp", false)]
    [InlineData("Basic ", false)]
    [InlineData("Basic !!!!", false)]
    [InlineData("Bearer dTpw", false)]
    [InlineData("", false)]
    public void Only_who_has_the_password_posts_mail(string header, bool isTaken) =>
        Assert.Equal(isTaken, Mime.Verify(Post("x", null, ("Authorization", header)), Account(), Now) is Verification.Authentic);

    [Fact]
    public void An_account_without_a_password_takes_nothing() => Assert.Equal(
        new Verification.Rejected(Rejection.AccountNotConfigured), Mime.Verify(Post("x", null, ("Authorization", "Basic Og==")), Requests.Account("email-mime"), Now));

    [Fact]
    public void A_mail_is_read_with_its_thread()
    {
        var item = Read("In-Reply-To: <b@x>\r\nReferences: <a@x>\r\n <b@x>\r\nDate: Thu, 20 Nov 2025 20:00:00 +0800\r\nCc: <boss@example.com>, support@omni.example", "I want a refund.");

        Assert.Equal((ItemKind.Email, "li@example.com", "Li", "support@omni.example"), (item.Kind, item.Sender, item.DisplayName, item.Recipient));
        Assert.Equal(("<m1@example.com>", "<m1@example.com>", Now), (item.MessageId, item.DedupeKey, item.SentAt));
        Assert.Equal(("Refund", "<b@x>", "I want a refund."), (item.Mail!.Subject, item.Mail.InReplyTo, item.Text));
        Assert.Equal(["<a@x>", "<b@x>"], item.Mail.References!);
        Assert.Equal(["boss@example.com"], item.Mail.Copies);
    }

    [Fact]
    public void A_mail_without_an_id_is_told_by_its_content()
    {
        var mail = "From: li@example.com\r\nTo: support@omni.example\r\n\r\nhello"u8.ToArray();

        var key = Parse(mail).Only().DedupeKey;

        Assert.StartsWith("sha256:", key, StringComparison.Ordinal);
        Assert.Equal(key, Parse(mail).Only().DedupeKey);
        Assert.NotEqual(key, Parse([.. mail, (byte)'!']).Only().DedupeKey);
    }

    [Fact]
    public void A_long_thread_keeps_its_first_id_and_its_last_ones()
    {
        var ids = Enumerable.Range(0, 300).Select(index => $"<{index}@x>").ToArray();

        var references = Read("References: " + string.Join("\r\n ", ids), "x").Mail!.References!;

        Assert.Equal((100, "<0@x>", "<201@x>", "<299@x>"), (references.Count, references[0], references[1], references[^1]));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-generated; owner-email=x@y.example")]
    [InlineData("Precedence: bulk")]
    [InlineData("Precedence: List")]
    [InlineData("Precedence: junk")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("Return-Path: <>")]
    public void What_a_machine_wrote_is_not_answered(string header) =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse(Mail(header, "x"))).List);

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Precedence: first-class")]
    [InlineData("X-Auto-Response-Suppress: None")]
    [InlineData("Return-Path: <li@example.com>")]
    public void What_a_person_wrote_is(string header) => Assert.Equal("x", Read(header, "x").Text);

    [Theory]
    [InlineData("support@omni.example")]
    [InlineData("Support <SUPPORT@omni.example>")]
    [InlineData("mailer-daemon@elsewhere.example")]
    public void Our_own_mail_and_a_postmaster_s_go_no_further(string from) =>
        Assert.Empty(Assert.IsType<Parsed.Items>(Parse(Encoding.UTF8.GetBytes($"From: {from}\r\nTo: support@omni.example\r\n\r\nx"))).List);

    [Theory]
    [InlineData("")]
    [InlineData("no header at all")]
    [InlineData("From: nobody\r\n\r\nx")]
    [InlineData("From: undisclosed-recipients:;\r\n\r\nx")]
    public void A_mail_from_nobody_is_malformed(string mail) => Assert.IsType<Parsed.Malformed>(Parse(Encoding.UTF8.GetBytes(mail)));

    [Theory]
    [InlineData("=?GB2312?B?tqm1pcrVu/U=?=", "订单收货")]
    [InlineData("=?gb18030?Q?=B6=A9=B5=A5?= =?gb18030?Q?=CA=D5=BB=F5?=", "订单收货")]
    [InlineData("=?UTF-8?Q?caf=C3=A9?= today", "café today")]
    [InlineData("two\r\n lines", "two lines")]
    public void A_subject_reads_as_it_was_written(string header, string subject) => Assert.Equal(subject, Parse(Encoding.UTF8.GetBytes($"From: li@example.com\r\nSubject: {header}\r\n\r\nx")).Only().Mail!.Subject);

    [Fact]
    public void A_header_of_bare_GBK_is_read_as_such()
    {
        var mail = Encodings.GetEncoding("gb18030")!.GetBytes("From: \"李雷\" <li@example.com>\r\nSubject: 订单没有收到\r\n\r\nx");

        var item = Parse(mail).Only();

        Assert.Equal(("李雷", "订单没有收到"), (item.DisplayName, item.Mail!.Subject));
    }

    [Theory]
    [InlineData("gb2312")]
    [InlineData("GBK")]
    [InlineData("gb18030")]
    [InlineData("x-gbk")]
    [InlineData("unknown-8bit")]
    public void A_text_in_the_Chinese_charsets_is_read(string charset)
    {
        var mail = Encoding.ASCII.GetBytes($"From: li@example.com\r\nContent-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n")
            .Concat(Encodings.GetEncoding("gb18030")!.GetBytes("镕基，我要退货")).ToArray();

        Assert.Equal("镕基，我要退货", Parse(mail).Only().Text);
    }

    [Theory]
    [InlineData("big5", "繁體中文")]
    [InlineData("iso-2022-jp", "日本語")]
    [InlineData("euc-kr", "한국어")]
    [InlineData("windows-1251", "Привет")]
    public void So_is_one_in_others(string charset, string text)
    {
        var mail = Encoding.ASCII.GetBytes($"From: li@example.com\r\nContent-Type: text/plain; charset=\"{charset}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encodings.GetEncoding(charset)!.GetBytes(text))}");

        Assert.Equal(text, Parse(mail).Only().Text);
    }

    [Fact]
    public void A_charset_nobody_knows_is_guessed() => Assert.Equal("退货", Parse(Encoding.UTF8.GetBytes("From: li@example.com\r\nContent-Type: text/plain; charset=klingon\r\n\r\n退货")).Only().Text);

    [Theory]
    [InlineData("", "a long \nline\n> quoted \n> too", "a long line")]
    [InlineData("; delsp=yes", "退 \n货", "退货")]
    [InlineData("", "above\n-- \nLi", "above\n-- \nLi")]
    public void Lines_that_flow_are_joined(string further, string body, string text) => Assert.Equal(
        text, Parse(Encoding.UTF8.GetBytes($"From: li@example.com\r\nContent-Type: text/plain; charset=utf-8; format=flowed{further}\r\n\r\n{body}")).Only().Text);

    [Fact]
    public void Of_several_forms_the_plain_one_is_taken() => Assert.Equal("plain", Parse(Alternative("plain", "<p>html</p>")).Only().Text);

    [Fact]
    public void A_page_is_read_where_the_plain_form_is_blank() => Assert.Equal("html", Parse(Alternative(" ", "<p>html</p>")).Only().Text);

    [Fact]
    public void Files_come_with_their_content_and_a_name_that_is_only_a_name()
    {
        var item = Parse(Mixed(
            "Content-Type: image/png\r\nContent-Disposition: attachment; filename*=UTF-8''%E7%85%A7%E7%89%87.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
            "Content-Type: application/pdf; name=\"=?GB2312?B?tqm1pQ==?=.pdf\"\r\nContent-Disposition: attachment\r\n\r\n%PDF",
            "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=\"..\\..\\etc/pass\u202Ewd.txt\"\r\n\r\nroot")).Only();

        Assert.Equal("see these", item.Text);
        Assert.Equal([("照片.png", "image/png", 8L), ("订单.pdf", "application/pdf", 4L), ("passwd.txt", "text/plain", 4L)], item.Attachments!.Select(file => (file.FileName!, file.Mime!, file.SizeBytes!.Value)));
        Assert.Equal("root", Encoding.UTF8.GetString(item.Attachments![2].Content!.Value.Span));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("root"u8)), item.Attachments[2].Sha256);
    }

    [Fact]
    public void A_mail_in_a_mail_is_a_file() => Assert.Equal(
        ("message.eml", "message/rfc822"),
        (Parse(Mixed("Content-Type: message/rfc822\r\n\r\nFrom: a@b.example\r\nSubject: inner\r\n\r\ninner text")).Only().Attachments!.Select(file => (file.FileName!, file.Mime!)).Single()));

    [Fact]
    public void More_files_than_an_item_has_room_for_are_counted()
    {
        var item = Parse(Mixed([.. Enumerable.Repeat("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\na", 60)])).Only();

        Assert.Equal((50, 60L), (item.Attachments!.Count, item.Details["attachment_count"].Number));
    }

    [Fact]
    public void A_text_that_is_too_long_goes_along_whole()
    {
        var item = Read("X-A: b", new string('长', 40_000));

        Assert.Equal(32_768, item.Text!.Length);
        Assert.True(item.Details["text_cut"].Flag);
        Assert.Equal(("message.txt", 120_000L), (item.Attachments![0].FileName, item.Attachments[0].SizeBytes));
    }

    [Fact]
    public void Five_thousand_parts_within_each_other_break_nothing()
    {
        var nested = new StringBuilder("From: li@example.com\r\n");
        for (var depth = 0; depth < 5_000; depth++)
        {
            nested.Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n");
        }

        Assert.IsType<Parsed.Items>(Parse(Encoding.ASCII.GetBytes(nested.ToString())));
    }

    [Fact]
    public void Where_an_answer_is_wanted_is_shown()
    {
        var item = Read("Reply-To: other@elsewhere.example", "x");

        Assert.Equal(("li@example.com", "other@elsewhere.example"), (item.Sender, item.Details["reply_address"].Text));
    }

    private static InboundItem Read(string headers, string text) => Parse(Mail(headers, text)).Only();

    private static byte[] Mail(string headers, string text) => Encoding.UTF8.GetBytes(
        $"From: Li <Li@Example.com>\r\nTo: support@omni.example\r\nSubject: Refund\r\nMessage-ID: <m1@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n{headers}\r\n\r\n{text}");

    private static byte[] Alternative(string plain, string html) => Encoding.UTF8.GetBytes(
        "From: li@example.com\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        + $"--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n{html}\r\n--b--\r\n");

    private static byte[] Mixed(params string[] parts) => Encoding.UTF8.GetBytes(
        "From: li@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee these\r\n"
        + string.Concat(parts.Select(part => $"--b\r\n{part}\r\n")) + "--b--\r\n");

    private static Parsed Parse(byte[] mail) => Mime.Parse(Post(mail), mail, Account());

    private static ChannelAccount Account() => Requests.Account("email-mime", ("basic_auth", "u:p"), ("api_key", "SG.1"), ("from", "Support@omni.example"));
}
