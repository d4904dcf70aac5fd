using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Bench;

/// <summary>Open pages of agents on which nothing happens: what each costs in memory and in processor time.</summary>
internal static class SocketsScenario
{
    private const int UsualSockets = 500;
    private const int FullSockets = 10_000;

    /// <summary>Pages of one agent. The product closes the oldest beyond twenty.</summary>
    private const int PagesEach = 5;

    private const double ShareOfACore = 0.1;
    private const int AtOnce = 8;
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>A masked frame with a hub's ping; a mask of zeros is a mask (RFC 6455, section 5.3).</summary>
    private static readonly ReadOnlyMemory<byte> Ping = Masked("{\"type\":6}\u001e");

    private static readonly ReadOnlyMemory<byte> Handshake = Masked("{\"protocol\":\"json\",\"version\":1}\u001e");

    /// <summary>What comes is not looked at, so all may write it to the same place.</summary>
    private static readonly Memory<byte> Unread = new byte[16 * 1024];

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var count = options.Clients ?? UsualSockets;
        var agents = (count + PagesEach - 1) / PagesEach;
        using var folder = new TemporaryFolder();
        await Staff.HireAsync(folder.Path, agents);
        await using var server = await ServerProcess.StartAsync(folder.Path);
        report.Settings($"{count:N0} pages of {agents:N0} agents, {PagesEach} each; every page pings each {PingEvery.TotalSeconds:0} s, as browsers do");
        await Task.Delay(Rest);
        var alone = await ShareAsync(server, TimeSpan.FromSeconds(options.Seconds));
        var before = server.ResidentMiB;
        var sockets = new Socket?[count];
        var closed = 0;
        using var over = new CancellationTokenSource();
        try
        {
            var opening = Stopwatch.StartNew();
            await Parallel.ForEachAsync(Enumerable.Range(0, agents), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (agent, _) =>
            {
                using var desk = await DeskClient.SignInAsync(server.Address, "demo", Staff.Name(agent), ServerProcess.DemoPassword);
                await desk.SetPresenceAsync("online");
                for (var page = agent * PagesEach; page < Math.Min(count, (agent + 1) * PagesEach); page++) sockets[page] = await ConnectAsync(desk, server.Address);
            });
            var opened = opening.Elapsed;
            var reading = sockets.Select(async socket =>
            {
                try
                {
                    while (await socket!.ReceiveAsync(Unread, over.Token) > 0)
                    {
                        // Pings, and who else came in.
                    }

                    Interlocked.Increment(ref closed);
                }
                catch (OperationCanceledException)
                {
                    // The end of the run.
                }
            }).ToList();
            var pinging = PingAsync(sockets, over.Token);
            await Task.Delay(Rest);
            var share = await ShareAsync(server, TimeSpan.FromSeconds(options.Seconds));
            var resident = server.ResidentMiB;
            await over.CancelAsync();
            await Task.WhenAll([.. reading, pinging]);
            report.Add((Measurement.Of("sockets", string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} % of a core ({alone * 100:0.0} without), {(resident - before) * 1024 / count:0} KiB each, {closed} closed")) with
            {
                Clients = count,
                Rate = count / opened.TotalSeconds,
                CpuMsPerOp = (share - alone) * 1000 / count,
                RssMiB = resident,
            }).Against("10,000 under 10 % of a core", count < FullSockets ? null : closed == 0 && share <= ShareOfACore));
        }
        finally
        {
            foreach (var socket in sockets) socket?.Dispose();
        }
    }

    /// <returns>The share of one core that the server takes.</returns>
    private static async Task<double> ShareAsync(ServerProcess server, TimeSpan duration)
    {
        var processor = server.ProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.Delay(duration);
        return (server.ProcessorTime - processor) / clock.Elapsed;
    }

    private static async Task<Socket> ConnectAsync(DeskClient desk, Uri server)
    {
        var where = await desk.SendAsync(HttpMethod.Post, "/api/live/negotiate", new { });
        var url = new Uri(where.GetProperty("url").GetString()!);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port);
        var token = Uri.EscapeDataString(where.GetProperty("accessToken").GetString()!);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET {url.AbsolutePath}{url.Query}&access_token={token} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
        var answer = new byte[4096];
        var read = await socket.ReceiveAsync(answer);
        if (!Encoding.ASCII.GetString(answer, 0, read).StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal))
            throw new InvalidOperationException($"A page was answered: {Encoding.ASCII.GetString(answer, 0, read)}");
        await socket.SendAsync(Handshake);
        return socket;
    }

    /// <summary>Spread over the time between two pings of one page.</summary>
    private static async Task PingAsync(Socket?[] sockets, CancellationToken over)
    {
        const int Groups = 100;
        try
        {
            for (var group = 0; ; group = (group + 1) % Groups)
            {
                for (var i = group; i < sockets.Length; i += Groups) await sockets[i]!.SendAsync(Ping, over);
                await Task.Delay(PingEvery / Groups, over);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The end of the run, or of a connection, which is counted where it is read.
        }
    }

    private static byte[] Masked(string text)
    {
        const byte Text = 0x81;
        const byte HasMask = 0x80;
        var payload = Encoding.UTF8.GetBytes(text);
        return [Text, (byte)(HasMask | payload.Length), 0, 0, 0, 0, .. payload];
    }
}
