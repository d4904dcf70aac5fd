using Azure.Messaging.EventHubs.Consumer;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.EventHubs;

[Follows("https://learn.microsoft.com/azure/event-hubs/event-hubs-features")]
public class ReadingSpecs
{
    [Fact]
    public async Task A_reader_goes_on_from_where_it_was()
    {
        await using var hub = new TestHub();
        await hub.SendAsync(0, "a", "b", "c", "d");

        Assert.Equal(["a", "b"], await hub.ReadAsync(0, 0, 2));
        Assert.Equal(["c", "d"], await hub.ReadAsync(0, 2));
        Assert.Empty(await hub.ReadAsync(0, 4));
    }

    [Fact]
    public async Task A_reader_that_waits_is_woken_by_the_next_event()
    {
        await using var hub = new TestHub();
        var waiting = hub.Log.ReadAsync(TestHub.Name, 0, 0, 10, Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);

        await hub.SendAsync(1, "elsewhere");
        await hub.SendAsync(0, "a", "b");

        var read = await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["a", "b"], read.Select(data => data.EventBody.ToString()));
    }

    [Fact]
    public async Task A_reader_that_waited_in_vain_or_was_cancelled_has_read_nothing()
    {
        await using var hub = new TestHub();
        using var cancel = new CancellationTokenSource();
        var waiting = hub.Log.ReadAsync(TestHub.Name, 0, 0, 10, TimeSpan.FromSeconds(30));
        var cancelled = hub.Log.ReadAsync(TestHub.Name, 0, 0, 10, Timeout.InfiniteTimeSpan, cancel.Token);

        hub.Time.Advance(TimeSpan.FromSeconds(30));
        await cancel.CancelAsync();

        Assert.Empty(await waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
    }

    [Fact]
    public async Task Events_beyond_the_memory_of_the_partition_are_read_from_the_store()
    {
        await using var hub = new TestHub(new HubOptions { PartitionCount = 1, MaxResidentBytesPerPartition = 500 });
        var bodies = Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), 100)).ToArray();
        foreach (var body in bodies) await hub.SendAsync(0, body);

        Assert.Equal(bodies, await hub.ReadAsync(0));
        Assert.Equal(bodies[38..], await hub.ReadAsync(0, 38));
    }

    [Fact]
    public async Task Each_consumer_group_has_its_own_checkpoint_and_a_restart_keeps_it()
    {
        await using var hub = new TestHub();
        await hub.SendAsync(0, "a", "b", "c");
        Assert.Null(hub.Log.GetCheckpoint(TestHub.Name, "insights", 0));

        await hub.Log.CheckpointAsync(TestHub.Name, "insights", 0, 0);
        await hub.Log.CheckpointAsync(TestHub.Name, "insights", 0, 1);
        await hub.Log.CheckpointAsync(TestHub.Name, "archive", 0, 2);
        hub.Restart();

        Assert.Equal(1, hub.Log.GetCheckpoint(TestHub.Name, "insights", 0));
        Assert.Equal(2, hub.Log.GetCheckpoint(TestHub.Name, "archive", 0));
        Assert.Null(hub.Log.GetCheckpoint(TestHub.Name, "insights", 1));
        Assert.Equal(["c"], await hub.ReadAsync(0, hub.Log.GetCheckpoint(TestHub.Name, "insights", 0)!.Value + 1));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_after_the_power_is_lost_and_numbering_goes_on()
    {
        await using var hub = new TestHub();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => hub.SendAsync(0, $"{i}", $"{i}+")));
        var before = await hub.ReadAsync(0, 0, 1_000);

        hub.LosePower();
        await hub.SendAsync(0, "after");

        var events = await hub.Log.ReadAsync(TestHub.Name, 0, 0, 1_000, TimeSpan.Zero);
        Assert.Equal([.. before, "after"], events.Select(data => data.EventBody.ToString()));
        Assert.Equal(Enumerable.Range(0, 201).Select(i => (long)i), events.Select(data => data.SequenceNumber));
    }

    [Fact]
    public async Task Events_past_the_retention_are_removed_and_readers_go_on_with_what_is_left()
    {
        await using var hub = new TestHub(new HubOptions { PartitionCount = 1, Retention = TimeSpan.FromDays(1) });
        await hub.SendAsync(0, [.. Enumerable.Range(0, 1_500).Select(i => $"old {i}")]);
        hub.Time.Advance(TimeSpan.FromHours(23));
        await hub.SendAsync(0, "young");

        await ServiceBus.TestBus.Until(() =>
        {
            hub.Time.Advance(TimeSpan.FromMinutes(1));
            return hub.Consumer.GetPartitionPropertiesAsync("0").Result.BeginningSequenceNumber == 1_500;
        });

        Assert.Equal(["young"], await hub.ReadAsync(0));
        hub.Restart();
        Assert.Equal(["young"], await hub.ReadAsync(0));
        await hub.SendAsync(0, "next");
        Assert.Equal(1_501, (await hub.Consumer.GetPartitionPropertiesAsync("0")).LastEnqueuedSequenceNumber);
    }

    [Fact]
    public async Task Events_beyond_the_size_of_the_partition_are_removed_before_their_time()
    {
        await using var hub = new TestHub(new HubOptions { PartitionCount = 2, MaxBytesPerPartition = 1024 * 1024 });
        var large = new string('x', 64 * 1024);
        for (var number = 0; number < 32; number++) await hub.SendAsync(0, $"{number:00}{large}");
        await hub.SendAsync(1, "alone");

        await ServiceBus.TestBus.Until(() => hub.Consumer.GetPartitionPropertiesAsync("0").Result.BeginningSequenceNumber > 0);
        await ServiceBus.TestBus.Until(() =>
        {
            hub.Time.Advance(TimeSpan.FromMinutes(1));
            return hub.Consumer.GetPartitionPropertiesAsync("0").Result.BeginningSequenceNumber >= 16;
        });

        var left = await hub.ReadAsync(0);
        Assert.InRange(left.Length, 14, 16);
        Assert.Equal("31", left[^1][..2]);
        Assert.Equal(["alone"], await hub.ReadAsync(1));
    }

    [Fact]
    public async Task A_consumer_starts_where_it_is_told_to()
    {
        await using var hub = new TestHub();
        await hub.SendAsync(0, "a");
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.SendAsync(0, "b");
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.SendAsync(0, "c");

        Assert.Equal("a", await FirstAsync(hub, EventPosition.Earliest));
        Assert.Equal("b", await FirstAsync(hub, EventPosition.FromSequenceNumber(1)));
        Assert.Equal("c", await FirstAsync(hub, EventPosition.FromSequenceNumber(1, isInclusive: false)));
        Assert.Equal("c", await FirstAsync(hub, EventPosition.FromOffset("2")));
        Assert.Equal("b", await FirstAsync(hub, EventPosition.FromEnqueuedTime(hub.Time.GetUtcNow() - TimeSpan.FromSeconds(61))));
    }

    [Fact]
    public async Task A_consumer_from_the_end_sees_what_comes_and_an_empty_event_when_nothing_does()
    {
        await using var hub = new TestHub();
        await hub.SendAsync(0, "before");
        await using var events = hub.Consumer
            .ReadEventsFromPartitionAsync("0", EventPosition.Latest, new ReadEventOptions { MaximumWaitTime = TimeSpan.FromSeconds(5) })
            .GetAsyncEnumerator();

        var next = events.MoveNextAsync().AsTask();
        hub.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await next);
        Assert.Null(events.Current.Data);
        await hub.SendAsync(0, "after");
        Assert.True(await events.MoveNextAsync());
        Assert.Equal(("after", "0"), (events.Current.Data!.EventBody.ToString(), events.Current.Partition.PartitionId));
    }

    private static async Task<string> FirstAsync(TestHub hub, EventPosition position)
    {
        await foreach (var read in hub.Consumer.ReadEventsFromPartitionAsync("0", position)) return read.Data.EventBody.ToString();
        throw new InvalidOperationException("The events of a partition have no end.");
    }
}
