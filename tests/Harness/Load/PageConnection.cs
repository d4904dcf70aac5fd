using System.Net.WebSockets;
using System.Text;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>Looks at one message of the hub as it came, without its separator.</summary>
/// <param name="arrived">A stopwatch timestamp.</param>
public delegate void FrameReader(ReadOnlySpan<byte> message, long arrived);

/// <summary>
/// An open page of the desk that hands on what is pushed as bytes: at thousands of frames a second, reading all of their JSON would take the processor
/// from the server. It pings as a page does, so it may stay for hours.
/// </summary>
public sealed class PageConnection : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int MaxFrameBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private static readonly ReadOnlyMemory<byte> Ping = "{\"type\":6}\u001e"u8.ToArray();
    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource stop = new();
    private readonly FrameReader read;
    private Task work = Task.CompletedTask;

    private PageConnection(FrameReader read) => this.read = read;

    /// <summary>Whether the server is still there.</summary>
    public bool IsOpen => !work.IsCompleted;

    public static async Task<PageConnection> OpenAsync(DeskClient desk, FrameReader read)
    {
        ArgumentNullException.ThrowIfNull(desk);
        var answer = await desk.SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        var url = new UriBuilder(answer.GetProperty("url").GetString()!);
        url.Scheme = url.Scheme == "https" ? "wss" : "ws";
        url.Query = $"{url.Query.TrimStart('?')}&access_token={Uri.EscapeDataString(answer.GetProperty("accessToken").GetString()!)}";
        var page = new PageConnection(read);
        try
        {
            await page.socket.ConnectAsync(url.Uri, CancellationToken.None);
            await page.socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
            page.work = Task.WhenAll(page.ReceiveAsync(), page.PingAsync());
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work;
        socket.Dispose();
        stop.Dispose();
    }

    private async Task PingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(PingEvery, stop.Token);
                await socket.SendAsync(Ping, WebSocketMessageType.Text, true, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The end of the connection.
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(held), stop.Token);
                var arrived = System.Diagnostics.Stopwatch.GetTimestamp();
                if (received.MessageType == WebSocketMessageType.Close) break;
                held += received.Count;
                var from = 0;
                for (int end; (end = buffer.AsSpan(from, held - from).IndexOf(RecordSeparator)) >= 0; from += end + 1) read(buffer.AsSpan(from, end), arrived);
                buffer.AsSpan(from, held - from).CopyTo(buffer);
                held -= from;
                if (held < buffer.Length) continue;
                if (held >= MaxFrameBytes) throw new InvalidOperationException("A frame is larger than this client accepts.");
                Array.Resize(ref buffer, held * 2);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The end of the connection is the end of what it tells.
        }
        finally
        {
            await stop.CancelAsync();
        }
    }
}
