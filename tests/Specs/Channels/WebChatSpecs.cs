using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WebChatSpecs
{
    private static readonly WebChatChannel Channel = new();
    private static readonly ChannelAccount Site = Account("webchat", (VisitorToken.KeySetting, "demo-key"));
    private static readonly string Token = VisitorToken.Issue(Site, "v1", Now.AddDays(90));

    [Fact]
    public void A_visitor_is_known_by_their_token() => Assert.Equal("v1", VisitorToken.Check(Site, Token, Now));

    [Fact]
    public void A_token_is_over_at_its_time() => Assert.Null(VisitorToken.Check(Site, Token, Now.AddDays(90)));

    [Fact]
    public void A_token_of_another_site_with_the_same_key_says_nothing_here() =>
        Assert.Null(VisitorToken.Check(Site with { Key = Site.Key with { Account = "other" } }, Token, Now));

    [Fact]
    public void A_token_of_another_key_says_nothing() => Assert.Null(VisitorToken.Check(Account("webchat", (VisitorToken.KeySetting, "other")), Token, Now));

    [Fact]
    public void A_change_of_any_character_spoils_the_token()
    {
        // The last character of each part may carry bits that mean nothing, so it is left alone.
        var meaningless = new[] { Token.IndexOf('.', StringComparison.Ordinal) - 1, Token.Length - 1 };
        Assert.All(Enumerable.Range(0, Token.Length).Except(meaningless), i =>
            Assert.Null(VisitorToken.Check(Site, Token[..i] + (Token[i] == 'A' ? 'B' : 'A') + Token[(i + 1)..], Now)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("%%%.%%%")]
    public void What_is_no_token_is_nobody_s(string? token) => Assert.Null(VisitorToken.Check(Site, token, Now));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("客")]
    public void A_visitor_s_id_is_plain(string visitor) => Assert.Throws<ArgumentException>(() => VisitorToken.Issue(Site, visitor, Now));

    [Fact]
    public void An_account_without_a_key_issues_nothing() =>
        Assert.Throws<InvalidOperationException>(() => VisitorToken.Issue(Account("webchat"), "v1", Now));

    [Theory]
    [InlineData("\"en\"", "en")]
    [InlineData("\"zh-CN\"", "zh-CN")]
    [InlineData("\"\"", null)]
    [InlineData("\"en; drop\"", null)]
    [InlineData("\"a-tag-that-is-much-too-long-to-be-a-language\"", null)]
    [InlineData("7", null)]
    public void The_language_of_the_page_is_the_customer_s(string language, string? expected)
    {
        var request = Said($$"""{"id":"m-1","text":"hello","language":{{language}}}""");

        Assert.Equal(expected, Channel.Parse(request, Assert.IsType<Verification.Authentic>(Channel.Verify(request, Site, Now)).Payload, Site).Only().Language);
    }

    [Fact]
    public void A_message_is_read_as_the_visitor_s()
    {
        var request = Said("""{"id":"m-1","text":"你好","sentAt":"2025-11-20T12:00:00.000Z"}""");

        var authentic = Assert.IsType<Verification.Authentic>(Channel.Verify(request, Site, Now));
        var item = Channel.Parse(request, authentic.Payload, Site).Only();

        Assert.Equal((ItemKind.Text, "v1", "m-1", "v1:m-1", "你好"), (item.Kind, item.Sender, item.MessageId, item.DedupeKey, item.Text));
        Assert.Equal(Now, item.SentAt);
    }

    [Fact]
    public void Every_repetition_is_answered_alike()
    {
        var request = Said("""{"id":"m-1","text":"x"}""");

        Assert.Equal("""{"accepted":["m-1"]}""", Encoding.UTF8.GetString(Channel.Acknowledge(request, request.Body, Site, Now).Body.Span));
        Assert.Equal(Channel.Acknowledge(request, request.Body, Site, Now).Body.ToArray(), Channel.Acknowledge(request, request.Body, Site, Now).Body.ToArray());
    }

    [Theory]
    [InlineData("{}", ParseFault.MissingField)]
    [InlineData("{\"id\":\"a b\",\"text\":\"x\"}", ParseFault.MissingField)]
    [InlineData("{\"id\":\"m-1\"}", ParseFault.InvalidValue)]
    [InlineData("{\"id\":\"m-1\",\"text\":\" \"}", ParseFault.InvalidValue)]
    [InlineData("{\"id\":\"m-1\",\"text\":7}", ParseFault.InvalidValue)]
    [InlineData("{\"id\":\"m-1\",\"id\":\"m-2\",\"text\":\"x\"}", ParseFault.NotJson)]
    [InlineData("x", ParseFault.NotJson)]
    public void What_cannot_be_read_says_why(string body, ParseFault fault)
    {
        var request = Said(body);

        Assert.Equal(new Parsed.Malformed(fault), Channel.Parse(request, request.Body, Site));
    }

    [Fact]
    public void A_bogus_time_of_the_browser_is_no_time()
    {
        var request = Said("""{"id":"m-1","text":"x","sentAt":"yesterday"}""");

        Assert.Null(Channel.Parse(request, request.Body, Site).Only().SentAt);
    }

    [Fact]
    public void What_a_visitor_looks_at_comes_with_their_words()
    {
        var item = Read("""{"id":"m-1","text":"in blue?","about":{"kind":"product","id":"sku-7","title":"Shoe","url":"https://shop.example/p/7?x=1","price":"¥ 99"}}""");

        Assert.Equal((ItemKind.Text, "in blue?", new Link("Shoe", "https://shop.example/p/7?x=1", "¥ 99")), (item.Kind, item.Text, item.Link));
        Assert.Equal(("product", "sku-7"), (item.Details[PageDetails.AboutKind].Text, item.Details[PageDetails.AboutId].Text));
    }

    [Theory]
    [InlineData("{\"title\":\"Shoe\",\"url\":\"javascript:alert(1)\"}")]
    [InlineData("{\"title\":\" \",\"url\":\"https://shop.example\"}")]
    [InlineData("{\"title\":\"Shoe\"}")]
    [InlineData("7")]
    public void What_cannot_be_looked_at_is_left_out_and_the_words_are_kept(string about)
    {
        var item = Read($$"""{"id":"m-1","text":"hello","about":{{about}}}""");

        Assert.Equal(("hello", null), (item.Text, item.Link));
        Assert.Empty(item.Details);
    }

    [Fact]
    public void A_form_is_kept_as_far_as_it_is_known_and_names_the_visitor()
    {
        var item = Read("""{"id":"m-1","text":"hello","name":"guest","form":{"name":" Li ","email":"li@example.com","shoe":"44","phone":7}}""");

        Assert.Equal("Li", item.DisplayName);
        Assert.Equal(["form_email=li@example.com", "form_name=Li"], item.Details.Select(detail => $"{detail.Key}={detail.Value.Text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_visitor_s_name_is_their_own_word() => Assert.Equal(("v1", "Boss"), (Read("""{"id":"m-1","text":"x","name":"Boss"}""").Sender, Read("""{"id":"m-1","text":"x","name":"Boss"}""").DisplayName));

    [Fact]
    public void A_page_tells_up_to_when_it_was_read()
    {
        var item = Read("""{"id":"r-1","read":"2025-11-20T12:00:00.000Z"}""");

        Assert.Equal((ItemKind.Status, new Receipt(ReceiptState.Read, null, Now.AddTicks(TimeSpan.TicksPerMillisecond - 1)), false), (item.Kind, item.Receipt, item.Speaks));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("\"soon\"")]
    [InlineData("\"9999-12-31T23:59:59.9999999Z\"")]
    public void A_read_mark_without_a_time_is_none(string read)
    {
        var request = Said($$"""{"id":"r-1","read":{{read}}}""");

        Assert.Equal(new Parsed.Malformed(ParseFault.InvalidValue), Channel.Parse(request, request.Body, Site));
    }

    [Fact]
    public void Without_a_token_nobody_is_believed() =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Channel.Verify(Post("{}"), Site, Now));

    [Fact]
    public void With_a_spent_token_nobody_is_believed() =>
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Channel.Verify(Said("{}"), Site, Now.AddDays(91)));

    [Fact]
    public void A_site_without_a_key_believes_nobody() =>
        Assert.Equal(new Verification.Rejected(Rejection.AccountNotConfigured), Channel.Verify(Said("{}"), Account("webchat"), Now));

    [Fact]
    public void An_answer_stays_here_and_wakes_the_visitor_s_page() =>
        Assert.Equal(new PageDelivery("v1"), Channel.Compose(Outgoing("x", "v1"), Site, null));

    private static InboundItem Read(string body) => Channel.Parse(Said(body), Said(body).Body, Site).Only();

    private static WebhookRequest Said(string body) => Post(body, null, ("authorization", "Bearer " + Token));
}
