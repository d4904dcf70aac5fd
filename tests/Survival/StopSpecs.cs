using System.Net;
using OmniFunctions.Tests.Crash;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Survival;

/// <summary>The process is asked to end, as an operator or a service manager asks it.</summary>
public sealed class StopSpecs
{
    private const int Customers = 8;
    private const int Stops = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_server_stopped_under_load_ends_well_loses_nothing_and_names_no_customer_in_its_log()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await FakePlatform.StartAsync();
        var port = ServerProcess.FreePort();
        var ledger = new Ledger();
        using var over = new CancellationTokenSource();
        var customers = Enumerable.Range(1, Customers).Select(number => new Customer(new Uri($"http://127.0.0.1:{port}"), number, ledger)).ToList();
        var load = Task.WhenAll(customers.Select(customer => customer.WriteAsync(Pause, over.Token)));
        for (var stop = 0; stop < Stops; stop++)
        {
            await using var server = await ServerProcess.StartAsync(folder.Path, platform.Settings, port);
            var before = ledger.Count;
            Assert.True(await Patiently.WaitAsync(() => Task.FromResult(ledger.Count > before + 50), Patience), server.Output);

            Assert.Equal(0, await server.StopAsync());
            Assert.NotEmpty(server.Output);
            Assert.All(ledger.Messages.Keys, sender => Assert.DoesNotContain(sender, server.Output, StringComparison.Ordinal));
        }

        await using var last = await ServerProcess.StartAsync(folder.Path, platform.Settings, port);
        await over.CancelAsync();
        await load.WaitAsync(Patience);
        foreach (var customer in customers) customer.Dispose();
        var verdict = await new Audit(ledger, platform.Received).RunAsync(last.Address, Patience, TimeSpan.FromMilliseconds(500));
        Assert.True(verdict.IsClean, $"{verdict}\n{string.Join('\n', verdict.Findings)}");
    }

    [Fact]
    public async Task A_server_that_stops_says_so_before_it_closes()
    {
        using var folder = new TemporaryFolder();
        await using var platform = await FakePlatform.StartAsync();
        await using var server = await ServerProcess.StartAsync(folder.Path, platform.Settings);
        using var http = new HttpClient { BaseAddress = server.Address };
        var answers = new List<HttpStatusCode>();
        var stopping = server.StopAsync();
        try
        {
            while (!stopping.IsCompleted) answers.Add((await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        }
        catch (HttpRequestException)
        {
            // Closed, and only now.
        }

        Assert.Equal(0, await stopping);
        Assert.DoesNotContain(HttpStatusCode.OK, answers.SkipWhile(answer => answer == HttpStatusCode.OK));
    }
}
