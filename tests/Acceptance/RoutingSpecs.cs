using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance;

public sealed class RoutingSpecs(TheSystem system) : Scenario(system)
{
    private const int Capacity = 3;

    [Fact]
    public async Task A_conversation_beyond_the_capacity_waits_until_another_is_closed()
    {
        await Li.SetPresenceAsync("online");
        var texts = Enumerable.Range(0, Capacity + 1).Select(_ => Customers.Unique("turn")).ToArray();
        foreach (var text in texts[..Capacity])
        {
            await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
            await Li.AcceptAsync((await InPhaseAsync(Li, "mine", text, "offered")).Id());
        }

        await Customers.WeChatAsync(Customers.UniqueOpenId(), texts[Capacity]);
        var last = await InPhaseAsync(Li, "waiting", texts[Capacity], "waiting");
        Assert.Equal(Capacity, (await Li.ListAsync("mine")).Count);

        await Li.CloseAsync((await Li.ListAsync("mine"))[0].Id());
        var offered = await InPhaseAsync(Li, "mine", texts[Capacity], "offered");
        Assert.Equal(last.Id(), offered.Id());
    }

    [Fact]
    public async Task The_second_of_two_agents_who_answer_at_once_is_told_who_was_first()
    {
        var text = Customers.Unique("both");
        await Li.SetPresenceAsync("online");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();

        var outcomes = await Task.WhenAll(TryReplyAsync(Li, id, "from-li"), TryReplyAsync(Wang, id, "from-wang"));

        var refusal = Assert.Single(outcomes, outcome => outcome is not null)!.Value;
        Assert.Equal("/problems/refused", refusal.Text("type"));
        Assert.Equal("notHolder", refusal.Text("reason"));
        Assert.Equal("Li Na (demo)", refusal.GetProperty("holder").Text("name"));
        Assert.Single(await Li.EntriesAsync(id), entry => entry.Type() == "reply");
    }

    [Fact]
    public async Task A_declined_conversation_goes_to_another_agent_and_says_why()
    {
        var text = Customers.Unique("declined");
        await Li.SetPresenceAsync("online");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Wang.SetPresenceAsync("online");
        await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/decline", new { });

        await InPhaseAsync(Wang, "mine", text, "offered");
        var why = (await Wang.EntriesAsync(id)).Last(entry => entry.Type() == "offered").GetProperty("why");
        Assert.Equal("wang.fang", why.GetProperty("chosen").Id());
        Assert.Contains(why.GetProperty("candidates").EnumerateArray(), said => said.GetProperty("agent").Id() == "li.na" && said.Text("verdict") == "missedThisOffer");
    }

    [Fact]
    public async Task Of_two_agents_who_pick_from_the_line_at_once_one_has_it_and_the_other_is_told_who()
    {
        var text = Customers.Unique("picked");
        await Li.SetPresenceAsync("away");
        await Wang.SetPresenceAsync("away");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Chen, "waiting", text, "waiting")).Id();
        JsonElement line = default;
        await Eventually.HoldsAsync(async () =>
        {
            line = (await Chen.GetAsync("/api/queues")).GetProperty("queues").EnumerateArray().FirstOrDefault(queue => queue.GetProperty("length").GetInt32() == 1);
            return line.ValueKind == JsonValueKind.Object;
        });
        Assert.Equal("allAway", line.Text("whyNobody"));

        var outcomes = await Task.WhenAll(TryClaimAsync(Li, id), TryClaimAsync(Wang, id));

        var refusal = Assert.Single(outcomes, outcome => outcome is not null)!.Value;
        Assert.Equal("alreadyClaimed", refusal.Text("reason"));
        var winner = outcomes[0] is null ? (Client: Li, Id: "li.na") : (Client: Wang, Id: "wang.fang");
        Assert.Equal(winner.Id, refusal.GetProperty("holder").Id());
        Assert.Equal(id, (await InPhaseAsync(winner.Client, "mine", text, "serving")).Id());
    }

    /// <returns>The problem; null when it is theirs.</returns>
    private static async Task<JsonElement?> TryClaimAsync(Harness.DeskClient agent, string conversation)
    {
        using var body = JsonContent.Create(new { });
        using var answer = await agent.Http.PostAsync(new Uri($"/api/conversations/{conversation}/claim", UriKind.Relative), body);
        if (answer.IsSuccessStatusCode) return null;
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <returns>The problem; null when the reply was taken.</returns>
    private static async Task<JsonElement?> TryReplyAsync(Harness.DeskClient agent, string conversation, string messageId)
    {
        using var body = JsonContent.Create(new { messageId, text = "me first" });
        using var answer = await agent.Http.PostAsync(new Uri($"/api/conversations/{conversation}/replies", UriKind.Relative), body);
        if (answer.StatusCode == HttpStatusCode.Accepted) return null;
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }
}
