using System.Globalization;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>
/// Kills a real server under load, again and again, on one data folder. Customers write through signed WeChat webhooks,
/// an agent answers, a fake platform receives; in the end everything that was acknowledged must be there, once and in order.
/// </summary>
/// <param name="progress">Where to say how far it has come; null for standard output.</param>
internal sealed class CrashRun(int cycles, int seed, TextWriter? progress = null)
{
    private const int Senders = 16;
    private const int MinLifeMs = 300;
    private const int MaxLifeMs = 1500;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(60);

    /// <summary>However busy the machine: how soon it is back is another fault's question.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    private readonly Ledger ledger = new();
    private readonly Random random = new(seed);

    public async Task<Verdict> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var customers = await FakePlatform.StartAsync();
        var port = ServerProcess.FreePort();
        using var over = new CancellationTokenSource();
        var address = new Uri($"http://127.0.0.1:{port}");
        var server = await ServerProcess.StartAsync(folder.Path, customers.Settings, port, LongestStart);
        var senders = Enumerable.Range(1, Senders).Select(number => new Customer(address, number, ledger)).ToList();
        var load = senders.Select(sender => sender.WriteAsync(TimeSpan.Zero, over.Token)).Append(new Answerer(address, ledger).AnswerAsync(over.Token)).ToArray();
        try
        {
            for (var cycle = 1; cycle <= cycles; cycle++)
            {
                await Task.Delay(random.Next(MinLifeMs, MaxLifeMs));
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(folder.Path, customers.Settings, port, LongestStart);
                if (cycle % 10 == 0) (progress ?? Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture, $"cycle {cycle} of {cycles}, acknowledged so far {ledger.Count}"));
            }

            await Task.Delay(MaxLifeMs);
            await over.CancelAsync();
            await Task.WhenAll(load);
            (progress ?? Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{cycles} kills; acknowledged {ledger.Messages.Values.Sum()} messages and {ledger.Replies.Count} replies; {customers.Received.Count} answers had reached the platform"));
            return await new Audit(ledger, customers.Received).RunAsync(address, SettleTime);
        }
        catch
        {
            Console.Error.WriteLine(server.Output);
            throw;
        }
        finally
        {
            await over.CancelAsync();
            await server.DisposeAsync();
            foreach (var sender in senders) sender.Dispose();
        }
    }
}
