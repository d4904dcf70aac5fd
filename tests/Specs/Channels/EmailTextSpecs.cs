using System.Diagnostics;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Email;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>What a mail says: what is folded away, and what is left of a page.</summary>
public sealed class EmailTextSpecs
{
    [Theory]
    [InlineData("Thanks!\n\nOn Thu, 20 Nov 2025 at 12:00, Support <support@omni.example> wrote:\n> hello\n> there")]
    [InlineData("Thanks!\n\nOn Thursday, November 20, 2025 at 12:00 PM Support\n<support@omni.example> wrote:\n\n> hello")]
    [InlineData("Thanks!\n> hello\n>> before")]
    [InlineData("Thanks!\n\n-----Original Message-----\nFrom: Support\nhello")]
    [InlineData("Thanks!\n\n________________________________\nFrom: Support <support@omni.example>\nSent: Thursday\nTo: Li\nSubject: hello\n\nhello")]
    [InlineData("Thanks!\n\n------------------ 原始邮件 ------------------\n发件人: \"客服\" <support@omni.example>;\n你好")]
    [InlineData("Thanks!\n\n发件人： 客服 <support@omni.example>\n发送时间： 2025年11月20日 12:00\n收件人： 李\n主题： 你好\n\n你好")]
    [InlineData("Thanks!\n\n客服 <support@omni.example> 于2025年11月20日周四 12:00写道：\n\n> 你好")]
    [InlineData("Thanks!\n\n在 2025-11-20 12:00:00，\"客服\" <support@omni.example> 写道：\n你好")]
    [InlineData("Thanks!\n\nAt 2025-11-20 12:00:00, \"support\" <support@omni.example> wrote:\nhello")]
    [InlineData("Thanks!\n\n---- 回复的原邮件 ----\n| 发件人 | 客服 |\n你好")]
    [InlineData("Thanks!\n\nAm 20.11.2025 um 12:00 schrieb Support <support@omni.example>:\n> hallo")]
    public void Earlier_mails_below_are_folded(string text)
    {
        var item = Plain(text);

        Assert.Equal("Thanks!", item.Text);
        Assert.Equal(text, item.Text + item.Mail!.Quoted);
    }

    [Theory]
    [InlineData("No quotes here.\nOn Monday I wrote: nothing came.")]
    [InlineData("> one?\nYes.\n> two?\nNo.")]
    [InlineData("On 20 Nov 2025, Support wrote:\n> which size?\n\nLarge, please.")]
    [InlineData("On 20 Nov 2025, Support wrote:\n> only this")]
    [InlineData("-----Original Message-----\nFrom: me\nforwarded whole")]
    [InlineData("From: Berlin\nI travelled to: Rome")]
    [InlineData("- one\n- two\n-----\nthree")]
    [InlineData("我的同事写道：\n没有收到货")]
    public void What_the_customer_says_is_never_folded(string text)
    {
        var item = Plain(text);

        Assert.Equal((text, null), (item.Text, item.Mail!.Quoted));
    }

    [Theory]
    [InlineData("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree")]
    [InlineData("<html><head><title>t</title><style>p{}</style></head><body>a<script>alert(1)</script>b</body></html>", "ab")]
    [InlineData("a&nbsp;&lt;b&gt; &amp; &#x9000;&#36135;", "a\u00A0<b> & 退货")]
    [InlineData("<ul><li>one<li>two</ul>", "- one\n- two")]
    [InlineData("<a href='https://evil.example/x'>https://bank.example</a>", "https://bank.example (https://evil.example/x)")]
    [InlineData("<a href='https://a.example/x'>https://a.example/x</a>", "https://a.example/x")]
    [InlineData("<a href='javascript:alert(1)'>click</a>", "click")]
    [InlineData("<img src=cid:1 alt='the box'><img src='https://track.example/p.gif'>", "[the box]")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc")]
    [InlineData("<pre>a\n  b</pre>", "a\nb")]
    [InlineData("<svg><style><img src=x onerror=alert(1)></style></svg>ok", "ok")]
    [InlineData("<!-- secret -->shown<!--[if mso]>hidden<![endif]-->", "shown")]
    [InlineData("&#xD800;half", "\uFFFDhalf")]
    [InlineData("   ", null)]
    public void Of_a_page_its_words_are_left(string html, string? text) => Assert.Equal(text, Page(html).Text);

    [Fact]
    public void A_quoted_part_of_a_page_is_folded()
    {
        var item = Page("<div>Thanks!</div><div class=gmail_quote><div>On 20 Nov 2025, Support wrote:<br></div><blockquote><p>hello</p><p>there</p></blockquote></div>");

        Assert.Equal(("Thanks!", "\nOn 20 Nov 2025, Support wrote:\n>\n> hello\n>\n> there"), (item.Text, item.Mail!.Quoted));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<blockquote>")]
    [InlineData("<a href=https://a.example/b>")]
    [InlineData("<!--")]
    [InlineData("&#")]
    [InlineData("<b style=\"")]
    [InlineData("<svg><math><p>")]
    public void A_page_of_nothing_but_beginnings_takes_no_time(string morsel)
    {
        var began = Stopwatch.StartNew();

        _ = Page(string.Concat(Enumerable.Repeat(morsel, 1_000_000 / morsel.Length)));

        Assert.InRange(began.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_text_of_nothing_but_quotes_and_colons_takes_no_time()
    {
        var began = Stopwatch.StartNew();

        _ = Plain(string.Concat(Enumerable.Repeat("On 1 wrote:\nFrom:\n", 50_000)));

        Assert.InRange(began.Elapsed.TotalSeconds, 0, 20);
    }

    private static InboundItem Plain(string text) => Read("text/plain", text);

    private static InboundItem Page(string html) => Read("text/html", html);

    private static InboundItem Read(string type, string body)
    {
        var mail = Encoding.UTF8.GetBytes($"From: li@example.com\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}");
        return EmailChannel.Mime.Parse(Post(mail), mail, Account("email-mime")).Only();
    }
}
