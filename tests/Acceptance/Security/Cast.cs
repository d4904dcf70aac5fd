using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Demo;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Everybody who could call, and one conversation in every state that matters to who may see it.</summary>
public sealed class Cast(TheSystem system) : IAsyncLifetime
{
    private readonly Customers customers = new(system.Address);
    private readonly List<IDisposable> clients = [];

    /// <summary>In the order of the table's columns.</summary>
    public IReadOnlyList<(string Name, HttpClient Http)> Callers { get; private set; } = [];

    /// <summary>One that waits, one that is served, one that was put aside, one that is closed.</summary>
    public IReadOnlyList<SceneOfConversation> Conversations { get; private set; } = [];

    public string PresenceRequest { get; private set; } = "";

    public TheSystem System => system;

    public async Task InitializeAsync()
    {
        await system.ClearAsync();
        Conversations = await StageAsync();
        PresenceRequest = (await system.Li.SendAsync(HttpMethod.Post, "/api/presence/requests", new { presence = "away", reason = "training" })).Id();
        var disabled = await HireAsync(DemoTenant.Id, "wu.hao", "service");
        Callers =
        [
            ("nobody", Keep(Bearer(null))),
            ("customer", Keep(Bearer(await customers.VisitAsync()))),
            ("customer elsewhere", Keep(Bearer(await VisitElsewhereAsync()))),
            ("holder", system.Li.Http),
            ("colleague", system.Wang.Http),
            ("other queue", (await HireAsync(DemoTenant.Id, "sun.li", "after-sales")).Http),
            ("supervisor", system.Chen.Http),
            ("agent elsewhere", (await HireAsync(new TenantId("other"), "qian.yu", "service")).Http),
            ("supervisor elsewhere", system.Stranger.Http),
            ("disabled", disabled.Http),
        ];
        await system.Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/wu.hao", new { isDisabled = true });
    }

    public async Task DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        customers.Dispose();
        await system.ClearAsync();
    }

    private async Task<IReadOnlyList<SceneOfConversation>> StageAsync()
    {
        var li = system.Li;
        var held = new List<string>();
        await li.SetPresenceAsync("online");
        for (var i = 0; i < 3; i++)
        {
            var text = Customers.Unique("on the stage");
            await customers.TelegramAsync(Customers.NextMessageId(), text);
            await Eventually.HoldsAsync(async () => (await li.ListAsync("mine")).Any(one => one.Text("lastText") == text && one.Text("phase") == "offered"));
            var id = (await li.ListAsync("mine")).Single(one => one.Text("lastText") == text).Id();
            await li.AcceptAsync(id);
            held.Add(id);
        }

        await li.SendAsync(HttpMethod.Post, $"/api/conversations/{held[1]}/snooze", new { });
        await li.CloseAsync(held[2]);
        await Eventually.HoldsAsync(async () => (await li.GetAsync($"/api/conversations/{held[2]}")).Text("phase") is "closed" or "wrapUp");
        if ((await li.GetAsync($"/api/conversations/{held[2]}")).Text("phase") == "wrapUp") await li.SendAsync(HttpMethod.Post, $"/api/conversations/{held[2]}/wrap-up/finish", new { });
        await li.SetPresenceAsync("away");

        var last = Customers.Unique("on the stage");
        await customers.TelegramAsync(Customers.NextMessageId(), last);
        await Eventually.HoldsAsync(async () => (await li.ListAsync("waiting")).Any(one => one.Text("lastText") == last && one.Text("phase") == "waiting"));
        var waiting = (await li.ListAsync("waiting")).Single(one => one.Text("lastText") == last).Id();
        var scenes = new List<SceneOfConversation>();
        foreach (var id in (string[])[waiting, .. held]) scenes.Add(await SceneOfAsync(id));
        return scenes;
    }

    private async Task<SceneOfConversation> SceneOfAsync(string id)
    {
        var person = (await system.Li.GetAsync($"/api/conversations/{id}")).GetProperty("person").Id();
        using var bytes = new ByteArrayContent("a file"u8.ToArray());
        using var kept = await system.Li.Http.PostAsync(new Uri($"/api/conversations/{id}/files?name=note.txt", UriKind.Relative), bytes);
        var file = (await kept.Content.ReadFromJsonAsync<JsonElement>()).Id();
        var decisions = await system.Li.GetAsync($"/api/conversations/{id}/explanations");
        var decided = decisions.GetProperty("items").EnumerateArray().First(item => item.GetProperty("seq").ValueKind == JsonValueKind.Number).GetProperty("seq").GetInt64();
        return new SceneOfConversation(id, person, file, decided);
    }

    private async Task<DeskClient> HireAsync(TenantId tenant, string name, string queue) => Keep(await Hiring.HireAsync(system, tenant, name, queue));

    private async Task<string> VisitElsewhereAsync()
    {
        using var answer = await customers.Http.PostAsJsonAsync(new Uri("/api/widget/other/site/session", UriKind.Relative), new { });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Text("token");
    }

    private HttpClient Bearer(string? token)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = system.Address, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-Omni", "1");
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private T Keep<T>(T client) where T : IDisposable
    {
        clients.Add(client);
        return client;
    }
}

/// <param name="Decision">The number of an event that explains itself.</param>
public sealed record SceneOfConversation(string Id, string Person, string File, long Decision);
