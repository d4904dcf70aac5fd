using System.Text.Json;
using OmniFunctions.Tests.Vectors;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>What <c>tests/Vectors -- --outbound</c> says of a file.</summary>
public sealed class OutboundToolSpecs
{
    public static TheoryData<string> Files => ["outbound-vectors.json", "compose-vectors.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_vector_of_our_own_copy_passes(string file) => Assert.DoesNotContain(Judge(file), verdict => verdict is not { Supported: true, Fault: null });

    [Theory]
    [MemberData(nameof(Files))]
    public void A_vector_that_asks_for_anything_else_fails(string file) => Assert.All(Vectors(file), vector =>
    {
        foreach (var asked in vector.Output.EnumerateObject())
        {
            var other = vector with { Output = JsonSerializer.SerializeToElement(new Dictionary<string, string> { [asked.Name] = "something else" }) };
            Assert.Contains(asked.Name, OutboundJudge.Judge(other).Fault, StringComparison.Ordinal);
        }
    });

    [Theory]
    [MemberData(nameof(Files))]
    public void A_vector_that_asks_for_more_than_is_made_fails(string file) => Assert.All(
        Vectors(file), vector => Assert.Equal("output.nonsense is missing", OutboundJudge.Judge(vector with { Output = Element("""{"nonsense":1}""") }).Fault));

    [Fact]
    public void A_vector_that_asks_for_nothing_fails() =>
        Assert.NotNull(OutboundJudge.Judge(new("twilio-sms", "nothing", Element("{}"), Element("{}"))).Fault);

    [Theory]
    [InlineData("pigeon", """{"message":{"recipient":"u1","text":"hi"}}""")]
    [InlineData("line", """{"say":"hi"}""")]
    [InlineData("twilio-sms", """{"unheard_of":1}""")]
    public void A_kind_that_nobody_knows_is_not_supported(string channel, string input) =>
        Assert.False(OutboundJudge.Judge(new(channel, "unknown", Element(input), Element("""{"sign":"x"}"""))).Supported);

    [Theory]
    [InlineData("wecom", """{"encoding_aes_key":"short","plaintext":"x","random16":"1234567890123456","receive_id":"w"}""", "encoding_aes_key")]
    [InlineData("wecom", """{"encoding_aes_key":"kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR","plaintext":"x","random16":"1","receive_id":"w"}""", "random16")]
    [InlineData("taobao-top", """{"secret":"s","params":{"sign_method":"rot13"}}""", "rot13")]
    [InlineData("acs-sms", """{"access_key":"AAAA","url":"https://a.example/"}""", "date")]
    [InlineData("line", """{"message":{"text":"hi"}}""", "recipient")]
    public void What_cannot_be_made_of_a_vector_is_named(string channel, string input, string named) =>
        Assert.Contains(named, OutboundJudge.Judge(new(channel, "broken", Element(input), Element("""{"sign":"x"}"""))).Fault, StringComparison.Ordinal);

    [Fact]
    public void The_last_line_counts_and_the_exit_code_says_whether_all_held()
    {
        Assert.Equal((0, "2 passed, 0 failed"), Printed(new("a/1", "a", true, null), new("a/2", "a", true, null)));
        Assert.Equal((1, "1 passed, 1 failed"), Printed(new("a/1", "a", true, null), new("a/2", "a", true, "differs")));
        Assert.Equal((1, "1 passed, 0 failed"), Printed(new("a/1", "a", true, null), new("b/1", "b", false, "not supported")));
        Assert.Equal((1, "0 passed, 0 failed"), Printed());
    }

    private static (int Code, string LastLine) Printed(params Verdict[] verdicts)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var code = Verdict.Print(verdicts, text);
        return (code, text.ToString().TrimEnd('\n').Split('\n')[^1]);
    }

    private static IReadOnlyList<Tests.Vectors.OutboundVector> Vectors(string file) => OutboundFile.Read(Path.Combine(AppContext.BaseDirectory, "Channels", file));

    private static IEnumerable<Verdict> Judge(string file) => Vectors(file).Select(OutboundJudge.Judge);

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}
