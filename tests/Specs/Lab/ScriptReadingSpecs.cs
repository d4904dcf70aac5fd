using OmniFunctions.Lab.Script;
using static OmniFunctions.Tests.Specs.Lab.Stories;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>What a script may say, and what it is told when it says something else.</summary>
public class ScriptReadingSpecs
{
    [Fact]
    public void All_faults_are_named_at_once_each_with_its_place()
    {
        var (script, faults) = Read(
            """
            { 'zone': 'Europe/Nowhere', 'form': '2026-03-02 10:00',
              'agents': [{ 'id': 'ana', 'queues': ['servise'], 'skills': { 'cooking': 4 }, 'capacity': 1000 }, { 'id': 'ana' }],
              'customers': [{ 'name': 'li', 'tier': 'platinum' }],
              'story': [
                { 'at': 'noon', 'customer': 'li', 'does': 'write' },
                { 'after': '5 minutes', 'agent': 'ben', 'does': 'acept', 'with': 'lu' },
                { 'after': '1m', 'agent': 'ana', 'does': 'reply', 'with': 'li', 'text': 'hello', 'loud': true }
              ] }
            """);
        Assert.Null(script);
        Assert.Equal(
            [
                "1:11 zone",
                "1:29 form",
                "2:13 agents",
                "2:39 agents[0].queues",
                "2:62 agents[0].skills",
                "2:62 agents[0].skills",
                "2:92 agents[0].capacity",
                "3:41 customers[0].tier",
                "5:5 story[0].text",
                "5:13 story[0].at",
                "6:16 story[1].after",
                "6:38 story[1].agent",
                "6:53 story[1].does",
                "7:86 story[2].loud",
            ],
            faults.Select(fault => $"{fault.At.Line}:{fault.At.Column} {fault.Path}"));
    }

    [Fact]
    public void A_misspelt_word_is_told_what_may_have_been_meant()
    {
        var (_, faults) = Read(Frame("{ 'at': '2026-03-02 10:00', 'agent': 'ana', 'does': 'acept', 'with': 'li' }"));
        Assert.Equal("accept", Assert.Single(faults).Suggestion);
    }

    [Fact]
    public void A_reading_that_the_clock_skips_does_not_exist() =>
        Assert.Equal(
            "2026-03-29 02:30 does not exist in Europe/Berlin: the clock is put forward over it.",
            FaultOf("{ 'at': '2026-03-29 02:30', 'customer': 'li', 'does': 'write', 'text': 'hello' }", until: "2026-04-01 00:00"));

    [Fact]
    public void A_reading_that_comes_twice_needs_its_offset() =>
        Assert.Equal(
            "2026-10-25 02:30 comes twice in Europe/Berlin, because the clock is put back: write 2026-10-25 02:30+02:00 or 2026-10-25 02:30+01:00.",
            FaultOf("{ 'at': '2026-10-25 02:30', 'customer': 'li', 'does': 'write', 'text': 'hello' }", until: "2026-10-26 00:00"));

    [Theory]
    [InlineData("2026-10-25 02:30+02:00", "2026-10-25T00:30:00Z")]
    [InlineData("2026-10-25 02:30+01:00", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T02:30:15Z", "2026-10-25T02:30:15Z")]
    [InlineData("2026-10-25 03:30", "2026-10-25T02:30:00Z")]
    public void A_time_is_a_reading_of_the_zone_or_the_moment_that_its_offset_says(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), ScriptTimes.Read(text, Zone("Europe/Berlin")!, out _));

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5_400)]
    [InlineData("2d", 172_800)]
    [InlineData("1w", 604_800)]
    public void A_span_is_read_by_its_units(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), ScriptTimes.Span(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 m")]
    [InlineData("-5m")]
    [InlineData("5y")]
    [InlineData("1.5h")]
    [InlineData("9999999999s")]
    [InlineData("500d")]
    public void What_is_no_span_is_refused(string text) => Assert.Null(ScriptTimes.Span(text));

    [Fact]
    public void Steps_go_forward_in_time() => Assert.Equal(
        "It lies before the step above it.",
        FaultOf("{ 'at': '2026-03-02 12:00', 'customer': 'li', 'does': 'leave' }, { 'at': '2026-03-02 11:00', 'customer': 'li', 'does': 'leave' }"));

    [Fact]
    public void A_story_takes_no_longer_than_the_limit() => Assert.Equal(
        $"A story takes at most {LabScript.MaxDays} days.", FaultOf("{ 'at': '2026-03-02 12:00', 'customer': 'li', 'does': 'leave' }", until: "2030-01-01 00:00"));

    [Fact]
    public void Somebody_does_each_step() =>
        Assert.Equal("Who does it? 'customer' or 'agent' is missing.", FaultOf("{ 'at': '2026-03-02 12:00', 'does': 'accept' }"));

    [Fact]
    public void With_two_customers_a_step_says_whose_conversation_it_is() =>
        Assert.Equal("'with' is missing.", FaultOf("{ 'at': '2026-03-02 12:00', 'agent': 'ana', 'does': 'accept' }"));

    [Fact]
    public void A_story_without_a_beginning_begins_with_its_first_step()
    {
        var (script, faults) = Read(
            "{ 'zone': 'Asia/Shanghai', 'customers': [{ 'name': 'li' }], 'story': [{ 'at': '2026-03-02 10:00', 'customer': 'li', 'does': 'leave' }, { 'after': '1d', 'does': 'look' }] }");
        Assert.Empty(faults);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero), script!.From);
        Assert.Equal(script.From.AddDays(1) + LabScript.Afterwards, script.Until);
    }

    public static TheoryData<string> Verbs() => [.. ScriptReading.Verbs];

    /// <summary>Whatever the list of words has, a line can say; the words that need more get it.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_word_that_is_offered_is_understood(string verb)
    {
        const string more = "'text': 'hello', 'to': 'bo', 'message': 'm', 'into': 'wu', 'reason': 'spam', 'until': '2026-03-03 10:00', 'zone': 'Asia/Tokyo'";
        var by = verb is "write" or "leave" or "person" or "rate" ? "'customer': 'li'" : "'agent': 'ana', 'with': 'li'";
        var (_, faults) = Read(Frame($"{{ 'at': '2026-03-02 10:00', {by}, 'does': '{verb}', {more} }}"));
        if (verb == "look") return;
        Assert.DoesNotContain(faults, fault => fault.Path == "story[0].does");
        Assert.All(faults, fault => Assert.Contains("is not known here", fault.Problem, StringComparison.Ordinal));
    }

    private static string FaultOf(string story, string until = "2026-03-12 10:00")
    {
        var (script, faults) = Read(Frame(story).Replace("'2026-03-12 10:00'", $"'{until}'", StringComparison.Ordinal));
        Assert.Null(script);
        return Assert.Single(faults).Problem;
    }
}
