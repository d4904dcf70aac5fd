using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Demo;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>What is pushed, and to whom: one day on which everything that can be pushed is, with everybody listening.</summary>
public sealed class PushMatrixSpecs(TheSystem system) : Scenario(system)
{
    /// <summary>The expectation. A method that nobody hears in it fails, so that a new one gets its place here and in the day below.</summary>
    private static readonly Dictionary<string, string[]> Heard = new()
    {
        ["holder"] = ["conversation", "draft", "insights", "presence", "typing", "viewers"],
        ["colleague"] = ["conversation", "insights", "notice", "presence", "presenceRequest"],
        ["other queue"] = ["insights", "presence"],
        ["supervisor"] = ["conversation", "insights", "presence", "presenceRequest"],
        ["agent elsewhere"] = [],
        ["supervisor elsewhere"] = [],
        ["customer"] = ["messages", "typing"],
        ["another customer"] = [],
    };

    /// <summary>Figures come by a clock of their own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Every_push_there_is_has_its_place() =>
        Assert.Equal(
            LiveMethod.OfDesk.Select(method => "desk " + method.Name).Concat(LiveMethod.OfPage.Select(method => "page " + method.Name)).Order(),
            Heard.SelectMany(heard => heard.Value.Select(method => (heard.Key.Contains("customer", StringComparison.Ordinal) ? "page " : "desk ") + method)).Distinct().Order());

    [Fact]
    public async Task Everybody_hears_what_is_theirs_and_nothing_else()
    {
        using var ofOtherQueue = await Hiring.HireAsync(Omni, DemoTenant.Id, "sun.li", "after-sales");
        using var elsewhere = await Hiring.HireAsync(Omni, new TenantId("other"), "qian.yu", "service");
        var (visitor, another) = (await Customers.VisitAsync(), await Customers.VisitAsync());
        var listeners = new Dictionary<string, LiveConnection>
        {
            ["holder"] = await Li.ConnectLiveAsync(),
            ["colleague"] = await Wang.ConnectLiveAsync(),
            ["other queue"] = await ofOtherQueue.ConnectLiveAsync(),
            ["supervisor"] = await Chen.ConnectLiveAsync(),
            ["agent elsewhere"] = await elsewhere.ConnectLiveAsync(),
            ["supervisor elsewhere"] = await Omni.Stranger.ConnectLiveAsync(),
            ["customer"] = await ConnectAsync(visitor),
            ["another customer"] = await ConnectAsync(another),
        };

        var (text, conversation) = await DayAsync(visitor);

        var heard = await Task.WhenAll(listeners.Select(async one => (Who: one.Key, Methods: await DrainAsync(one.Key, one.Value, text, conversation))));
        Assert.All(heard, one => Assert.Equal($"{one.Who}: {string.Join(' ', Heard[one.Who])}", $"{one.Who}: {string.Join(' ', one.Methods.Order(StringComparer.Ordinal))}"));
        foreach (var connection in listeners.Values) await connection.DisposeAsync();
    }

    [Fact]
    public void T54_no_function_answers_to_a_page_that_calls_the_server_by_its_live_connection()
    {
        var triggers = typeof(HttpFunctions).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters()).Select(parameter => parameter.GetCustomAttribute<SignalRTriggerAttribute>()).OfType<SignalRTriggerAttribute>();
        Assert.Equal(["connections/connected", "connections/disconnected"], triggers.Select(trigger => $"{trigger.Category}/{trigger.Event}").Order());
    }

    /// <summary>A customer comes, is served, writes and is written to; somebody asks for a training; somebody is mentioned; somebody begins to write, and somebody looks on.</summary>
    private async Task<(string Text, string Conversation)> DayAsync(string visitor)
    {
        var text = Customers.Unique("a day");
        using (var said = await Customers.SendAsVisitorAsync(visitor, HttpMethod.Post, "/webhooks/demo/webchat/site", new { id = "v1", text, sentAt = DateTimeOffset.UtcNow }))
            said.EnsureSuccessStatusCode();
        await InPhaseAsync(Chen, "waiting", text, "waiting");
        await Li.SetPresenceAsync("online");
        var conversation = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(conversation);
        await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/notes", new { messageId = "n1", text = "look at this", mentions = new[] { "wang.fang" } });
        await Wang.SendAsync(HttpMethod.Post, "/api/presence/requests", new { presence = "away", reason = "training" });
        await Li.ReplyAsync(conversation, "m1", "there you are");
        using (var typed = await Customers.SendAsVisitorAsync(visitor, HttpMethod.Post, "/api/widget/demo/site/typing", new { text = "thank" })) typed.EnsureSuccessStatusCode();
        await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/typing", new { });
        await Li.SendAsync(HttpMethod.Put, $"/api/conversations/{conversation}/drafts/reply", new { text = "you are wel", revision = 0 });
        foreach (var (agent, name) in (ValueTuple<DeskClient, string>[])[(Li, "li.na"), (Chen, "chen.wei")])
        {
            var connection = (await Omni.Services.GetRequiredService<LiveConnectionStore>().OfAsync(DemoTenant.Id, new AgentId(name), session: null))[^1].Id;
            await agent.SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/viewing", new { connection });
        }

        return (text, conversation);
    }

    /// <summary>Until all has come that should and then nothing more for a while. A push of this conversation to somebody outside of it is a leak, whatever its name.</summary>
    private static async Task<HashSet<string>> DrainAsync(string who, LiveConnection connection, string text, string conversation)
    {
        var methods = new HashSet<string>();
        var isInside = Heard[who].Contains("conversation") || Heard[who].Contains("messages");
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));
            try
            {
                var push = await connection.Messages.ReadAsync(patience.Token);
                var said = string.Join('\n', push.Arguments);
                Assert.False(!isInside && (said.Contains(text, StringComparison.Ordinal) || said.Contains(conversation, StringComparison.Ordinal)), $"{who} was told: {said}");
                // Figures of one's own tenant come by the clock, also where nothing happens.
                if (!IsOfAnEmptyTenant(push)) methods.Add(push.Target);
            }
            catch (OperationCanceledException)
            {
                if (methods.IsSupersetOf(Heard[who]) || waiting.Elapsed > Patience) return methods;
            }
        }
    }

    private static bool IsOfAnEmptyTenant(LiveMessage push) =>
        push.Target == LiveMethod.Insights.Name && push.Arguments[0].GetProperty("totals").GetProperty("open").GetInt64() == 0 && push.Arguments[0].GetProperty("channels").GetArrayLength() == 0;

    private async Task<LiveConnection> ConnectAsync(string visitor)
    {
        using var answer = await Customers.SendAsVisitorAsync(visitor, HttpMethod.Post, "/api/widget/demo/site/negotiate", new { });
        var where = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return await LiveConnection.OpenAsync(new Uri(where.Text("url")), where.Text("accessToken"));
    }
}
