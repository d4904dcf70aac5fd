using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.ServiceBus;

[Follows("https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing")]
public class ScheduleSpecs
{
    [Fact]
    public async Task A_scheduled_message_arrives_at_its_time_as_if_sent_then()
    {
        await using var bus = new TestBus();
        var due = bus.Time.GetUtcNow() + TimeSpan.FromHours(1);
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due);
        await bus.SendAsync("now");
        Assert.Equal(1, bus.Counts.Scheduled);

        bus.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        Assert.Single(await bus.Receiver.PeekMessagesAsync(10, number + 1));
        Assert.Equal("now", (await bus.ReceiveAsync()).Body.ToString());
        Assert.Null(await bus.Receiver.ReceiveMessageAsync(TestBus.NoWait));
        var waiting = bus.Receiver.ReceiveMessageAsync(TimeSpan.FromMinutes(1));
        bus.Time.Advance(TimeSpan.FromSeconds(1));

        var message = await TestBus.Expect(waiting);
        Assert.Equal(("later", due, due), (message.Body.ToString(), message.EnqueuedTime, message.ScheduledEnqueueTime));
        Assert.True(message.SequenceNumber > number + 1, "It stands behind what was sent while it waited.");
        Assert.Equal(ServiceBusMessageState.Active, message.State);
    }

    [Fact]
    public async Task Messages_for_different_times_arrive_in_the_order_of_the_times()
    {
        await using var bus = new TestBus();
        foreach (var minutes in new[] { 30, 10, 20 })
            await bus.Sender.SendMessageAsync(new ServiceBusMessage($"{minutes}") { ScheduledEnqueueTime = bus.Time.GetUtcNow() + TimeSpan.FromMinutes(minutes) });

        bus.Time.Advance(TimeSpan.FromDays(3));

        var arrived = new List<string>();
        while (arrived.Count < 3)
            arrived.AddRange((await bus.Receiver.ReceiveMessagesAsync(3, TimeSpan.FromMinutes(1)).WaitAsync(TimeSpan.FromSeconds(10))).Select(message => message.Body.ToString()));
        Assert.Equal(["10", "20", "30"], arrived);
    }

    [Fact]
    public async Task A_cancelled_message_never_arrives_and_cannot_be_cancelled_twice()
    {
        await using var bus = new TestBus();
        var number = await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), bus.Time.GetUtcNow() + TimeSpan.FromHours(1));

        await bus.Sender.CancelScheduledMessageAsync(number);

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, await TestBus.ReasonOf(() => bus.Sender.CancelScheduledMessageAsync(number)));
        bus.Restart();
        bus.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(new QueueCounts(0, 0, 0, 0), bus.Counts);
    }

    [Fact]
    public async Task A_schedule_survives_a_restart_and_fires_at_once_when_its_time_has_passed_meanwhile()
    {
        await using var bus = TestBus.WithSessions();
        await bus.Sender.ScheduleMessageAsync(new ServiceBusMessage("later") { SessionId = "s" }, bus.Time.GetUtcNow() + TimeSpan.FromHours(1));
        bus.Restart();
        Assert.Equal(1, bus.Counts.Scheduled);
        bus.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(1, bus.Counts.Scheduled);

        bus.Time.Advance(TimeSpan.FromMinutes(1));

        await using var session = await bus.Client.AcceptNextSessionAsync(TestBus.Queue).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("later", (await TestBus.Expect(session.ReceiveMessageAsync(TestBus.NoWait))).Body.ToString());
    }
}
