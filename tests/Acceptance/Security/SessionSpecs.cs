using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Demo;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Sessions, and lists of what not everybody may see. The number is that of the attack in docs/security.md.</summary>
public sealed class SessionSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task T65_sessions_are_drawn_and_end_when_they_are_not_seen()
    {
        var time = new Support.ManualTime(DateTimeOffset.UtcNow);
        var store = new SessionStore(Omni.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>(), time);
        var agent = new Agent(DemoTenant.Id, new AgentId("nobody.at.all"), "", [], 0, [], "");
        var ids = new HashSet<string>();
        for (var i = 0; i < SessionStore.MaxPerAgent; i++) ids.Add((await store.BeginAsync(agent, "203.0.113.7", "a browser")).Id);
        Assert.Equal(SessionStore.MaxPerAgent, ids.Count);
        Assert.All(ids, id => Assert.Equal(32, id.Length));

        var one = ids.First();
        time.Advance(SessionStore.Lifetime - TimeSpan.FromMinutes(1));
        Assert.True(await store.IsLiveAsync(agent.Tenant, agent.Id, one));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(await store.IsLiveAsync(agent.Tenant, agent.Id, one));
        Assert.False(await store.IsLiveAsync(agent.Tenant, agent.Id, ids.Last()));
        Assert.Equal([one], (await store.OfAsync(agent.Tenant, agent.Id)).Select(session => session.Id));
        var unseen = new List<string>();
        await foreach (var session in store.UnseenAsync()) if (session.Agent == agent.Id) unseen.Add(session.Id);
        Assert.Equal(ids.Where(id => id != one).Order(), unseen.Order());
    }

    [Fact]
    public async Task A_session_that_was_ended_is_not_begun_again_by_being_seen()
    {
        var time = new Support.ManualTime(DateTimeOffset.UtcNow);
        var tables = Omni.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>();
        var (here, elsewhere) = (new SessionStore(tables, time), new SessionStore(tables, time));
        var agent = new Agent(DemoTenant.Id, new AgentId("nobody.either"), "", [], 0, [], "");
        var session = await here.BeginAsync(agent, null, null);
        Assert.True(await here.IsLiveAsync(agent.Tenant, agent.Id, session.Id));

        await elsewhere.EndAsync(agent.Tenant, agent.Id, session.Id);

        // What another instance ended is still taken for good here for half a second, and not a moment longer.
        Assert.False(await here.IsLiveNowAsync(agent.Tenant, agent.Id, session.Id));
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.False(await here.IsLiveAsync(agent.Tenant, agent.Id, session.Id));
        Assert.Empty(await here.OfAsync(agent.Tenant, agent.Id));
    }

    [Fact]
    public async Task What_another_instance_changes_of_an_agent_is_seen_here_within_a_second()
    {
        var time = new Support.ManualTime(DateTimeOffset.UtcNow);
        var tables = Omni.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>();
        var (here, elsewhere) = (new AgentStore(tables, time), new AgentStore(tables, time));
        var agent = new Agent(new TenantId("third"), new AgentId("somebody"), "Somebody", [AgentRole.Supervisor], 1, [], "");
        await elsewhere.SaveAsync(agent, CancellationToken.None);
        Assert.True((await here.FindAsync(agent.Tenant, agent.Id, CancellationToken.None))!.Is(AgentRole.Supervisor));

        await elsewhere.SaveAsync(agent with { IsDisabled = true }, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(0.9));
        var seen = (await here.FindAsync(agent.Tenant, agent.Id, CancellationToken.None))!;
        Assert.True(seen.IsDisabled);
        Assert.False(seen.Is(AgentRole.Supervisor));
    }

    [Fact]
    public async Task T48_a_list_shows_nothing_of_what_is_hidden_and_takes_no_filter_that_could_ask_for_it()
    {
        var (openId, text) = (Customers.NextMessageId(), Customers.Unique("hidden from some"));
        await Customers.TelegramAsync(openId, text);
        var hidden = (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();
        using var outsider = await Hiring.HireAsync(Omni, DemoTenant.Id, "tao.jiu", "after-sales");
        var plain = new Dictionary<string, string>();
        foreach (var view in (string[])["mine", "snoozed", "waiting", "bot", "open", "closed"])
        {
            plain[view] = (await outsider.GetAsync($"/api/conversations?view={view}")).GetProperty("items").ToString();
            Assert.DoesNotContain(hidden, plain[view], StringComparison.Ordinal);
            Assert.DoesNotContain(text, plain[view], StringComparison.Ordinal);
            foreach (var filter in (string[])[$"q={Uri.EscapeDataString(text)}", $"id={hidden}", "sort=lastText", "queue=service", "$filter=1 eq 1", "$count=true"])
                Assert.Equal(plain[view], (await outsider.GetAsync($"/api/conversations?view={view}&{filter}")).GetProperty("items").ToString());
        }
    }
}
