using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class SavedViewSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_saved_view_follows_its_agent_and_nobody_else_has_it()
    {
        await SaveAsync("v1", "unpaid", "invoice");
        await SaveAsync("v1", "unpaid", "invoice 2026");
        using var elsewhere = await Omni.SignInAsync("demo", "li.na");
        Assert.Equal(["unpaid: invoice 2026"], await ViewsAsync(elsewhere));
        Assert.Empty(await ViewsAsync(Wang));
        using (var others = await Wang.Http.DeleteAsync(new Uri("/api/views/v1", UriKind.Relative))) Assert.Equal(HttpStatusCode.NoContent, others.StatusCode);
        Assert.Single(await ViewsAsync(Li));

        using var removed = await Li.Http.DeleteAsync(new Uri("/api/views/v1", UriKind.Relative));
        Assert.Empty(await ViewsAsync(Li));
    }

    [Fact]
    public async Task A_view_with_faults_is_refused_with_all_of_them()
    {
        using var answer = await Li.Http.PutAsJsonAsync(
            new Uri("/api/views/a.b", UriKind.Relative), new { name = " ", search = new { q = new string('q', 201), state = "gone" } });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["id", "name", "search.q", "search.state"], (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    private Task<JsonElement> SaveAsync(string id, string name, string words) =>
        Li.SendAsync(HttpMethod.Put, $"/api/views/{id}", new { name, search = new { q = words, state = "all", channel = "", queue = "", label = "" } });

    private static async Task<IEnumerable<string>> ViewsAsync(DeskClient agent) =>
        [.. (await agent.GetAsync("/api/views")).GetProperty("items").EnumerateArray().Select(one => $"{one.Text("name")}: {one.GetProperty("search").Text("q")}")];
}
