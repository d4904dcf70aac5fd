using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class PhraseSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task Everybodys_phrases_are_kept_by_supervisors_and_seen_by_all_of_their_tenant()
    {
        using var refused = await PutAsync(Li, "greeting", new { shortcut = "hello", text = "Hello!", isShared = true });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await Chen.SendAsync(HttpMethod.Put, "/api/phrases/greeting", new { shortcut = "hello", title = "Greeting", text = "Hello {customer}!", isShared = true });
        Assert.Equal(["Hello {customer}!"], await TextsAsync(Li, "hello"));
        Assert.Empty(await TextsAsync(Omni.Stranger, "hello"));
        using var taken = await Li.Http.DeleteAsync(new Uri("/api/phrases/greeting", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, taken.StatusCode);

        await Chen.SendAsync(HttpMethod.Put, "/api/phrases/greeting", new { shortcut = "hello", text = "Good day!", isShared = true });
        Assert.Equal(["Good day!"], await TextsAsync(Wang, "hello"));
        using var removed = await Chen.Http.DeleteAsync(new Uri("/api/phrases/greeting", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(await TextsAsync(Li, "hello"));
    }

    [Fact]
    public async Task Ones_own_phrase_is_seen_and_taken_away_by_nobody_else()
    {
        await Li.SendAsync(HttpMethod.Put, "/api/phrases/mine", new { shortcut = "mine", text = "Only mine." });
        Assert.Equal(["Only mine."], await TextsAsync(Li, "mine"));
        Assert.Empty(await TextsAsync(Wang, "mine"));
        Assert.Empty(await TextsAsync(Chen, "mine"));
        using var others = await Chen.Http.DeleteAsync(new Uri("/api/phrases/mine", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);

        using var removed = await Li.Http.DeleteAsync(new Uri("/api/phrases/mine", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty(await TextsAsync(Li, "mine"));
    }

    [Fact]
    public async Task A_phrase_with_faults_is_refused_with_all_of_them()
    {
        using var answer = await PutAsync(Li, "f-1", new { shortcut = "two words", title = new string('t', 81), text = " " });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.Equal(["shortcut", "text", "title"], errors.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    private static Task<HttpResponseMessage> PutAsync(DeskClient agent, string id, object phrase) => agent.Http.PutAsJsonAsync(new Uri($"/api/phrases/{id}", UriKind.Relative), phrase);

    private static async Task<IEnumerable<string>> TextsAsync(DeskClient agent, string shortcut) =>
        [.. (await agent.GetAsync("/api/phrases")).GetProperty("items").EnumerateArray().Where(one => one.Text("shortcut") == shortcut).Select(one => one.Text("text"))];
}
