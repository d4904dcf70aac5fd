using System.Diagnostics;
using System.Net.Sockets;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>A flood of connections against a server with few files, while customers go on writing over the connections they have.</summary>
internal static class FilesRunOut
{
    private const int Flood = 600;
    private const int Customers = 4;

    /// <summary>What the server starts with at least; a quarter of it is for clients.</summary>
    private const int FewFiles = 512;

    private static readonly TimeSpan FloodTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal sealed record Outcome(int Shed, int Accepted, TimeSpan Recovery, IReadOnlyList<string> Findings);

    public static async Task<Outcome> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await FakePlatform.StartAsync();
        await using var server = ServerProcess.Launch(folder.Path, platform.Settings, maxOpenFiles: FewFiles);
        await server.WaitUntilReadyAsync(Patience);
        var ledger = new Ledger();
        using var over = new CancellationTokenSource();
        var customers = Enumerable.Range(1, Customers).Select(number => new Customer(server.Address, number, ledger)).ToList();
        var load = Task.WhenAll(customers.Select(customer => customer.WriteAsync(Pause, over.Token)));
        await Patiently.WaitAsync(() => Task.FromResult(ledger.Messages.Count == Customers), Patience);
        var before = ledger.Count;
        var flood = await FloodAsync(server.Address);
        await Task.Delay(FloodTime);
        var shed = flood.Count(IsShed);
        var accepted = ledger.Count - before;
        foreach (var client in flood) client.Dispose();

        var recovery = await RecoverAsync(server);
        await over.CancelAsync();
        await load.WaitAsync(Patience);
        foreach (var customer in customers) customer.Dispose();
        var findings = new List<string>();
        if (recovery is null) return new(shed, accepted, Patience, [$"it does not answer any more: {server.Output}"]);
        if (shed == 0) findings.Add("no connection was turned away");
        if (accepted == 0) findings.Add("those who were connected were not served");
        var verdict = await new Audit(ledger, platform.Received).RunAsync(server.Address, Patience, TimeSpan.Zero);
        if (!verdict.IsClean) findings.Add(verdict.ToString());
        return new(shed, accepted, recovery.Value, [.. findings, .. verdict.Findings]);
    }

    private static async Task<List<Socket>> FloodAsync(Uri server)
    {
        var clients = Enumerable.Range(0, Flood).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)).ToList();
        using var limit = new CancellationTokenSource(FloodTime);
        await Task.WhenAll(clients.Select(async client =>
        {
            try
            {
                await client.ConnectAsync(server.Host, server.Port, limit.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // Turned away already, or left in the line.
            }
        }));
        return clients;
    }

    /// <summary>Not connected, closed by the other side, or connected in the system's line only, without an answer to a whole request.</summary>
    private static bool IsShed(Socket client)
    {
        try
        {
            if (!client.Connected || (client.Poll(0, SelectMode.SelectRead) && client.Available == 0)) return true;
            client.Send("GET /health/live HTTP/1.1\r\nHost: flood\r\n\r\n"u8);
            return !client.Poll(TimeSpan.FromMilliseconds(2), SelectMode.SelectRead) || client.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <returns>Until a client that was not there before is answered; null when it never is.</returns>
    private static async Task<TimeSpan?> RecoverAsync(ServerProcess server)
    {
        var waited = Stopwatch.StartNew();
        try
        {
            await server.WaitUntilReadyAsync(Patience);
            return waited.Elapsed;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
