using System.Net;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class SearchSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_conversation_is_found_by_an_earlier_message_by_its_label_and_by_its_number()
    {
        var word = Customers.Unique("lantern").Replace(' ', '-');
        var openId = Customers.UniqueOpenId();
        await Customers.WeChatAsync(openId, $"the {word} is broken");
        var id = (await InPhaseAsync(Li, "waiting", $"the {word} is broken", "waiting")).Id();
        var last = Customers.Unique("and later");
        await Customers.WeChatAsync(openId, last);
        await InPhaseAsync(Li, "waiting", last, "waiting");
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/labels", new { add = new[] { word }, remove = Array.Empty<string>() });

        var byMessage = await FindAsync(Li, $"q={word.ToUpperInvariant()}");
        Assert.Equal((id, "label"), Hit(byMessage));
        Assert.Equal((id, "message"), Hit(await FindAsync(Li, $"q={Uri.EscapeDataString($"{word} is broken")}")));
        Assert.Equal((id, "number"), Hit(await FindAsync(Li, $"q={id}")));
        Assert.Equal((id, "filter"), Hit(await FindAsync(Li, $"label={word}&channel=wechat-oa&state=open")));
        Assert.Equal(0, (await FindAsync(Li, $"label={word}&channel=telegram")).GetProperty("items").GetArrayLength());
        Assert.True(byMessage.GetProperty("looked").GetInt32() > 0);
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_see()
    {
        var text = Customers.Unique("hidden from others");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        await InPhaseAsync(Li, "waiting", text, "waiting");
        Assert.Equal(1, (await FindAsync(Li, $"q={Uri.EscapeDataString(text)}")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await FindAsync(Omni.Stranger, $"q={Uri.EscapeDataString(text)}")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("")]
    [InlineData("state=open")]
    [InlineData("q=a&state=gone")]
    public async Task A_search_for_nothing_or_in_no_state_is_refused(string query)
    {
        using var answer = await Li.Http.GetAsync(new Uri($"/api/search?{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static Task<JsonElement> FindAsync(DeskClient agent, string query) => agent.GetAsync($"/api/search?{query}");

    private static (string, string) Hit(JsonElement answer)
    {
        var hit = Assert.Single(answer.GetProperty("items").EnumerateArray());
        return (hit.GetProperty("conversation").Id(), hit.Text("in"));
    }
}
