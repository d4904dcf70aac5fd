using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>A customer on the tenant's own page: what they write, and each button they press.</summary>
public sealed class PageVisitor : IDisposable
{
    private const string Account = "site";

    private readonly Scene scene;
    private readonly HttpClient http;

    private PageVisitor(Scene scene, HttpClient http, JsonElement session)
    {
        Session = session;
        var visitor = session.GetProperty("visitor");
        this.scene = scene;
        this.http = http;
        Id = visitor.Id();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", visitor.Text("token"));
    }

    public string Id { get; }

    /// <summary>What they were told when they came.</summary>
    public JsonElement Session { get; }

    public static async Task<PageVisitor> ComeAsync(Scene scene)
    {
        var http = new HttpClient { BaseAddress = scene.Clock.Address, Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await http.PostAsJsonAsync(new Uri($"/api/widget/{scene.Tenant}/{Account}/session", UriKind.Relative), new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new PageVisitor(scene, http, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <returns>The conversation that it went to.</returns>
    public async Task<string> WriteAsync(string text, object? form = null)
    {
        var said = new { id = Customers.Unique("v").Replace(' ', '-'), text, sentAt = scene.Now, form };
        using var answer = await http.PostAsJsonAsync(new Uri($"/webhooks/{scene.Tenant}/webchat/{Account}", UriKind.Relative), said);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await scene.HeardAsync(new AccountKey(scene.Tenant, "webchat", Account), Id, text);
    }

    public async Task PressAsync(string button, object? body = null)
    {
        using var answer = await PostAsync(button, body);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync());
    }

    /// <returns>Why it is not done.</returns>
    public async Task<string> RefusedAsync(string button, object? body = null)
    {
        using var answer = await PostAsync(button, body);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("reason");
    }

    /// <summary>What the page shows, as soon as it shows that.</summary>
    public async Task<JsonElement> SeesAsync(Func<JsonElement, bool> so)
    {
        JsonElement page = default;
        await scene.UntilAsync(
            async () =>
            {
                page = await http.GetFromJsonAsync<JsonElement>(new Uri($"/api/widget/{scene.Tenant}/{Account}/messages", UriKind.Relative));
                return so(page);
            },
            () => page.ToString());
        return page;
    }

    public Task<JsonElement> SeesPhaseAsync(string phase) => SeesAsync(page => page.GetProperty("state").Text("phase") == phase);

    public Task<JsonElement> ReadsAsync(string text) =>
        SeesAsync(page => page.GetProperty("items").EnumerateArray().Any(item => item.Text("text").Contains(text, StringComparison.Ordinal)));

    public void Dispose() => http.Dispose();

    private Task<HttpResponseMessage> PostAsync(string button, object? body) =>
        http.PostAsJsonAsync(new Uri($"/api/widget/{scene.Tenant}/{Account}/{button}", UriKind.Relative), body ?? new { });
}
