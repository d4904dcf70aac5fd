using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Every HTTP function against every kind of caller, from the functions themselves: a new one is in here without being asked.</summary>
public sealed class AccessSpecs(TheSystem system) : Scenario(system)
{
    public static TheoryData<string, string> Operations()
    {
        var operations = new TheoryData<string, string>();
        foreach (var function in new HttpFunctions().All)
            foreach (var method in function.Methods.Where(method => method != "options")) operations.Add(function.Name, method);
        return operations;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Nobody_gets_in_without_the_permission_that_is_named(string function, string method)
    {
        var known = new HttpFunctions().Find(function)!;
        using var answer = await SendAsync(Customers.Http, known, method);
        if (known.Requires.Permission is Permission.Anonymous)
        {
            Assert.NotEqual(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        }
        else
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_agent_gets_to_no_function_of_supervisors_and_to_every_one_of_agents(string function, string method)
    {
        var known = new HttpFunctions().Find(function)!;
        if (known.Requires.Permission is not (Permission.Agent or Permission.Supervisor)) return;
        using var answer = await SendAsync(Li.Http, known, method);
        var isRefused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
        Assert.Equal(known.Requires.Permission is Permission.Supervisor, isRefused);
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_agent_of_another_tenant_finds_none_of_this_tenants_conversations(string function, string method)
    {
        var known = new HttpFunctions().Find(function)!;
        if (!known.Route.Contains("conversations", StringComparison.Ordinal)) return;
        var text = Customers.Unique("ours");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();

        using var answer = await SendAsync(Omni.Stranger.Http, known, method, id);

        if (known.Route.Contains("{id}", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        else Assert.DoesNotContain(id, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_of_another_tenant_is_pushed_nothing()
    {
        await using var elsewhere = await Omni.Stranger.ConnectLiveAsync();
        await using var here = await Li.ConnectLiveAsync();
        await Customers.WeChatAsync(Customers.UniqueOpenId(), Customers.Unique("ours"));
        await here.WaitForAsync(push => push.Target == "conversation");
        Assert.False(elsewhere.Messages.TryRead(out var told) && told.Target == "conversation");
    }

    [Fact]
    public async Task A_live_connection_needs_a_token_that_we_gave()
    {
        var answer = await Li.SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        var forged = answer.Text("accessToken")[..^4] + "AAAA";
        await Assert.ThrowsAnyAsync<Exception>(() => Harness.LiveConnection.OpenAsync(new Uri(answer.Text("url")), forged));
    }

    [Fact]
    public async Task The_description_names_every_operation()
    {
        var description = await Customers.Http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        var described = description.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Where(operation => operation.Name != "parameters").Select(operation => operation.Value.Text("operationId")))
            .Distinct();
        Assert.Equal(new HttpFunctions().All.Select(function => function.Name).Order(), described.Order());
    }

    /// <summary>The body breaks every command, so that the answer tells of permissions and nothing is changed.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpFunction function, string method, string id = "nothing-1")
    {
        var path = "/" + function.Route.TrimStart('/')
            .Replace("{tenant}", "demo", StringComparison.Ordinal)
            .Replace("{account}", "site", StringComparison.Ordinal)
            .Replace("{channel}", "webchat", StringComparison.Ordinal)
            .Replace("{id}", id, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(path, UriKind.Relative));
        if (!http.DefaultRequestHeaders.Contains("X-Omni")) request.Headers.Add("X-Omni", "1");
        if (method is "post" or "put") request.Content = JsonContent.Create(new { messageId = "m1", text = "text", reason = "resolved", presence = "offline" });
        return await http.SendAsync(request);
    }
}
