using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Access;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Who gets in at all. What each kind of caller gets from each route stands in the table of <see cref="Security.AccessMatrixSpecs"/>.</summary>
public sealed class AccessSpecs(TheSystem system) : Scenario(system)
{
    [Theory]
    [InlineData("/api/conversations?view=waiting")]
    [InlineData("/api/conversations?view=open")]
    [InlineData("/api/admin/conversations")]
    [InlineData("/api/queues")]
    [InlineData("/api/insights/live")]
    public async Task An_agent_of_another_tenant_finds_none_of_this_tenants_conversations(string path)
    {
        var text = Customers.Unique("ours");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        var id = (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();

        var theirs = (await Omni.Stranger.GetAsync(path)).ToString();

        Assert.DoesNotContain(id, theirs, StringComparison.Ordinal);
        Assert.DoesNotContain(text, theirs, StringComparison.Ordinal);
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
}
