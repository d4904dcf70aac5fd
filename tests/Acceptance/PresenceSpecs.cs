using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class PresenceSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_reason_is_shown_to_colleagues_and_one_the_policy_does_not_name_is_refused()
    {
        await Li.SendAsync(HttpMethod.Put, "/api/presence", new { presence = "away", reason = "lunch" });

        await Eventually.HoldsAsync(async () => await SeenAsync(Wang, "li.na") is var li && li.Text("presence") == "away" && li.Text("reason") == "lunch");
        Assert.Equal("lunch", (await Li.GetAsync("/api/session")).Text("presenceReason"));
        var (status, problem) = await TryAsync(Li, HttpMethod.Put, "/api/presence", new { presence = "away", reason = "holiday" });
        Assert.Equal((HttpStatusCode.BadRequest, "/problems/invalid-request"), (status, problem.Text("type")));
    }

    [Fact]
    public async Task A_presence_that_needs_approval_comes_with_it_and_is_decided_once()
    {
        var (status, problem) = await TryAsync(Li, HttpMethod.Put, "/api/presence", new { presence = "away", reason = "training" });
        Assert.Equal((HttpStatusCode.Conflict, "/problems/approval-needed"), (status, problem.Text("type")));
        await using var watching = await Chen.ConnectLiveAsync();

        var asked = await Li.SendAsync(HttpMethod.Post, "/api/presence/requests", new { presence = "away", reason = "training" });
        await watching.WaitForAsync(push => push.Target == "presenceRequest" && push.Arguments[0].Id() == asked.Id());
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(Wang, HttpMethod.Post, $"/api/presence/requests/{asked.Id()}", new { approve = true })).Status);
        Assert.Contains((await Chen.GetAsync("/api/presence/requests")).GetProperty("items").EnumerateArray(), one => one.Id() == asked.Id() && one.Text("state") == "asked");
        Assert.DoesNotContain((await Wang.GetAsync("/api/presence/requests")).GetProperty("items").EnumerateArray(), one => one.Id() == asked.Id());

        Assert.Equal("approved", (await Chen.SendAsync(HttpMethod.Post, $"/api/presence/requests/{asked.Id()}", new { approve = true })).Text("state"));
        await Eventually.HoldsAsync(async () => (await SeenAsync(Chen, "li.na")).Text("reason") == "training");
        Assert.Equal("approved", (await Chen.SendAsync(HttpMethod.Post, $"/api/presence/requests/{asked.Id()}", new { approve = false })).Text("state"));
    }

    [Fact]
    public async Task Attendance_shows_a_supervisor_everybody_and_an_agent_themselves()
    {
        await Li.SetPresenceAsync("online");
        await Wang.SetPresenceAsync("online");

        await Eventually.HoldsAsync(async () => (await AgentsOfTheDayAsync(Chen)).IsSupersetOf(["li.na", "wang.fang"]));
        Assert.Equal(["li.na"], await AgentsOfTheDayAsync(Li));
        var mine = (await Li.GetAsync("/api/attendance")).GetProperty("items")[0];
        Assert.Equal((JsonValueKind.Null, "127.0.0.1"), (mine.GetProperty("lastLogOut").ValueKind, mine.Text("address")));
        Assert.Equal(0, (await Chen.GetAsync("/api/attendance?day=2020-01-01")).GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(Li, HttpMethod.Get, "/api/attendance?day=today", null)).Status);
    }

    [Fact]
    public async Task A_change_of_what_an_agent_takes_reaches_their_seat_at_once()
    {
        await Li.SetPresenceAsync("online");
        await Eventually.HoldsAsync(async () => (await SeenAsync(Chen, "li.na")).Text("presence") == "online");
        var before = await Chen.GetAsync("/api/admin/agents/li.na");
        try
        {
            var changed = await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/li.na", new { capacity = 1, weight = 3, skills = new[] { new { skill = "refunds", level = 2 } }, team = "shanghai" });
            Assert.Equal((1, 3, "shanghai", 2), (changed.GetProperty("capacity").GetInt32(), changed.GetProperty("weight").GetInt32(), changed.Text("team"), changed.GetProperty("skills")[0].GetProperty("level").GetInt32()));

            var texts = new[] { Customers.Unique("one"), Customers.Unique("two") };
            await Customers.WeChatAsync(Customers.UniqueOpenId(), texts[0]);
            await InPhaseAsync(Li, "mine", texts[0], "offered");
            await Customers.WeChatAsync(Customers.UniqueOpenId(), texts[1]);
            await InPhaseAsync(Li, "waiting", texts[1], "waiting");
        }
        finally
        {
            await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/li.na", new { capacity = before.GetProperty("capacity").GetInt32(), weight = 1, skills = Array.Empty<object>(), team = "" });
        }
    }

    [Fact]
    public async Task Settings_that_cannot_be_are_refused_with_all_their_faults_and_to_agents_altogether()
    {
        var (status, problem) = await TryAsync(Chen, HttpMethod.Put, "/api/admin/agents/li.na", new
        {
            capacity = 201,
            weight = 0,
            queues = new[] { "nowhere" },
            skills = new[] { new { skill = "rocketry", level = 4 } },
            channelLimits = new { pigeon = 1 },
            team = "nobody",
        });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["capacity", "channelLimits", "queues", "skills", "team", "weight"],
            problem.GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, problem.GetProperty("errors").GetProperty("skills").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await TryAsync(Li, HttpMethod.Put, "/api/admin/agents/li.na", new { capacity = 9 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TryAsync(Omni.Stranger, HttpMethod.Get, "/api/admin/agents/li.na", null)).Status);
    }

    private static async Task<HashSet<string>> AgentsOfTheDayAsync(DeskClient agent) =>
        [.. (await agent.GetAsync("/api/attendance")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("agent").Id())];

    private static async Task<JsonElement> SeenAsync(DeskClient agent, string id) =>
        (await agent.GetAsync("/api/agents")).GetProperty("agents").EnumerateArray().Single(one => one.Id() == id);

    private static async Task<(HttpStatusCode Status, JsonElement Problem)> TryAsync(DeskClient agent, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await agent.Http.SendAsync(request);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
