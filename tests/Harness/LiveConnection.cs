using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace OmniFunctions.Tests.Harness;

/// <summary>
/// A SignalR client over a bare WebSocket with the JSON hub protocol, so that the time of a frame is the time it arrived.
/// See https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md.
/// </summary>
public sealed class LiveConnection : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int MaxFrameBytes = 4 * 1024 * 1024;
    private readonly ClientWebSocket socket;
    private readonly Channel<LiveMessage> messages = Channel.CreateUnbounded<LiveMessage>();
    private readonly CancellationTokenSource stop = new();
    private Task pump = Task.CompletedTask;

    private LiveConnection(ClientWebSocket socket) => this.socket = socket;

    public ChannelReader<LiveMessage> Messages => messages.Reader;

    public static async Task<LiveConnection> OpenAsync(Uri url, string accessToken)
    {
        var address = new UriBuilder(url) { Scheme = url.Scheme == "https" ? "wss" : "ws" };
        address.Query = $"{url.Query.TrimStart('?')}&access_token={Uri.EscapeDataString(accessToken)}";
        var connection = new LiveConnection(new ClientWebSocket());
        await connection.socket.ConnectAsync(address.Uri, CancellationToken.None);
        await connection.SendAsync("""{"protocol":"json","version":1}""");
        var shaken = new TaskCompletionSource();
        connection.pump = connection.PumpAsync(shaken);
        await shaken.Task.WaitAsync(TimeSpan.FromSeconds(10));
        return connection;
    }

    private Task SendAsync(string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text + (char)RecordSeparator), WebSocketMessageType.Text, true, stop.Token);

    private async Task PumpAsync(TaskCompletionSource shaken)
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(held), stop.Token);
                var arrived = System.Diagnostics.Stopwatch.GetTimestamp();
                if (read.MessageType == WebSocketMessageType.Close) break;
                held += read.Count;
                var from = 0;
                for (int end; (end = buffer.AsSpan(from, held - from).IndexOf(RecordSeparator)) >= 0; from += end + 1)
                    Take(buffer.AsMemory(from, end), arrived, shaken);
                buffer.AsSpan(from, held - from).CopyTo(buffer);
                held -= from;
                if (held == buffer.Length)
                {
                    if (held >= MaxFrameBytes) throw new InvalidOperationException("A frame is larger than this client accepts.");
                    Array.Resize(ref buffer, held * 2);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The end of the connection is the end of the messages.
        }
        finally
        {
            messages.Writer.TryComplete();
            shaken.TrySetException(new InvalidOperationException("The live connection ended before its handshake."));
        }
    }

    private void Take(ReadOnlyMemory<byte> record, long arrived, TaskCompletionSource shaken)
    {
        using var document = JsonDocument.Parse(record);
        if (!document.RootElement.TryGetProperty("type", out var type))
        {
            if (document.RootElement.TryGetProperty("error", out var error)) shaken.TrySetException(new InvalidOperationException(error.GetString()));
            else shaken.TrySetResult();
            return;
        }

        if (type.GetInt32() == 1)
            messages.Writer.TryWrite(new LiveMessage(
                document.RootElement.GetProperty("target").GetString()!,
                document.RootElement.GetProperty("arguments").EnumerateArray().Select(argument => argument.Clone()).ToArray(),
                arrived));
    }

    /// <summary>The next message that fits, or an exception after the patience has run out.</summary>
    public async Task<LiveMessage> WaitForAsync(Func<LiveMessage, bool> fits, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        await foreach (var message in Messages.ReadAllAsync(limit.Token))
            if (fits(message)) return message;
        throw new InvalidOperationException("The live connection ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await pump;
        socket.Dispose();
        stop.Dispose();
    }
}

/// <param name="Arrived">A stopwatch timestamp.</param>
public sealed record LiveMessage(string Target, IReadOnlyList<JsonElement> Arguments, long Arrived);
