using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Demo;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>What is taken from someone is gone within a second: over HTTP, on open pages, and for pages that would connect with what they still have.</summary>
public sealed class RevocationSpecs(TheSystem system) : Scenario(system)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task T45_an_agent_who_is_disabled_is_refused_and_cut_off_within_a_second()
    {
        using var agent = await HireAsync("zheng.yi");
        await using var page = await agent.ConnectLiveAsync();

        await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/zheng.yi", new { isDisabled = true });

        await EndsAsync(page, Stopwatch.GetTimestamp());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(agent, "/api/session"));
        await Assert.ThrowsAsync<HttpRequestException>(() => Omni.SignInAsync("demo", "zheng.yi"));
    }

    [Fact]
    public async Task T45_what_a_disabled_agent_has_goes_back_to_its_line()
    {
        using var agent = await HireAsync("zhou.er");
        await agent.SetPresenceAsync("online");
        var text = Customers.Unique("who will it be");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        await agent.AcceptAsync((await InPhaseAsync(agent, "mine", text, "offered")).Id());

        await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/zhou.er", new { isDisabled = true });

        await InPhaseAsync(Chen, "waiting", text, "waiting");
    }

    [Fact]
    public async Task T45_a_supervisor_who_is_one_no_longer_signs_in_anew_and_with_less()
    {
        using var agent = await HireAsync("wu.san", AgentRole.Agent, AgentRole.Supervisor);
        await using var page = await agent.ConnectLiveAsync();
        await agent.GetAsync("/api/admin/conversations");

        await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/wu.san", new { roles = new[] { "agent" } });

        await EndsAsync(page, Stopwatch.GetTimestamp());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(agent, "/api/admin/conversations"));
        using var again = await Omni.SignInAsync("demo", "wu.san");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(again, "/api/admin/conversations"));
    }

    [Fact]
    public async Task T45_a_session_that_is_ended_elsewhere_ends_there_and_the_others_go_on()
    {
        using var here = await HireAsync("zheng.si");
        using var there = await Omni.SignInAsync("demo", "zheng.si");
        await using var pageHere = await here.ConnectLiveAsync();
        await using var pageThere = await there.ConnectLiveAsync();
        var other = (await here.GetAsync("/api/sessions")).GetProperty("items").EnumerateArray().Single(session => !session.GetProperty("isCurrent").GetBoolean());

        await DeleteAsync(here, $"/api/sessions/{other.Id()}");

        await EndsAsync(pageThere, Stopwatch.GetTimestamp());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(there, "/api/session"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here, "/api/session"));
        Assert.False(pageHere.Messages.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_supervisor_sees_where_an_agent_is_signed_in_and_signs_them_out_everywhere()
    {
        using var agent = await HireAsync("wang.wu");
        using var alsoAgent = await Omni.SignInAsync("demo", "wang.wu");
        var sessions = (await Chen.GetAsync("/api/admin/agents/wang.wu/sessions")).GetProperty("items");
        Assert.Equal(2, sessions.GetArrayLength());
        Assert.All(sessions.EnumerateArray(), session => Assert.Equal("127.0.0.1", session.Text("address").Replace("::1", "127.0.0.1", StringComparison.Ordinal)));

        await DeleteAsync(Chen, "/api/admin/agents/wang.wu/sessions");

        foreach (var client in (DeskClient[])[agent, alsoAgent]) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "/api/session"));
    }

    [Fact]
    public async Task T56_a_token_for_the_live_connection_is_worth_nothing_after_the_session()
    {
        using var agent = await HireAsync("feng.liu");
        var token = await agent.SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        await DeleteAsync(agent, "/api/session");

        await using var late = await LiveConnection.OpenAsync(new Uri(token.Text("url")), token.Text("accessToken"));

        await EndsAsync(late, Stopwatch.GetTimestamp());
    }

    [Fact]
    public async Task T56_a_cookie_that_was_kept_is_worth_nothing_after_signing_out()
    {
        using var handler = new SocketsHttpHandler { UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = Omni.Address };
        var cookie = await SignInByHandAsync(http, "chen.qi");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, HttpMethod.Get, cookie));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, HttpMethod.Delete, cookie));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, HttpMethod.Get, cookie));
    }

    [Fact]
    public async Task Nobody_disables_or_demotes_themselves()
    {
        foreach (var change in (object[])[new { isDisabled = true }, new { roles = new[] { "agent" } }])
        {
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/chen.wei", change));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task Whoever_signs_in_too_often_is_signed_out_where_they_were_longest_not_seen()
    {
        using var first = await HireAsync("chu.ba");
        var store = Omni.Services.GetRequiredService<SessionStore>();
        var agent = (await Omni.Services.GetRequiredService<AgentStore>().FindAsync(DemoTenant.Id, new AgentId("chu.ba"), CancellationToken.None))!;
        await using var page = await first.ConnectLiveAsync();
        for (var i = 1; i < SessionStore.MaxPerAgent; i++) await store.BeginAsync(agent, null, null);

        using var last = await Omni.SignInAsync("demo", "chu.ba");

        Assert.Equal(SessionStore.MaxPerAgent, (await store.OfAsync(agent.Tenant, agent.Id)).Count);
        await page.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, "/api/session"));
    }

    private Task<DeskClient> HireAsync(string name, params AgentRole[] roles) => Hiring.HireAsync(Omni, DemoTenant.Id, name, "service", roles);

    /// <summary>The connection is over: nothing more can come.</summary>
    private static async Task EndsAsync(LiveConnection page, long since)
    {
        await page.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, Allowed);
    }

    private static async Task<HttpStatusCode> StatusAsync(DeskClient client, string path)
    {
        using var answer = await client.Http.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task DeleteAsync(DeskClient client, string path)
    {
        using var answer = await client.Http.DeleteAsync(new Uri(path, UriKind.Relative));
        Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpMethod method, string cookie)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/session", UriKind.Relative));
        request.Headers.Add("X-Omni", "1");
        request.Headers.Add("Cookie", cookie);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<string> SignInByHandAsync(HttpClient http, string name)
    {
        using (await HireAsync(name)) { }
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/session", UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { tenant = "demo", name, password = TheSystem.Password }), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Omni", "1");
        using var answer = await http.SendAsync(request);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }
}
