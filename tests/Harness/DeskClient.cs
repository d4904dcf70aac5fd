using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OmniFunctions.Tests.Harness;

/// <summary>An agent at work, over the same HTTP API as the web desk.</summary>
public sealed class DeskClient : IDisposable
{
    private readonly HttpClient http;

    private DeskClient(HttpClient http) => this.http = http;

    public HttpClient Http => http;

    public static async Task<DeskClient> SignInAsync(Uri server, string tenant, string name, string password)
    {
        var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer(), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var http = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Add("X-Omni", "1");
        var client = new DeskClient(http);
        await client.SendAsync(HttpMethod.Post, "/api/session", new { tenant, name, password });
        return client;
    }

    public Task SetPresenceAsync(string presence) => SendAsync(HttpMethod.Put, "/api/presence", new { presence });

    public async Task<IReadOnlyList<JsonElement>> ListAsync(string view)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/conversations?view={view}&limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Every conversation of the tenant; for supervisors.</summary>
    public async Task<IReadOnlyList<string>> AllConversationsAsync()
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/admin/conversations?limit=200{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);
        return ids;
    }

    public async Task<IReadOnlyList<JsonElement>> EntriesAsync(string conversation)
    {
        var entries = new List<JsonElement>();
        while (true)
        {
            var after = entries.Count == 0 ? 0 : entries[^1].GetProperty("seq").GetInt64();
            var page = await GetAsync($"/api/conversations/{conversation}/events?after={after}&limit=200");
            entries.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.GetProperty("hasMore").GetBoolean()) return entries;
        }
    }

    public Task AcceptAsync(string conversation) => SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/accept", new { });

    public Task ReplyAsync(string conversation, string messageId, string text) =>
        SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/replies", new { messageId, text });

    public Task CloseAsync(string conversation) => SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/close", new { reason = "resolved" });

    public async Task<LiveConnection> ConnectLiveAsync()
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        return await LiveConnection.OpenAsync(new Uri(answer.GetProperty("url").GetString()!), answer.GetProperty("accessToken").GetString()!);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(answer);
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    public void Dispose() => http.Dispose();
}
