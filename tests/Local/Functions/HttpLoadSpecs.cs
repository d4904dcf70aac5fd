using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook")]
public sealed class HttpLoadSpecs
{
    private readonly Heard heard = new();
    private readonly Gate gate = new();

    [Fact]
    public async Task A_request_beyond_the_outstanding_ones_is_turned_away_at_once()
    {
        await using var host = await StartAsync("""{ "maxOutstandingRequests": 2 }""");
        using var http = host.Client();
        var held = new[] { http.GetAsync("/held"), http.GetAsync("/held") };
        await heard.NextAsync(2);

        var refused = await http.GetAsync("/held");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Contains("/problems/too-busy", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        gate.Open.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/held")).StatusCode);
    }

    [Fact]
    public async Task A_request_beyond_the_concurrent_ones_waits_its_turn()
    {
        await using var host = await StartAsync("""{ "maxConcurrentRequests": 1 }""");
        using var http = host.Client();
        var first = http.GetAsync("/held");
        await heard.NextAsync();
        var second = http.GetAsync("/held");

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.True(heard.IsSilent);
        gate.Open.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await second).StatusCode);
    }

    private Task<LocalHost> StartAsync(string http) => HostOfTest.StartAsync(
        builder => builder.Services.AddSingleton(heard).AddSingleton(gate),
        HostOfTest.Options(typeof(Held)) with { HostJson = $$"""{ "version": "2.0", "extensions": { "http": {{http.Replace("{", "{ \"routePrefix\": \"\",", StringComparison.Ordinal)}} } }""" });

    public sealed class Gate
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Held(Heard heard, Gate gate)
    {
        [Function("Held")]
        public async Task<string> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "held")] HttpRequest request)
        {
            heard.Add("in");
            await gate.Open.Task;
            return "";
        }
    }
}
