using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-host-json")]
[Follows("https://learn.microsoft.com/azure/azure-functions/functions-scale")]
public sealed class RunLimitSpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Heard heard = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_function_beyond_its_time_is_asked_to_end_and_its_run_has_failed()
    {
        await using var host = await StartAsync(typeof(Patient), "00:01:00");
        await using var client = Client(host);
        await client.CreateSender("patient").SendMessageAsync(new ServiceBusMessage("x"));
        Assert.Equal("began", await heard.NextAsync());

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(heard.IsSilent);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("asked to end", await heard.NextAsync());
        var dead = await client.CreateReceiver("patient", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter }).ReceiveMessageAsync(Patience);
        Assert.Equal("MaxDeliveryCountExceeded", dead!.DeadLetterReason);
    }

    [Fact]
    public async Task A_function_that_does_not_listen_is_given_up()
    {
        await using var host = await StartAsync(typeof(Deaf), "00:01:00");
        await using var client = Client(host);
        await client.CreateSender("deaf").SendMessageAsync(new ServiceBusMessage("x"));
        Assert.Equal("began", await heard.NextAsync());

        var letters = client.CreateReceiver("deaf", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        ServiceBusReceivedMessage? dead = null;

        // The grace begins once the end of the time was noticed, which another thread does.
        for (var second = 0; second < 1_000 && dead is null; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
            dead = await letters.ReceiveMessageAsync(TimeSpan.Zero);
        }

        Assert.NotNull(dead);
    }

    [Fact]
    public async Task Without_a_limit_a_function_takes_its_time()
    {
        await using var host = await StartAsync(typeof(Waiting), "-1");
        using var http = host.Client();
        var asking = http.GetAsync("/waiting");
        Assert.Equal("began", await heard.NextAsync());

        time.Advance(TimeSpan.FromDays(2));

        Assert.False(asking.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.False(asking.IsCompleted);
    }

    [Fact]
    public async Task A_request_beyond_its_time_is_answered_as_a_failure()
    {
        await using var host = await StartAsync(typeof(Waiting), "00:01:00");
        using var http = host.Client();
        var asking = http.GetAsync("/waiting");
        Assert.Equal("began", await heard.NextAsync());

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.InternalServerError, (await asking).StatusCode);
    }

    private Task<LocalHost> StartAsync(Type functions, string limit) => HostOfTest.StartAsync(
        builder => builder.Services.AddSingleton(heard).Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200)),
        HostOfTest.Options(functions)
            .With("OmniFunctions.Local:Queues:patient:MaxDeliveryCount", "1")
            .With("OmniFunctions.Local:Queues:deaf:MaxDeliveryCount", "1") with
        {
            Time = time,
            HostJson = $$"""{ "version": "2.0", "functionTimeout": "{{limit}}", "extensions": { "http": { "routePrefix": "" } } }""",
        });

    private static ServiceBusClient Client(LocalHost host) => new(host.Services.GetRequiredService<IConfiguration>()["ServiceBus"]!);

    public sealed class Patient(Heard heard)
    {
        [Function("Patient")]
        public async Task Run([ServiceBusTrigger("patient", Connection = "ServiceBus")] string text, CancellationToken cancellation)
        {
            heard.Add("began");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            heard.Add("asked to end");
        }
    }

    public sealed class Deaf(Heard heard)
    {
        [Function("Deaf")]
        public async Task Run([ServiceBusTrigger("deaf", Connection = "ServiceBus")] string text)
        {
            heard.Add("began");
            await new TaskCompletionSource().Task;
        }
    }

    public sealed class Waiting(Heard heard)
    {
        [Function("Waiting")]
        public async Task<string> Run(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waiting")] HttpRequest request, CancellationToken cancellation)
        {
            heard.Add("began");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "";
        }
    }
}
