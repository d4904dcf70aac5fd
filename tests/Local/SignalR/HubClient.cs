using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>Speaks the JSON hub protocol over a WebSocket: records end with the byte 0x1e.</summary>
internal sealed class HubClient : IAsyncDisposable
{
    private const char RecordEnd = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ClientWebSocket socket = new();
    private readonly Queue<JsonElement> received = new();
    private string rest = "";

    private HubClient(string connectionId) => ConnectionId = connectionId;

    public string ConnectionId { get; }

    /// <summary>Connects with what a negotiate function answered.</summary>
    public static async Task<HubClient> ConnectAsync(JsonElement negotiated)
    {
        var client = await OpenAsync(negotiated);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        await client.ReadRecordAsync();
        return client;
    }

    /// <summary>Connects, offers a handshake that the server will not have, and gives its answer.</summary>
    public static async Task<JsonElement> RefusedAsync(JsonElement negotiated, string handshake)
    {
        await using var client = await OpenAsync(negotiated);
        await client.SendAsync(handshake);
        return await client.ReadRecordAsync();
    }

    private static async Task<HubClient> OpenAsync(JsonElement negotiated)
    {
        var url = new Uri(negotiated.GetProperty("url").GetString()!);
        var token = negotiated.GetProperty("accessToken").GetString()!;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var negotiate = new UriBuilder(url) { Path = "/client/negotiate", Query = url.Query + "&negotiateVersion=1" }.Uri;
        var response = await http.PostAsync(negotiate, null);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var client = new HubClient(answer.GetProperty("connectionId").GetString()!);
        var query = $"{url.Query}&id={Uri.EscapeDataString(answer.GetProperty("connectionToken").GetString()!)}&access_token={Uri.EscapeDataString(token)}";
        await client.socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws", Query = query }.Uri, CancellationToken.None);
        return client;
    }

    /// <summary>The next call of a client method: its name and arguments. Pings are passed over.</summary>
    public async Task<(string Target, JsonElement Arguments)> NextCallAsync()
    {
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < Patience)
        {
            var record = await ReadRecordAsync();
            if (record.TryGetProperty("type", out var type) && type.GetInt32() == 1)
                return (record.GetProperty("target").GetString()!, record.GetProperty("arguments"));
        }

        throw new TimeoutException("Pings came, but no call.");
    }

    /// <summary>Calls a method of the hub and gives the completion, with its result or its error.</summary>
    /// <param name="arguments">As JSON.</param>
    public async Task<JsonElement> InvokeAsync(string method, params string[] arguments)
    {
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[{{string.Join(',', arguments)}}]}""");
        while (true)
            if (await ReadRecordAsync() is var record && record.TryGetProperty("type", out var type) && type.GetInt32() == 3) return record;
    }

    /// <summary>Waits for the server's next sign of life that is no call.</summary>
    public async Task NextPingAsync()
    {
        while (!(await ReadRecordAsync() is var record && record.TryGetProperty("type", out var type) && type.GetInt32() == 6)) { }
    }

    /// <summary>Waits until the server has closed the connection, and gives the reason it wrote.</summary>
    public async Task<string?> ClosedAsync()
    {
        string? reason = null;
        try
        {
            while (true)
            {
                var record = await ReadRecordAsync();
                if (record.TryGetProperty("type", out var type) && type.GetInt32() == 7 && record.TryGetProperty("error", out var error)) reason = error.GetString();
            }
        }
        catch (WebSocketException)
        {
            return reason;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
    }

    private Task SendAsync(string record) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(record + RecordEnd), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task<JsonElement> ReadRecordAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        while (received.Count == 0)
        {
            var part = await socket.ReceiveAsync(buffer, limit.Token);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The server closed the connection.");
            rest += Encoding.UTF8.GetString(buffer, 0, part.Count);
            var records = rest.Split(RecordEnd);
            foreach (var record in records[..^1]) received.Enqueue(JsonDocument.Parse(record).RootElement);
            rest = records[^1];
        }

        return received.Dequeue();
    }
}
