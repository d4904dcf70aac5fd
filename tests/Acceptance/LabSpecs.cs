using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Lab;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>The policy lab as supervisors and operators reach it.</summary>
public sealed class LabSpecs(TheSystem system) : Scenario(system)
{
    private const string Address = "/api/admin/lab";

    private const string Story = """
        zone: Asia/Shanghai
        agents: [{ id: an }]
        customers: [{ name: li }]
        story:
          - { at: "2026-11-11 10:00", customer: li, does: write, text: 在吗？ }
          - { after: 5s, agent: an, does: accept }
          - { after: 10s, agent: an, does: reply, text: 在的。 }
          - { after: 1m, agent: an, does: close }
        """;

    private const string Policy = """
        version: tried
        defaultQueue: service
        queues: [{ id: service, name: Service, offerSeconds: 20 }]
        """;

    [Fact]
    public async Task A_story_is_played_under_the_rules_in_force_and_says_which_rule_decided()
    {
        var run = await PlayAsync(new { script = Story });
        var steps = run.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(
            ["waiting", "offered", "serving", "serving", "closed"],
            steps.Where(step => step.Text("cause") != "time").Select(step => step.Text("phase")));
        Assert.StartsWith("route ", steps[0].Text("rule"), StringComparison.Ordinal);
        Assert.Equal("2026-11-11 10:00:00 +08:00", steps[0].Text("local"));
        Assert.Equal("assignment", steps[1].GetProperty("explanation").Text("kind"));
        Assert.Equal("met", steps[3].GetProperty("clocks")[0].Text("state"));
    }

    [Fact]
    public async Task A_policy_that_comes_along_is_tried_and_not_stored()
    {
        var before = (await JsonAsync(HttpMethod.Get, "/api/admin/policies", null)).Text("active");
        Assert.Equal("tried", (await PlayAsync(new { script = Story, policy = Policy })).Text("policyVersion"));
        Assert.Equal(before, (await JsonAsync(HttpMethod.Get, "/api/admin/policies", null)).Text("active"));
    }

    [Fact]
    public async Task A_story_is_told_in_the_language_of_whoever_reads_it()
    {
        Assert.Contains("接起", (await PlayAsync(new { script = Story }, "?lang=zh")).GetProperty("steps")[2].Text("what"), StringComparison.Ordinal);
        Assert.Contains("accepted", (await PlayAsync(new { script = Story }, "?lang=en")).GetProperty("steps")[2].Text("what"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faults_of_a_script_are_told_with_line_column_and_path()
    {
        using var answer = await SendAsync(Chen, new { script = Story.Replace("accept", "acept", StringComparison.Ordinal).Replace("zone: Asia", "zone: Asien", StringComparison.Ordinal) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var faults = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("faults").EnumerateArray().ToArray();
        Assert.Equal(["1:7 zone", "6:35 story[1].does"], faults.Select(fault => $"{fault.GetProperty("line")}:{fault.GetProperty("column")} {fault.Text("path")}"));
        Assert.Equal("accept", faults[1].Text("suggestion"));
    }

    [Fact]
    public async Task Faults_of_a_policy_that_comes_along_are_told_too()
    {
        using var answer = await SendAsync(Chen, new { script = Story, policy = Policy.Replace("defaultQueue: service", "defaultQueue: servise", StringComparison.Ordinal) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("/problems/policy-faults", (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("type"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zone: [")]
    [InlineData("[1, 2]")]
    [InlineData("- - - {")]
    public async Task Whatever_is_sent_is_answered_with_what_is_wrong_with_it(string script)
    {
        using var answer = await SendAsync(Chen, new { script });
        Assert.InRange((int)answer.StatusCode, 400, 422);
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_refused()
    {
        using var answer = await SendAsync(Chen, new { script = Story, version = "never" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Agents_do_not_try_policies()
    {
        using var answer = await SendAsync(Li, new { script = Story });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public void The_command_prints_the_story_for_people_and_for_programs()
    {
        using var folder = new TemporaryFolder();
        var (policy, script) = (Path.Combine(folder.Path, "policy.yaml"), Path.Combine(folder.Path, "story.yaml"));
        File.WriteAllText(policy, Policy);
        File.WriteAllText(script, Story);
        Assert.Contains("an accepted", Told("lab", policy, script), StringComparison.Ordinal);
        Assert.Contains("an 接起", Told("lab", policy, script, "--lang", "zh"), StringComparison.Ordinal);
        Assert.Equal("tried", JsonDocument.Parse(Told("lab", policy, script, "--json")).RootElement.Text("policyVersion"));
    }

    [Fact]
    public void The_command_says_what_is_wrong_and_where()
    {
        using var folder = new TemporaryFolder();
        var script = Path.Combine(folder.Path, "story.yaml");
        File.WriteAllText(script, Story.Replace("accept", "acept", StringComparison.Ordinal));
        var error = new StringWriter();
        Assert.Equal(1, LabCommands.TryRun(["lab", "-", script], TextWriter.Null, error));
        Assert.StartsWith($"{script}(6,35): story[1].does: 'acept' is not known here", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, LabCommands.TryRun(["lab", "-", Path.Combine(folder.Path, "nothing.yaml")], TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, LabCommands.TryRun(["lab"], TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, LabCommands.TryRun(["day", "--conversations", "many"], TextWriter.Null, TextWriter.Null));
        Assert.Equal(2, LabCommands.TryRun(["day", "--colour", "red"], TextWriter.Null, TextWriter.Null));
        Assert.Null(LabCommands.TryRun(["backup", "folder"], TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public void A_day_prints_its_figures_and_draws_its_pictures()
    {
        using var folder = new TemporaryFolder();
        var told = Told("day", "--conversations", "300", "--agents", "3", "--out", folder.Path);
        foreach (var word in new[] { "service level", "abandon rate", "occupancy", "fairness", "overtaken", "gold" }) Assert.Contains(word, told, StringComparison.Ordinal);
        foreach (var picture in new[] { "waiting-by-time", "queue-length", "occupancy", "waits", "load-per-agent" })
        {
            var drawn = System.Xml.Linq.XDocument.Load(Path.Combine(folder.Path, picture + ".svg"));
            Assert.Contains("prefers-color-scheme: dark", drawn.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(300, JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "day.json"))).RootElement.GetProperty("figures").GetProperty("conversations").GetInt32());
    }

    [Fact]
    public void A_day_under_two_policies_is_a_table_of_differences()
    {
        using var folder = new TemporaryFolder();
        var draft = Path.Combine(folder.Path, "draft.yaml");
        File.WriteAllText(draft, Policy);
        var told = Told("day", "--conversations", "300", "--agents", "3", "--against", draft, "--lang", "zh");
        Assert.Contains("B: 策略 tried", told, StringComparison.Ordinal);
        Assert.Contains("差异", told, StringComparison.Ordinal);
    }

    private static string Told(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.True(LabCommands.TryRun(args, output, error) == 0, error.ToString());
        return output.ToString();
    }

    private Task<JsonElement> PlayAsync(object body, string query = "") => JsonAsync(HttpMethod.Post, Address + query, body);

    private async Task<JsonElement> JsonAsync(HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Chen.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static Task<HttpResponseMessage> SendAsync(DeskClient who, object body) => who.Http.PostAsJsonAsync(new Uri(Address, UriKind.Relative), body);
}
