using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance;

public sealed class PeopleSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_profile_is_saved_and_shown_with_the_identities_and_the_conversations()
    {
        var (conversation, person, openId) = await WaitingAsync();
        var saved = await Li.SendAsync(HttpMethod.Put, $"/api/people/{person}/profile", new
        {
            tier = "gold", language = "zh", tags = new[] { "vip" }, attributes = new Dictionary<string, object> { ["city"] = "上海", ["orders"] = 12 }, owner = "li.na",
        });
        Assert.Equal("gold", saved.GetProperty("profile").Text("tier"));
        var shown = await Li.GetAsync($"/api/people/{person}");
        Assert.Equal("上海", shown.GetProperty("profile").GetProperty("attributes").Text("city"));
        Assert.Equal(12, shown.GetProperty("profile").GetProperty("attributes").GetProperty("orders").GetInt32());
        Assert.Equal("Li Na (demo)", shown.GetProperty("profile").GetProperty("owner").Text("name"));
        var identity = Assert.Single(shown.GetProperty("identities").EnumerateArray());
        Assert.Equal(("wechat-oa", openId, false), (identity.Text("channel"), identity.Text("sender"), identity.GetProperty("isLinked").GetBoolean()));
        Assert.Equal(conversation, Assert.Single(shown.GetProperty("conversations").EnumerateArray()).Id());
    }

    [Fact]
    public async Task A_profile_with_faults_is_refused_with_all_of_them()
    {
        var (_, person, _) = await WaitingAsync();
        using var answer = await PutAsync(person, new { tier = " ", tags = new[] { "a", "a" }, owner = new string('x', 80) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["owner", "tags", "tier"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        using var unknown = await PutAsync(person, new { owner = "nobody" });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task A_linked_identity_goes_on_in_the_persons_conversation_and_the_link_can_be_taken_back()
    {
        var (into, person, _) = await WaitingAsync();
        var (other, _, openId) = await WaitingAsync();
        var linked = await Li.SendAsync(HttpMethod.Post, $"/api/people/{person}/identities", new { channel = "wechat-oa", account = "service", sender = openId, reason = "the same order number" });
        var identity = linked.GetProperty("identities").EnumerateArray().Single(one => one.Text("sender") == openId);
        Assert.Equal("the same order number", Assert.Single(identity.GetProperty("changes").EnumerateArray()).Text("reason"));
        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(into)).Any(entry => entry.Type() == "joined" && entry.Text("from") == other));
        Assert.Equal(into, (await Li.GetAsync($"/api/conversations/{other}")).Text("mergedInto"));

        var text = Customers.Unique("and now");
        await Customers.WeChatAsync(openId, text);
        Assert.Equal(into, (await InPhaseAsync(Li, "waiting", text, "waiting")).Id());

        var unlinked = await Li.SendAsync(HttpMethod.Delete, $"/api/people/{person}/identities/{identity.Id()}", new { reason = "it was the brother" });
        Assert.Single(unlinked.GetProperty("identities").EnumerateArray());
    }

    [Fact]
    public async Task A_link_without_a_reason_or_to_nobody_is_refused()
    {
        var (_, person, _) = await WaitingAsync();
        var (_, _, openId) = await WaitingAsync();
        Assert.Equal("reasonEmpty", await LinkRefusalAsync(person, openId, ""));
        Assert.Equal("identityUnknown", await LinkRefusalAsync(person, "nobody", "why"));
    }

    [Fact]
    public async Task A_person_of_another_tenant_is_not_there()
    {
        var (_, person, _) = await WaitingAsync();
        using var answer = await Omni.Stranger.Http.GetAsync(new Uri($"/api/people/{person}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<string> LinkRefusalAsync(string person, string sender, string reason)
    {
        using var body = JsonContent.Create(new { channel = "wechat-oa", account = "service", sender, reason });
        using var answer = await Li.Http.PostAsync(new Uri($"/api/people/{person}/identities", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("linkReason");
    }

    private async Task<HttpResponseMessage> PutAsync(string person, object profile)
    {
        using var body = JsonContent.Create(profile);
        return await Li.Http.PutAsync(new Uri($"/api/people/{person}/profile", UriKind.Relative), body);
    }

    private async Task<(string Conversation, string Person, string OpenId)> WaitingAsync()
    {
        var (openId, text) = (Customers.UniqueOpenId(), Customers.Unique("here I am"));
        await Customers.WeChatAsync(openId, text);
        var found = await InPhaseAsync(Li, "waiting", text, "waiting");
        return (found.Id(), found.GetProperty("person").Id(), openId);
    }
}
