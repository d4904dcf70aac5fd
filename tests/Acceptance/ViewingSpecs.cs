using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Demo;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Who looks at the same conversation.</summary>
public sealed class ViewingSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task Those_who_look_at_a_conversation_learn_of_each_other_until_the_page_shows_another_or_its_connection_ends()
    {
        var (id, other) = (await ConversationAsync("looked at"), await ConversationAsync("looked at next"));
        var (ofLi, li) = await ConnectAsync(Li, "li.na");
        var (ofWang, wang) = await ConnectAsync(Wang, "wang.fang");

        Assert.Empty(await ViewAsync(Li, id, new { connection = li }));
        Assert.Equal(["li.na"], await ViewAsync(Wang, id, new { connection = wang }));
        Assert.Equal(["li.na", "wang.fang"], await ToldAsync(ofLi, id));

        // Told again is no news, and typing is.
        Assert.Equal(["wang.fang"], await ViewAsync(Li, id, new { connection = li }));
        await ViewAsync(Li, id, new { connection = li, isTyping = true });
        var typing = await ofWang.WaitForAsync(push => push.Target == "viewers");
        Assert.Equal("li.na", typing.Arguments[0].GetProperty("typing").Id());

        await ViewAsync(Wang, other, new { connection = wang });
        Assert.Equal(["li.na"], await ToldAsync(ofLi, id));
        await ViewAsync(Wang, id, new { connection = wang });
        Assert.Equal(["li.na", "wang.fang"], await ToldAsync(ofLi, id));
        await ofWang.DisposeAsync();
        Assert.Equal(["li.na"], await ToldAsync(ofLi, id));
        await ofLi.DisposeAsync();
        Assert.Empty(await Omni.Services.GetRequiredService<ViewerStore>().OfAsync(DemoTenant.Id, new ConversationId(other)));
    }

    [Fact]
    public async Task Nobody_is_there_by_a_connection_that_is_not_their_own()
    {
        var id = await ConversationAsync("not theirs");
        var (ofLi, li) = await ConnectAsync(Li, "li.na");
        foreach (var connection in (string?[])[li, "none", "", null])
        {
            using var answer = await Wang.Http.PostAsJsonAsync(new Uri($"/api/conversations/{id}/viewing", UriKind.Relative), new { connection });
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        await ofLi.DisposeAsync();
        Assert.Empty(await Omni.Services.GetRequiredService<ViewerStore>().OfAsync(DemoTenant.Id, new ConversationId(id)));
    }

    [Fact]
    public async Task Only_who_may_answer_the_customer_shows_them_that_somebody_writes()
    {
        var text = Customers.Unique("who writes to me");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        await Li.SetPresenceAsync("online");
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);

        using var holder = await TypeAsync(Li, id);
        using var colleague = await TypeAsync(Wang, id);
        Assert.Equal(HttpStatusCode.NoContent, holder.StatusCode);
        var problem = await colleague.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.Conflict, "notHolder", "li.na"), (colleague.StatusCode, problem.Text("reason"), problem.GetProperty("holder").Id()));

        // Who was let in to speak may.
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/barge", new { });
        using var barging = await TypeAsync(Chen, id);
        Assert.Equal(HttpStatusCode.NoContent, barging.StatusCode);
    }

    private static Task<HttpResponseMessage> TypeAsync(DeskClient agent, string id) => agent.Http.PostAsJsonAsync(new Uri($"/api/conversations/{id}/typing", UriKind.Relative), new { });

    private async Task<string> ConversationAsync(string about)
    {
        var text = Customers.Unique(about);
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        return (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();
    }

    /// <summary>A connection and what it is called, as soon as the server has heard of it.</summary>
    private async Task<(LiveConnection Connection, string Id)> ConnectAsync(DeskClient agent, string name)
    {
        var rows = Omni.Services.GetRequiredService<LiveConnectionStore>();
        var before = (await rows.OfAsync(DemoTenant.Id, new AgentId(name), session: null)).Select(row => row.Id).ToHashSet();
        var connection = await agent.ConnectLiveAsync();
        string? id = null;
        await Eventually.HoldsAsync(async () => (id = (await rows.OfAsync(DemoTenant.Id, new AgentId(name), session: null)).Select(row => row.Id).FirstOrDefault(one => !before.Contains(one))) is not null);
        return (connection, id!);
    }

    private static async Task<IEnumerable<string>> ViewAsync(DeskClient agent, string id, object looking) =>
        [.. (await agent.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/viewing", looking)).GetProperty("items").EnumerateArray().Select(one => one.Id())];

    private static async Task<IEnumerable<string>> ToldAsync(LiveConnection connection, string id)
    {
        var push = await connection.WaitForAsync(push => push.Target == "viewers" && push.Arguments[0].Text("conversationId") == id);
        return [.. push.Arguments[0].GetProperty("agents").EnumerateArray().Select(one => one.Id()).Order(StringComparer.Ordinal)];
    }
}
