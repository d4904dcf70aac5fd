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

    [Theory]
    [InlineData("""{ "type": "fromStart" }""", "old,new")]
    [InlineData("""{ "type": "fromEnd" }""", "newest")]
    [InlineData("""{ "type": "fromEnqueuedTime", "enqueuedTimeUtc": "2026-01-05T09:30:00Z" }""", "new")]
    public async Task A_group_without_a_checkpoint_begins_where_host_json_says(string offset, string expected)
    {
        var time = new ManualTime();
        var options = HostOfTest.Options(typeof(Batched)).With("OmniFunctions.Local:EventHubs:facts:PartitionCount", "1") with { Time = time };
        await using (var before = await StartAsync(options with { Include = type => type == typeof(Unheard) }))
        {
            await using var earlier = Producer(before);
            await earlier.SendAsync([new EventData("old")]);
            time.Advance(TimeSpan.FromHours(1));
            await earlier.SendAsync([new EventData("new")]);
        }

        await using var host = await StartAsync(options with
        {
            HostJson = $$"""{ "version": "2.0", "extensions": { "eventHubs": { "initialOffsetOptions": {{offset}} } } }""",
        });
        if (expected == "newest") await Producer(host).SendAsync([new EventData("newest")]);

        Assert.Equal(expected, await heard.NextAsync());
    }

    [Fact]
    public async Task A_batch_waits_for_the_least_number_but_not_for_ever()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(HostOfTest.Options(typeof(Batched)).With("OmniFunctions.Local:EventHubs:facts:PartitionCount", "1") with
        {
            Time = time,
            HostJson = """{ "version": "2.0", "extensions": { "eventHubs": { "minEventBatchSize": 3, "maxWaitTime": "00:00:20" } } }""",
        });
        await using var producer = Producer(host);

        await producer.SendAsync([new EventData("1"), new EventData("2")]);
        Assert.True(heard.IsSilent);
        await producer.SendAsync([new EventData("3")]);
        await PassAsync(TimeSpan.FromMilliseconds(10));
        Assert.Equal("1,2,3", await heard.NextAsync());

        await producer.SendAsync([new EventData("4")]);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("4", await heard.NextAsync());

        async Task PassAsync(TimeSpan step)
        {
            for (var i = 0; i < 1_000 && heard.IsSilent; i++)
            {
                time.Advance(step);
                await Task.Delay(10);
            }
        }
    }

    [Fact]
    public async Task A_checkpoint_is_kept_after_each_so_many_runs_and_what_lies_behind_it_comes_again()
    {
        var options = HostOfTest.Options(typeof(OneByOne)).With("OmniFunctions.Local:EventHubs:facts:PartitionCount", "1") with
        {
            HostJson = """{ "version": "2.0", "extensions": { "eventHubs": { "batchCheckpointFrequency": 2 } } }""",
        };
        await using (var host = await StartAsync(options))
        {
            await using var producer = Producer(host);
            foreach (var text in new[] { "1", "2", "3" }) await producer.SendAsync([new EventData(text)]);
            Assert.Equal(["1@0", "2@0", "3@0"], await heard.NextAsync(3));
        }

        await using var again = await StartAsync(options);

        Assert.Equal("3@0", await heard.NextAsync());
    }

    [Fact]
    public async Task Each_function_reads_all_events_through_a_group_of_its_own()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(OneByOne), typeof(OtherGroup)));
        await using var producer = Producer(host);

        await producer.SendAsync([new EventData("x")]);

        var calls = await heard.NextAsync(2);
        Assert.Contains("other:x", calls);
        Assert.Contains(calls, call => call.StartsWith("x@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retries_with_growing_delays_wait_longer_each_time_up_to_the_longest()
    {
        var time = new ManualTime();
        await using var host = await StartAsync(HostOfTest.Options(typeof(BackingOff)) with { Time = time });
        await using var producer = Producer(host);

        await producer.SendAsync([new EventData("x")]);
        Assert.Equal("at 0 s", await heard.NextAsync());

        foreach (var expected in new[] { "at 2 s", "at 6 s", "at 11 s" })
        {
            // The wait begins once the failed run has come back; half seconds are too short to pass over a due time.
            for (var i = 0; i < 1_000 && heard.IsSilent; i++)
            {
                await Task.Delay(5);
                if (heard.IsSilent && i % 4 == 3) time.Advance(TimeSpan.FromSeconds(1));
            }

            Assert.Equal(expected, await heard.NextAsync());
        }
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

    public static class Unheard
    {
        [Function("Unheard")]
        public static void Run([EventHubTrigger("facts", Connection = "EventHub", ConsumerGroup = "unheard")] string[] events) { }
    }

    public sealed class OtherGroup(Heard heard)
    {
        [Function("OtherGroup")]
        public void Run([EventHubTrigger("facts", Connection = "EventHub", ConsumerGroup = "other", IsBatched = false)] string text) => heard.Add($"other:{text}");
    }

    public sealed class BackingOff(Heard heard, TimeProvider time)
    {
        private static readonly DateTimeOffset Start = new ManualTime().GetUtcNow();

        [Function("BackingOff")]
        [ExponentialBackoffRetry(3, "00:00:02", "00:00:05")]
        public void Run([EventHubTrigger("facts", Connection = "EventHub")] string[] events)
        {
            heard.Add($"at {(time.GetUtcNow() - Start).TotalSeconds:0} s");
            throw new InvalidOperationException("no");
        }
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
