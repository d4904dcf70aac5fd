using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>Connects as any client does and then reads nothing any more: what is sent to it stays in the buffers of the line, and those are small.</summary>
internal sealed class StalledClient : IDisposable
{
    private const int SmallestBufferBytes = 4_096;
    private readonly TcpClient line = new() { ReceiveBufferSize = SmallestBufferBytes };

    private StalledClient(string connectionId) => ConnectionId = connectionId;

    public string ConnectionId { get; }

    /// <summary>Connects with what a negotiate function answered.</summary>
    public static async Task<StalledClient> ConnectAsync(JsonElement negotiated)
    {
        var url = new Uri(negotiated.GetProperty("url").GetString()!);
        var token = negotiated.GetProperty("accessToken").GetString()!;
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.PostAsync(new UriBuilder(url) { Path = "/client/negotiate", Query = url.Query + "&negotiateVersion=1" }.Uri, null);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var client = new StalledClient(answer.GetProperty("connectionId").GetString()!);
        await client.line.ConnectAsync(url.Host, url.Port);
        var stream = client.line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {url.PathAndQuery}&id={Uri.EscapeDataString(answer.GetProperty("connectionToken").GetString()!)}&access_token={Uri.EscapeDataString(token)} HTTP/1.1\r\n"
            + $"Host: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(new byte[16])}\r\n\r\n"));
        await stream.WriteAsync(Frame("{\"protocol\":\"json\",\"version\":1}\u001e"));
        return client;
    }

    /// <summary>One text frame, masked with zeros, which leave it as it is (RFC 6455, section 5.2).</summary>
    private static byte[] Frame(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)];

    public void Dispose() => line.Dispose();
}
