using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>Handlers that block their threads, more of them than the pool has, in a host of this process.</summary>
internal static class ThreadsRunOut
{
    private const int Requests = 200;
    private static readonly TimeSpan BlockedFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal sealed record Outcome(int Blocked, TimeSpan Recovery, IReadOnlyList<string> Findings);

    public static async Task<Outcome> RunAsync()
    {
        using var folder = new TemporaryFolder();
        Blocking.Gate.Reset();
        await using var host = await LocalHost.StartAsync(builder => builder.ConfigureFunctionsWebApplication(), new LocalHostOptions
        {
            Assemblies = [typeof(Blocking).Assembly],
            Include = type => type == typeof(Blocking),
            BaseFolder = folder.Path,
            DataFolder = Path.Combine(folder.Path, "data"),
            HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
        });
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Requests + 1 }) { BaseAddress = host.Address, Timeout = Patience };
        var blocked = Enumerable.Range(0, Requests).Select(_ => http.GetAsync(new Uri("/blocking", UriKind.Relative))).ToList();

        // The pool has no thread for this either, so it is waited for on one of its own.
        var stuck = await Task.Factory.StartNew(() => { Thread.Sleep(BlockedFor); return blocked.Count(request => !request.IsCompleted); },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var waited = Stopwatch.StartNew();
        Blocking.Gate.Set();
        var quick = await http.GetAsync(new Uri("/quick", UriKind.Relative));
        var answers = await Task.WhenAll(blocked);
        var recovery = waited.Elapsed;

        var failed = answers.Append(quick).Count(answer => !answer.IsSuccessStatusCode);
        return new(stuck, recovery, failed == 0 ? [] : [$"{failed} requests failed that had only to wait"]);
    }

    /// <summary>Public because functions are; nobody else looks here for them.</summary>
    public static class Blocking
    {
        internal static ManualResetEventSlim Gate { get; } = new();

        [Function("Blocking")]
        public static string Block([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "blocking")] HttpRequest request)
        {
            Gate.Wait();
            return "done";
        }

        [Function("Quick")]
        public static string Quick([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "quick")] HttpRequest request) => "done";
    }
}
