using System.Text.Json;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-trigger")]
public sealed class EventHubTriggerSpecs
{
    private readonly Heard heard = new();

    [Fact]
    public async Task Events_of_one_key_come_in_order_from_one_partition()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(OneByOne)));
        await using var producer = Producer(host);

        foreach (var text in new[] { "1", "2", "3" })
            await producer.SendAsync([new EventData(text)], new SendEventOptions { PartitionKey = "ada" });

        var calls = await heard.NextAsync(3);
        Assert.Equal(["1", "2", "3"], calls.Select(call => call.Split('@')[0]));
        Assert.Single(calls.Select(call => call.Split('@')[1]).Distinct());
    }

    [Fact]
    public async Task A_batch_is_bounded_by_host_json()
    {
        var options = HostOfTest.Options(typeof(Batched)) with
        {
            HostJson = """{ "version": "2.0", "extensions": { "eventHubs": { "maxEventBatchSize": 2 } } }""",
        };
        await using var host = await StartAsync(options.With("OmniFunctions.Local:EventHubs:facts:PartitionCount", "1"));
        await using var producer = Producer(host);

        await producer.SendAsync([new EventData("1"), new EventData("2"), new EventData("3")]);

        Assert.Equal(["1,2", "3"], await heard.NextAsync(2));
    }

    [Fact]
    public async Task A_failing_run_is_retried_and_then_passed_over()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(Retried)));
        await using var producer = Producer(host);

        await producer.SendAsync([new EventData("bad")], new SendEventOptions { PartitionKey = "ada" });
        await producer.SendAsync([new EventData("good")], new SendEventOptions { PartitionKey = "ada" });

        Assert.Equal(["bad 0", "bad 1", "bad 2", "good 0"], await heard.NextAsync(4));
    }

    [Fact]
    public async Task After_a_restart_the_reading_goes_on_behind_the_checkpoint()
    {
        var options = HostOfTest.Options(typeof(OneByOne));
        await using (var host = await StartAsync(options))
        {
            await using var producer = Producer(host);
            await producer.SendAsync([new EventData("first")]);
            Assert.StartsWith("first", await heard.NextAsync(), StringComparison.Ordinal);
        }

        await using var again = await StartAsync(options);
        await using var second = Producer(again);
        await second.SendAsync([new EventData("second")]);

        Assert.StartsWith("second", await heard.NextAsync(), StringComparison.Ordinal);
    }

    private Task<LocalHost> StartAsync(LocalHostOptions options) => HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), options);

    private static EventHubProducerClient Producer(LocalHost host) =>
        new(host.Services.GetRequiredService<IConfiguration>()["EventHub"]!, "facts");

    public sealed class OneByOne(Heard heard)
    {
        [Function("OneByOne")]
        public void Run([EventHubTrigger("facts", Connection = "EventHub", IsBatched = false)] EventData data, FunctionContext context)
        {
            using var partition = JsonDocument.Parse((string)context.BindingContext.BindingData["PartitionContext"]!);
            heard.Add($"{data.EventBody}@{partition.RootElement.GetProperty("PartitionId").GetString()}");
        }
    }

    public sealed class Batched(Heard heard)
    {
        [Function("Batched")]
        public void Run([EventHubTrigger("facts", Connection = "EventHub")] string[] events) => heard.Add(string.Join(',', events));
    }

    public sealed class Retried(Heard heard)
    {
        [Function("Retried")]
        [FixedDelayRetry(2, "00:00:00.010")]
        public void Run([EventHubTrigger("facts", Connection = "EventHub")] EventData[] events, FunctionContext context)
        {
            heard.Add($"{events[0].EventBody} {context.RetryContext.RetryCount}");
            if (events[0].EventBody.ToString() == "bad") throw new InvalidOperationException("no");
        }
    }
}
