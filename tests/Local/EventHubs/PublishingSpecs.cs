using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.EventHubs;

[Follows("https://learn.microsoft.com/azure/event-hubs/event-hubs-features")]
[Follows("https://learn.microsoft.com/azure/event-hubs/event-hubs-quotas")]
public class PublishingSpecs
{
    [Fact]
    public async Task What_is_published_is_read_with_its_properties_and_its_place()
    {
        await using var hub = new TestHub();
        var sent = new EventData("你好") { MessageId = "m-1", CorrelationId = "c-1", ContentType = "application/json", Properties = { ["tenant"] = "demo", ["n"] = 7 } };

        await hub.Producer.SendAsync([new EventData("first"), sent], new SendEventOptions { PartitionKey = "conversation-1" });

        var all = (await Task.WhenAll(Enumerable.Range(0, 2).Select(partition => hub.Log.ReadAsync(TestHub.Name, partition, 0, 10, TimeSpan.Zero)))).SelectMany(events => events).ToList();
        var read = all[1];
        Assert.Equal(("你好", "m-1", "c-1", "application/json"), (read.EventBody.ToString(), read.MessageId, read.CorrelationId, read.ContentType));
        Assert.Equal(sent.Properties, read.Properties);
        Assert.Equal((1L, "1", "conversation-1", hub.Time.GetUtcNow()), (read.SequenceNumber, read.OffsetString, read.PartitionKey, read.EnqueuedTime));
    }

    [Fact]
    public async Task Events_of_one_key_stay_together_and_in_order()
    {
        await using var hub = new TestHub(new HubOptions { PartitionCount = 4 });
        for (var i = 0; i < 200; i++)
            await hub.Producer.SendAsync([new EventData($"{i}")], new SendEventOptions { PartitionKey = $"key {i % 20}" });

        var seen = new Dictionary<string, (int Partition, List<int> Values)>();
        for (var partition = 0; partition < 4; partition++)
        {
            var events = await hub.Log.ReadAsync(TestHub.Name, partition, 0, 1_000, TimeSpan.Zero);
            Assert.NotEmpty(events);
            Assert.Equal(Enumerable.Range(0, events.Count).Select(i => (long)i), events.Select(data => data.SequenceNumber));
            foreach (var data in events)
            {
                if (!seen.TryGetValue(data.PartitionKey!, out var place)) seen[data.PartitionKey!] = place = (partition, []);
                Assert.Equal(partition, place.Partition);
                place.Values.Add(int.Parse(data.EventBody.ToString(), System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Assert.All(seen.Values, place => Assert.Equal(place.Values.Order(), place.Values));
    }

    // A hash that differs from one process to the next would scatter the events of a key over a restart.
    [Theory]
    [InlineData("conversation-1", 0)]
    [InlineData("conversation-2", 1)]
    [InlineData("会话", 3)]
    public async Task A_key_has_the_same_partition_in_every_process(string key, int expected)
    {
        await using var hub = new TestHub(new HubOptions { PartitionCount = 4 });
        await hub.Producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionKey = key });

        var counts = new List<int>();
        for (var partition = 0; partition < 4; partition++) counts.Add((await hub.ReadAsync(partition)).Length);
        Assert.Equal(expected, counts.IndexOf(1));
    }

    [Fact]
    public async Task Without_a_key_the_partitions_take_turns()
    {
        await using var hub = new TestHub();
        for (var i = 0; i < 10; i++) await hub.Producer.SendAsync([new EventData($"{i}")]);

        Assert.Equal((5, 5), ((await hub.ReadAsync(0)).Length, (await hub.ReadAsync(1)).Length));
    }

    [Fact]
    public async Task A_batch_takes_what_fits_and_goes_to_one_partition()
    {
        await using var hub = new TestHub();
        using var batch = await hub.Producer.CreateBatchAsync(new CreateBatchOptions { PartitionId = "1", MaximumSizeInBytes = 1_000 });
        while (batch.TryAdd(new EventData(new byte[300]))) { }

        await hub.Producer.SendAsync(batch);

        Assert.Equal(3, batch.Count);
        Assert.Equal((0, 3), ((await hub.ReadAsync(0)).Length, (await hub.ReadAsync(1)).Length));
    }

    [Fact]
    public async Task Events_beyond_one_MiB_are_refused_together()
    {
        await using var hub = new TestHub();

        var refused = await Assert.ThrowsAsync<EventHubsException>(() => hub.Producer.SendAsync([new EventData("a"), new EventData(new byte[1024 * 1024])]));

        Assert.Equal(EventHubsException.FailureReason.MessageSizeExceeded, refused.Reason);
        Assert.Empty(await hub.ReadAsync(0));
        Assert.Empty(await hub.ReadAsync(1));
    }

    [Fact]
    public async Task A_hub_or_a_partition_that_does_not_exist_is_not_found()
    {
        await using var hub = new TestHub();
        await using var elsewhere = new EventHubProducerClient(hub.ConnectionString, "nowhere");

        foreach (var act in new Func<Task>[] { () => elsewhere.SendAsync([new EventData("a")]), () => hub.SendAsync(2, "a"), () => hub.Consumer.GetPartitionPropertiesAsync("-1") })
            Assert.Equal(EventHubsException.FailureReason.ResourceNotFound, (await Assert.ThrowsAsync<EventHubsException>(act)).Reason);
    }

    [Fact]
    public async Task A_partition_and_a_key_together_are_refused()
    {
        await using var hub = new TestHub();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            hub.Producer.SendAsync([new EventData("a")], new SendEventOptions { PartitionId = "0", PartitionKey = "k" }));
    }

    [Fact]
    public async Task The_hub_and_its_partitions_describe_themselves()
    {
        await using var hub = new TestHub();
        await hub.SendAsync(1, "a", "b");

        Assert.Equal(["0", "1"], await hub.Consumer.GetPartitionIdsAsync());
        Assert.True((await hub.Consumer.GetPartitionPropertiesAsync("0")).IsEmpty);
        var filled = await hub.Consumer.GetPartitionPropertiesAsync("1");
        Assert.Equal((false, 0L, 1L, "1"), (filled.IsEmpty, filled.BeginningSequenceNumber, filled.LastEnqueuedSequenceNumber, filled.LastEnqueuedOffsetString));
        Assert.Throws<InvalidOperationException>(() => hub.Log.DeclareHub(TestHub.Name, new HubOptions { PartitionCount = 3 }));
    }

    [Fact]
    public async Task A_closed_producer_publishes_nothing()
    {
        await using var hub = new TestHub();
        await hub.Producer.CloseAsync();

        Assert.Equal(EventHubsException.FailureReason.ClientClosed, (await Assert.ThrowsAsync<EventHubsException>(() => hub.SendAsync(0, "a"))).Reason);
    }
}
