using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class MacroSpecs(TheSystem system) : Scenario(system)
{
    private static readonly object Close = new { type = "close", reason = "resolved" };

    [Fact]
    public async Task Everybodys_macros_are_kept_by_supervisors_and_ones_own_are_nobody_elses()
    {
        using var refused = await PutAsync(Li, "all", new { shortcut = "done", actions = new[] { Close }, isShared = true });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        await Chen.SendAsync(HttpMethod.Put, "/api/macros/all", new { shortcut = "done", title = "Done", actions = new[] { Close }, isShared = true });
        await Li.SendAsync(HttpMethod.Put, "/api/macros/mine", new { shortcut = "mine", actions = new[] { Close } });
        Assert.Equal(["done", "mine"], await ShortcutsAsync(Li));
        Assert.Equal(["done"], await ShortcutsAsync(Wang));
        Assert.Empty(await ShortcutsAsync(Omni.Stranger));
        using var taken = await Li.Http.DeleteAsync(new Uri("/api/macros/all", UriKind.Relative));
        using var others = await Chen.Http.DeleteAsync(new Uri("/api/macros/mine", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (taken.StatusCode, others.StatusCode));

        using var own = await Li.Http.DeleteAsync(new Uri("/api/macros/mine", UriKind.Relative));
        using var shared = await Chen.Http.DeleteAsync(new Uri("/api/macros/all", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (own.StatusCode, shared.StatusCode));
        Assert.Empty(await ShortcutsAsync(Li));
    }

    [Fact]
    public async Task A_macro_keeps_each_of_its_actions()
    {
        await Chen.SendAsync(HttpMethod.Put, "/api/phrases/bye", new { shortcut = "bye", text = "Good bye!", isShared = true });
        object[] actions =
        [
            new { type = "reply", phrase = "bye" },
            new { type = "label", add = new[] { "done" }, remove = new[] { "new" } },
            new { type = "priority", points = -5 },
            new { type = "transfer", queue = "sales" },
        ];
        var kept = await Li.SendAsync(HttpMethod.Put, "/api/macros/whole", new { shortcut = "whole", actions });
        Assert.Equal(JsonSerializer.SerializeToElement(actions).GetRawText(), kept.GetProperty("actions").GetRawText());
        foreach (var path in (string[])["/api/macros/whole", "/api/phrases/bye"])
            using (var gone = await (path.Contains("macros", StringComparison.Ordinal) ? Li : Chen).Http.DeleteAsync(new Uri(path, UriKind.Relative))) gone.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_macro_with_faults_is_refused_with_all_of_them()
    {
        await Li.SendAsync(HttpMethod.Put, "/api/phrases/own", new { shortcut = "own", text = "Only mine." });
        object?[] actions =
        [
            new { type = "reply", phrase = "gone" },
            new { type = "label", add = new[] { " spaces " } },
            new { type = "priority", points = 1_001 },
            new { type = "priority", points = 1 },
            Close,
            null,
        ];
        Assert.Equal(
            ["actions[0]", "actions[1]", "actions[2]", "actions[3]", "actions[4]", "actions[5]", "shortcut"],
            await FaultsAsync(Li, new { shortcut = "two words", actions }));
        Assert.Equal(["actions"], await FaultsAsync(Li, new { shortcut = "none" }));
        Assert.Equal(["actions[0]"], await FaultsAsync(Li, new { shortcut = "nowhere", actions = new[] { new { type = "transfer", queue = "none" } } }));
        Assert.Equal(["actions[0]"], await FaultsAsync(Li, new { shortcut = "machine", actions = new[] { new { type = "close", reason = "abandoned" } } }));

        // Who has not the phrase could not run it.
        Assert.Equal(["actions[0]"], await FaultsAsync(Chen, new { shortcut = "others", actions = new[] { new { type = "reply", phrase = "own" } }, isShared = true }));
        using var gone = await Li.Http.DeleteAsync(new Uri("/api/phrases/own", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(DeskClient agent, object macro)
    {
        using var answer = await PutAsync(agent, "faulty", macro);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
    }

    private static Task<HttpResponseMessage> PutAsync(DeskClient agent, string id, object macro) => agent.Http.PutAsJsonAsync(new Uri($"/api/macros/{id}", UriKind.Relative), macro);

    private static async Task<IEnumerable<string>> ShortcutsAsync(DeskClient agent) =>
        [.. (await agent.GetAsync("/api/macros")).GetProperty("items").EnumerateArray().Select(one => one.Text("shortcut")).Order(StringComparer.Ordinal)];
}
