using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection")]
public class DuplicateSpecs
{
    private static readonly QueueOptions TenMinutes = new() { DuplicateDetectionWindow = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task A_thousand_sends_of_one_id_at_once_are_one_message()
    {
        await using var bus = new TestBus(TenMinutes);

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => Task.Run(() => bus.SendAsync($"{i}", id: "m-1"))));

        Assert.Single(await bus.Receiver.ReceiveMessagesAsync(1_000, TestBus.NoWait));
    }

    [Fact]
    public async Task A_duplicate_within_the_window_is_accepted_and_dropped_even_after_completion_and_restart()
    {
        await using var bus = new TestBus(TenMinutes);
        await bus.SendAsync("a", id: "m-1");
        await bus.Receiver.CompleteMessageAsync(await bus.ReceiveAsync());
        bus.Restart();
        bus.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));

        await bus.SendAsync("a again", id: "m-1");

        Assert.Equal(0, bus.Counts.Active);
    }

    [Fact]
    public async Task The_same_id_after_the_window_is_another_message()
    {
        await using var bus = new TestBus(TenMinutes);
        await bus.SendAsync("a", id: "m-1");
        bus.Time.Advance(TimeSpan.FromMinutes(10));

        await bus.SendAsync("b", id: "m-1");

        Assert.Equal(2, bus.Counts.Active);
    }

    [Fact]
    public async Task Each_queue_has_its_own_memory_and_one_without_a_window_has_none()
    {
        await using var bus = new TestBus(TenMinutes);
        bus.Broker.DeclareQueue("outbound", TenMinutes);
        bus.Broker.DeclareQueue("plain");
        foreach (var queue in new[] { TestBus.Queue, "outbound", "plain", "plain" })
            await bus.Client.CreateSender(queue).SendMessageAsync(new ServiceBusMessage("a") { MessageId = "m-1" });

        Assert.Equal((1L, 1L, 2L), (bus.Counts.Active, bus.Broker.Count("outbound").Active, bus.Broker.Count("plain").Active));
    }

    [Fact]
    public async Task A_batch_drops_its_own_duplicates_and_keeps_the_rest()
    {
        await using var bus = new TestBus(TenMinutes);
        await bus.Sender.SendMessagesAsync(new[] { "m-1", "m-2", "m-1" }.Select(id => new ServiceBusMessage(id) { MessageId = id }));

        Assert.Equal(["m-1", "m-2"], (await bus.Receiver.ReceiveMessagesAsync(10, TestBus.NoWait)).Select(message => message.MessageId));
    }

    [Fact]
    public async Task Ids_older_than_the_window_are_forgotten_in_the_background()
    {
        await using var bus = new TestBus(TenMinutes);
        await bus.Sender.SendMessagesAsync(Enumerable.Range(0, 1_500).Select(i => new ServiceBusMessage("a") { MessageId = $"old {i}" }));
        bus.Time.Advance(TimeSpan.FromMinutes(9));
        await bus.SendAsync("b", id: "young");
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        await TestBus.Until(() =>
        {
            bus.Time.Advance(TimeSpan.FromSeconds(1));
            return Remembered(bus) == 1;
        });
    }

    private static long Remembered(TestBus bus) => bus.Store.Read(session =>
    {
        var count = session.Prepare("SELECT count(*) FROM bus_seen");
        count.Step();
        return count.Int64(0);
    });
}
