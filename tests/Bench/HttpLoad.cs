using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OmniFunctions.Tests.Bench;

/// <summary>
/// Closed-loop load over keep-alive connections, written on sockets so that the client, which shares the machine with the
/// server, takes little of it. Every answer other than 2xx ends the run.
/// </summary>
internal static class HttpLoad
{
    private const int MaxAnswerBytes = 64 * 1024;

    /// <param name="request">The n-th request's path (with query), content type and body.</param>
    public static async Task<(Latencies Latencies, double Rate)> RunAsync(
        Uri server, int clients, TimeSpan duration, Func<long, (string Path, string Headers, string Body)> request)
    {
        var next = 0L;
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            var latencies = new Latencies();
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server.Host, server.Port);
            var buffer = new byte[MaxAnswerBytes];
            while (Stopwatch.GetTimestamp() < end)
            {
                var (path, headers, body) = request(Interlocked.Increment(ref next));
                var bytes = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
                    $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
                var sent = Stopwatch.GetTimestamp();
                await socket.SendAsync(bytes);
                await ReadAnswerAsync(socket, buffer);
                latencies.Add(sent, Stopwatch.GetTimestamp());
            }

            return latencies;
        })));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = new Latencies();
        foreach (var one in results) all.AddAll(one);
        return (all, all.Count / elapsed);
    }

    private static async Task ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var held = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0) throw new InvalidOperationException("The server closed the connection.");
            held += read;
            var head = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var text = Encoding.ASCII.GetString(buffer, 0, head);
            if (text[9] != '2') throw new InvalidOperationException($"The server answered: {text}");
            if (IsWhole(text, buffer.AsSpan(head + 4, held - head - 4))) return;
        }
    }

    private static bool IsWhole(string head, ReadOnlySpan<byte> body)
    {
        var at = head.IndexOf("content-length:", StringComparison.OrdinalIgnoreCase);
        if (at >= 0)
        {
            var value = head.AsSpan(at + 15);
            var line = value.IndexOf('\r');
            return body.Length >= int.Parse(line < 0 ? value : value[..line], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }

        return !head.Contains("chunked", StringComparison.OrdinalIgnoreCase) || body.EndsWith("0\r\n\r\n"u8);
    }
}
