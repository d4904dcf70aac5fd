using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>
/// One keep-alive connection, written on a socket so that the client, which shares the machine with the server, takes little of it. One request at a
/// time: platforms do not pipeline. A connection that the server closed is opened again by the next request.
/// </summary>
/// <param name="maxWait">For the answer; null for as long as it takes.</param>
public sealed class RawConnection(Uri server, TimeSpan? maxWait = null) : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024;
    private readonly byte[] buffer = new byte[MaxAnswerBytes];
    private CancellationTokenSource patience = new();
    private Socket? socket;

    /// <summary>The body of the last answer. Good until the next request.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <returns>What was answered; <see cref="RawAnswer.None"/> when the connection broke or the time was over before there was an answer.</returns>
    public async ValueTask<RawAnswer> SendAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            if (maxWait is { } limit) patience.CancelAfter(limit);
            if (socket is null)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(server.Host, server.Port, patience.Token);
            }

            await socket.SendAsync(request, patience.Token);
            return await ReadAsync(socket);
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException)
        {
            Close();
            return RawAnswer.None;
        }
        finally
        {
            if (maxWait is not null) patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        Close();
        patience.Dispose();
    }

    private void Close()
    {
        socket?.Dispose();
        socket = null;
        if (!patience.IsCancellationRequested) return;
        patience.Dispose();
        patience = new CancellationTokenSource();
    }

    private async ValueTask<RawAnswer> ReadAsync(Socket from)
    {
        for (var held = 0; held < buffer.Length;)
        {
            var read = await from.ReceiveAsync(buffer.AsMemory(held), patience.Token);
            if (read == 0)
            {
                Close();
                return RawAnswer.None;
            }

            held += read;
            var end = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (end < 0 || !IsWhole(buffer.AsSpan(0, end), buffer.AsSpan(end + 4, held - end - 4))) continue;
            Body = buffer.AsMemory(end + 4, held - end - 4);
            var answer = Answer(buffer.AsSpan(0, end));
            if (answer.Closes) Close();
            return answer;
        }

        throw new InvalidOperationException("An answer is longer than this client accepts.");
    }

    private static RawAnswer Answer(ReadOnlySpan<byte> head)
    {
        var status = ((head[9] - '0') * 100) + ((head[10] - '0') * 10) + head[11] - '0';

        // What is looked for stands only in answers that are no success, and these are few.
        if (status is >= 200 and < 300) return new RawAnswer(status, false, false);
        var text = Encoding.ASCII.GetString(head);
        return new RawAnswer(
            status,
            text.Contains("\r\nRetry-After:", StringComparison.OrdinalIgnoreCase),
            text.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            var value = head[(at + "Content-Length: ".Length)..];
            var line = value.IndexOf((byte)'\r');
            return body.Length >= int.Parse(line < 0 ? value : value[..line], NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return head.IndexOf("chunked"u8) < 0 || body.EndsWith("0\r\n\r\n"u8);
    }
}

/// <param name="Status">0 where there was no answer.</param>
/// <param name="SaysWhen">It has a Retry-After.</param>
/// <param name="Closes">The server ends the connection with it.</param>
public readonly record struct RawAnswer(int Status, bool SaysWhen, bool Closes)
{
    public static RawAnswer None => default;

    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>The server has too much to do and says so.</summary>
    public bool IsTurnedAway => Status is 429 or 503;
}
