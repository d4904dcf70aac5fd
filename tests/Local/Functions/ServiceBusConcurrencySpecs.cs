using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus")]
[Follows("https://learn.microsoft.com/dotnet/api/microsoft.azure.webjobs.servicebus.servicebusoptions")]
public sealed class ServiceBusConcurrencySpecs
{
    private readonly Heard heard = new();
    private readonly Turnstile turnstile = new();

    [Fact]
    public async Task No_more_calls_run_at_once_than_host_json_allows()
    {
        await using var host = await StartAsync(typeof(OneByOne), """{ "maxConcurrentCalls": 2 }""");

        await SendAsync(host, "single", "1", "2", "3");

        await AssertTwoThenOneAsync();
    }

    [Fact]
    public async Task No_more_sessions_are_held_at_once_than_host_json_allows()
    {
        await using var host = await StartAsync(typeof(InSession), """{ "maxConcurrentSessions": 2, "sessionIdleTimeout": "00:00:00.050" }""");

        await SendAsync(host, "in-session", "a", "b", "c");

        await AssertTwoThenOneAsync();
    }

    [Fact]
    public async Task A_session_runs_one_call_at_a_time_unless_host_json_allows_more()
    {
        await using (var host = await StartAsync(typeof(InSession), "{}"))
        {
            await SendAsync(host, "in-session", "a1", "a2");
            Assert.Equal("a1", await heard.NextAsync());
            Assert.True(heard.IsSilent);
            turnstile.LetThrough(2);
            Assert.Equal("a2", await heard.NextAsync());
        }

        await using var wider = await StartAsync(typeof(InSession), """{ "maxConcurrentCallsPerSession": 2 }""");
        await SendAsync(wider, "in-session", "b1", "b2", "b3");
        Assert.Equal(["b1", "b2"], (await heard.NextAsync(2)).Order(StringComparer.Ordinal));
        Assert.True(heard.IsSilent);
        turnstile.LetThrough(3);
    }

    [Fact]
    public async Task A_function_may_renew_and_release_its_session()
    {
        await using var host = await StartAsync(typeof(Releasing), """{ "maxConcurrentSessions": 1, "sessionIdleTimeout": "01:00:00" }""");

        await SendAsync(host, "releasing", "a", "b");

        Assert.Equal(["a renewed", "b renewed"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task Messages_fetched_ahead_run_once_each()
    {
        await using var host = await StartAsync(typeof(OneByOne), """{ "prefetchCount": 10, "maxConcurrentCalls": 2 }""");
        turnstile.LetThrough(100);

        await SendAsync(host, "single", [.. Enumerable.Range(0, 50).Select(number => $"{number:00}")]);

        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number:00}"), (await heard.NextAsync(50)).Order(StringComparer.Ordinal));
        await host.DisposeAsync();
        Assert.True(heard.IsSilent);
    }

    private async Task AssertTwoThenOneAsync()
    {
        await heard.NextAsync(2);
        Assert.True(heard.IsSilent);
        turnstile.LetThrough(1);
        await heard.NextAsync();
        turnstile.LetThrough(2);
    }

    private Task<LocalHost> StartAsync(Type functions, string serviceBus) => HostOfTest.StartAsync(
        builder => builder.Services.AddSingleton(heard).AddSingleton(turnstile),
        HostOfTest.Options(functions) with { HostJson = $$"""{ "version": "2.0", "extensions": { "serviceBus": {{serviceBus}} } }""" });

    /// <summary>The session of a body is its first letter.</summary>
    private static async Task SendAsync(LocalHost host, string queue, params string[] bodies)
    {
        await using var client = new ServiceBusClient(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);
        await client.CreateSender(queue).SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body) { SessionId = body[..1] }));
    }

    public sealed class Turnstile
    {
        private readonly SemaphoreSlim open = new(0);

        public void LetThrough(int count) => open.Release(count);

        public Task PassAsync() => open.WaitAsync();
    }

    public sealed class OneByOne(Heard heard, Turnstile turnstile)
    {
        [Function("One")]
        public Task Run([ServiceBusTrigger("single", Connection = "ServiceBus")] string text)
        {
            heard.Add(text);
            return turnstile.PassAsync();
        }
    }

    public sealed class InSession(Heard heard, Turnstile turnstile)
    {
        [Function("InSession")]
        public Task Run([ServiceBusTrigger("in-session", Connection = "ServiceBus", IsSessionsEnabled = true)] string text)
        {
            heard.Add(text);
            return turnstile.PassAsync();
        }
    }

    public sealed class Releasing(Heard heard)
    {
        [Function("Releasing")]
        public async Task Run(
            [ServiceBusTrigger("releasing", Connection = "ServiceBus", IsSessionsEnabled = true)] string text, ServiceBusSessionMessageActions session)
        {
            var until = session.SessionLockedUntil;
            await Task.Delay(5);
            await session.RenewSessionLockAsync();
            heard.Add(session.SessionLockedUntil > until ? $"{text} renewed" : $"{text} not renewed");
            await session.ReleaseSession();
        }
    }
}
