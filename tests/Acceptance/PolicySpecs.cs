using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Demo;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>The rules as supervisors change them.</summary>
public sealed class PolicySpecs(TheSystem system) : Scenario(system)
{
    private const string Root = "/api/admin/policies";

    [Fact]
    public async Task A_draft_is_validated_activated_and_rolled_back_and_the_history_says_so()
    {
        var before = (await GetAsync(Root)).Text("active");
        var (first, second) = (Version(), Version());
        Assert.Empty(Faults(await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document(first, 25) })));
        Assert.Equal(Document(first, 25), (await GetAsync(Root)).GetProperty("draft").Text("text"));

        Assert.Equal(first, (await SendAsync(HttpMethod.Post, $"{Root}/activate", new { note = "shorter offers" })).Text("version"));
        await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document(second, 45) });
        await SendAsync(HttpMethod.Post, $"{Root}/activate", new { });
        Assert.Equal(45, (await RulesAsync()).Queues[0].OfferSeconds);

        await SendAsync(HttpMethod.Post, $"{Root}/rollback", new { version = first, note = "too long" });

        Assert.Equal((first, 25), ((await RulesAsync()).Version, (await RulesAsync()).Queues[0].OfferSeconds));
        var list = await GetAsync(Root);
        Assert.Equal(first, list.Text("active"));
        Assert.Equal(JsonValueKind.Null, list.GetProperty("draft").ValueKind);
        Assert.Equal([first, second, before], list.GetProperty("items").EnumerateArray().Take(3).Select(item => item.Text("version")));

        var history = (await GetAsync($"{Root}/history?limit=5")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["rolledBack", "activated", "draftSaved", "activated", "draftSaved"], history.Select(change => change.Text("kind")));
        Assert.Equal((second, first, "too long"), (history[0].Text("from"), history[0].Text("to"), history[0].Text("note")));
        Assert.Equal("chen.wei", history[0].GetProperty("by").Text("id"));

        Assert.Equal(Document(second, 45), (await GetAsync($"{Root}/{second}")).Text("text"));
        var changes = (await GetAsync($"{Root}/diff?from={first}&to={second}")).GetProperty("changes").EnumerateArray().ToArray();
        Assert.Equal([("queues[service].offerSeconds", "25", "45")], changes.Where(change => change.Text("path") != "version").Select(change => (change.Text("path"), change.Text("from"), change.Text("to"))));
    }

    [Fact]
    public async Task Which_rules_were_live_then_is_told_with_who_put_them_there()
    {
        var (first, second) = (Version(), Version());
        await ActivateAsync(first);
        var between = (await GetAsync(Root)).GetProperty("items")[0].GetProperty("activatedAt").GetDateTimeOffset();
        await ActivateAsync(second);
        var after = (await GetAsync(Root)).GetProperty("items")[0].GetProperty("activatedAt").GetDateTimeOffset();

        Assert.Equal(first, (await GetAsync($"{Root}/live?at={after.AddTicks(-10):yyyy-MM-ddTHH:mm:ss.ffffffZ}")).Text("version"));
        var live = await GetAsync($"{Root}/live?at={after.AddSeconds(1):yyyy-MM-ddTHH:mm:ss.ffffffZ}");
        Assert.Equal((second, "chen.wei"), (live.Text("version"), live.GetProperty("by").Text("id")));
        Assert.True(between <= after);
        using var never = await RawAsync(Chen.Http, HttpMethod.Get, $"{Root}/live?at=2020-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.NotFound, never.StatusCode);
        using var nonsense = await RawAsync(Chen.Http, HttpMethod.Get, $"{Root}/live?at=then");
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    [Fact]
    public async Task Another_tenants_supervisor_sees_and_changes_none_of_it()
    {
        await ActivateAsync(Version());
        var ours = (await GetAsync(Root)).Text("active");
        var elsewhere = Omni.Services.GetRequiredService<PolicyRegister>();
        var other = new TenantId("other");

        Assert.Null(await elsewhere.TextAsync(other, ours));
        Assert.IsType<PolicyOutcome.UnknownVersion>(await elsewhere.RollBackAsync(other, ours, new PolicyAuthor(new AgentId("zhao.min"), null)));
        Assert.DoesNotContain(await elsewhere.HistoryAsync(other, null, PolicyRegister.MaxHistoryPage), change => change.To == ours);
        using var refused = await RawAsync(Omni.Stranger.Http, HttpMethod.Get, $"{Root}/{ours}");
        Assert.Contains(refused.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
    }

    [Fact]
    public async Task All_faults_are_told_with_line_column_and_path_and_nothing_is_activated()
    {
        var before = (await RulesAsync()).Version;
        const string Faulty = "version: faulty\ndefaultQueue: servce\nskils: []\nqueues:\n  - id: service\n    offerSeconds: 4\n";

        var told = Faults(await SendAsync(HttpMethod.Post, $"{Root}/validate", new { text = Faulty }));
        Assert.Equal(
            ["2:15 defaultQueue", "3:1 skils", "5:5 queues[0].name", "6:19 queues[0].offerSeconds"],
            told.Select(fault => $"{fault.GetProperty("line")}:{fault.GetProperty("column")} {fault.Text("path")}"));
        Assert.Equal(("fault", "service"), (told[0].Text("severity"), told[0].Text("suggestion")));

        Assert.Equal(4, Faults(await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Faulty })).Length);
        using var refused = await RawAsync(Chen.Http, HttpMethod.Post, $"{Root}/activate", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("policy-faults", problem.Text("code"));
        Assert.Equal(4, Faults(problem).Length);
        Assert.Equal(before, (await RulesAsync()).Version);
    }

    [Fact]
    public async Task A_version_that_another_document_has_is_told_on_its_line()
    {
        var version = Version();
        await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document(version, 30) });
        await SendAsync(HttpMethod.Post, $"{Root}/activate", new { });
        await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document(version, 31) });

        using var refused = await RawAsync(Chen.Http, HttpMethod.Post, $"{Root}/activate", new { });

        var fault = Assert.Single(Faults(await refused.Content.ReadFromJsonAsync<JsonElement>()));
        Assert.Equal(("version", 1), (fault.Text("path"), fault.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_draft_that_was_saved_since_is_not_overwritten_by_who_says_so()
    {
        var saved = await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document("mine", 30) });
        await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document("yours", 30) });

        using var refused = await RawAsync(Chen.Http, HttpMethod.Put, $"{Root}/draft", new { text = Document("again", 30), revision = saved.GetProperty("revision").GetInt64() });

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("draft-changed", "chen.wei"), (problem.Text("code"), problem.GetProperty("holder").Text("id")));
    }

    [Theory]
    [InlineData("v-that-never-was")]
    [InlineData("..%2Fdraft")]
    public async Task A_version_that_never_was_is_not_found(string version)
    {
        using var read = await RawAsync(Chen.Http, HttpMethod.Get, $"{Root}/{version}");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        using var rolledBack = await RawAsync(Chen.Http, HttpMethod.Post, $"{Root}/rollback", new { version });
        Assert.Equal(HttpStatusCode.NotFound, rolledBack.StatusCode);
    }

    [Fact]
    public async Task A_document_beyond_a_mebibyte_is_refused_unread()
    {
        using var refused = await RawAsync(Chen.Http, HttpMethod.Post, $"{Root}/validate", new { text = new string('#', 1024 * 1024) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task An_agent_is_told_that_this_is_not_theirs_to_do()
    {
        foreach (var (method, path) in new[] { (HttpMethod.Get, Root), (HttpMethod.Get, $"{Root}/history"), (HttpMethod.Put, $"{Root}/draft"), (HttpMethod.Post, $"{Root}/activate"), (HttpMethod.Post, $"{Root}/rollback") })
        {
            using var refused = await RawAsync(Li.Http, method, path, method == HttpMethod.Get ? null : new { text = Document("mine", 30), version = "demo-2" });
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task The_schema_is_published_as_it_is_made()
    {
        using var answer = await RawAsync(Chen.Http, HttpMethod.Get, $"{Root}/schema");
        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(PolicySchema.Text, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public void The_demo_document_has_neither_fault_nor_warning_and_keeps_the_default_queue_open_at_all_times()
    {
        var reading = PolicyDocument.Read(DemoRules.Text);
        Assert.Empty(reading.Faults);
        Assert.Empty(reading.Warnings);
        var queue = reading.Policy!.Queue(reading.Policy.DefaultQueue);
        Assert.Equal((DemoPolicy.Queue, null, 30, 60), (queue.Id, queue.Hours, queue.OfferSeconds, queue.FirstResponseSeconds));
        Assert.All(queue.Overflow, step => Assert.NotEqual(OverflowAction.Close, step.Do));
    }

    private static string Document(string version, int offerSeconds) =>
        $"version: {version} # as written\ndefaultQueue: service\nqueues:\n  - {{ id: service, name: 客服 Service, offerSeconds: {offerSeconds} }}\n";

    private static string Version() => Customers.Unique("v").Replace(' ', '-');

    private static JsonElement[] Faults(JsonElement answer) => [.. answer.GetProperty("faults").EnumerateArray()];

    private static async Task<HttpResponseMessage> RawAsync(HttpClient http, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (!http.DefaultRequestHeaders.Contains("X-Omni")) request.Headers.Add("X-Omni", "1");
        if (body is not null) request.Content = JsonContent.Create(body);
        return await http.SendAsync(request);
    }

    private async Task ActivateAsync(string version)
    {
        await SendAsync(HttpMethod.Put, $"{Root}/draft", new { text = Document(version, 30) });
        await SendAsync(HttpMethod.Post, $"{Root}/activate", new { });
    }

    private async Task<ServicePolicy> RulesAsync() => await Omni.Services.GetRequiredService<PolicyStore>().ActiveAsync(DemoTenant.Id);

    private Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await RawAsync(Chen.Http, method, path, body);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
