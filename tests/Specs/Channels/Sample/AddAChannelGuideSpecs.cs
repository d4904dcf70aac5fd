using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels.Sample;

/// <summary>The small channel of <c>docs/guides/add-a-channel.md</c> is the one that is compiled here, and it works.</summary>
public sealed class AddAChannelGuideSpecs
{
    private static readonly PagerChannel Pager = new();

    private static readonly ChannelAccount Account = new(
        new AccountKey(new TenantId("demo"), "pager", "ward"), new Dictionary<string, string> { ["signing_secret"] = "s", ["api_key"] = "k" });

    [Fact]
    public void The_guide_shows_the_code_that_is_compiled()
    {
        var root = Root();
        var page = File.ReadAllText(Path.Combine(root, "docs", "guides", "add-a-channel.md")).ReplaceLineEndings("\n");
        var code = File.ReadAllText(Path.Combine(root, "tests", "Specs", "Channels", "Sample", "PagerChannel.cs")).ReplaceLineEndings("\n");

        Assert.Contains($"<!-- sample -->\n```csharp\n{code}```\n<!-- end of sample -->", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_is_signed_is_read()
    {
        var request = Request("""{"id":"1","from":"b7","type":"text","text":"on my way"}""");

        var authentic = Assert.IsType<Verification.Authentic>(Pager.Verify(request, Account, default));
        var item = Assert.Single(Assert.IsType<Parsed.Items>(Pager.Parse(request, authentic.Payload, Account)).List);

        Assert.Equal((ItemKind.Text, "b7", "on my way"), (item.Kind, item.Sender, item.Text));
    }

    [Fact]
    public void One_that_was_changed_on_the_way_is_not_believed()
    {
        var request = Request("{}");

        Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), Pager.Verify(request with { Body = "{ }"u8.ToArray() }, Account, default));
        Assert.Equal(new Verification.Rejected(Rejection.SignatureMissing), Pager.Verify(request with { Headers = new Dictionary<string, string>() }, Account, default));
    }

    [Theory]
    [InlineData("""{"id":"1","from":"b7","type":"receipt","of":"p1"}""", ItemKind.Status)]
    [InlineData("""{"id":"1","from":"b7","type":"beep"}""", ItemKind.Unsupported)]
    public void What_is_no_text_is_kept_as_what_it_is(string body, ItemKind kind) =>
        Assert.Equal(kind, Assert.Single(Assert.IsType<Parsed.Items>(Pager.Parse(Request(body), Encoding.UTF8.GetBytes(body), Account)).List).Kind);

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":1}""")]
    public void What_cannot_be_read_is_no_exception(string body) => Assert.IsType<Parsed.Malformed>(Pager.Parse(Request(body), Encoding.UTF8.GetBytes(body), Account));

    [Fact]
    public void An_answer_leaves_and_its_outcome_is_understood()
    {
        var sent = Assert.IsType<HttpDelivery>(Pager.Compose(new OutgoingMessage("op", "b7", null, new OutgoingContent.Text("come")), Account, null));

        Assert.Equal("""{"to":"b7","text":"come","once":"op"}""", Encoding.UTF8.GetString(sent.Body.Span));
        Assert.Equal(new DeliveryOutcome.Delivered("p1"), Pager.Interpret(new DeliveryResponse(200, "p1"u8.ToArray()), default));
        Assert.IsType<DeliveryOutcome.Unknown>(Pager.Interpret(new DeliveryResponse(502, default), default));
    }

    private static WebhookRequest Request(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var proof = Convert.ToHexStringLower(HMACSHA256.HashData("s"u8, bytes));
        return new("POST", "https://omni.example/webhooks/demo/pager/ward", new Dictionary<string, string>(), new Dictionary<string, string> { ["X-Pager-Signature"] = proof }, bytes);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OmniFunctions.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The specs run from a checkout.");
    }
}
