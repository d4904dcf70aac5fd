using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Inbound;
using OmniFunctions.Json;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Tests.Acceptance;

public sealed class PoisonSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_message_that_cannot_be_taken_in_is_set_aside_and_holds_back_nobody()
    {
        var bus = Omni.Services.GetRequiredService<ServiceBusClient>();
        await using var sender = bus.CreateSender("inbound");
        var poison = Customers.Unique("poison");
        await sender.SendMessageAsync(new ServiceBusMessage("sealed by nobody") { MessageId = poison, SessionId = "poisoned" });

        var text = Customers.Unique("unharmed");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        await InPhaseAsync(Li, "waiting", text, "waiting");

        await using var aside = bus.CreateReceiver("inbound", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var found = await aside.ReceiveMessageAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(found);
        Assert.Equal(poison, found.MessageId);
        Assert.NotNull(found.DeadLetterReason);
        await aside.CompleteMessageAsync(found);
    }

    [Theory]
    [InlineData(Redelivery.Deliveries - 1, 0)]
    [InlineData(Redelivery.Deliveries, 1)]
    public async Task A_message_that_fails_for_the_last_time_leaves_its_mark_in_the_conversation(int delivery, int marks)
    {
        var account = new AccountKey(new TenantId("demo"), "wechat-oa", "service");
        var (sender, text) = (Customers.UniqueOpenId(), Customers.Unique("before"));
        await Customers.WeChatAsync(sender, text);
        var waiting = await InPhaseAsync(Li, "waiting", text, "waiting");
        var id = Customers.Unique("fails");
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            Sealed(account, sender, id), id, sessionId: BusKeys.InboundSession(account, sender), deliveryCount: delivery, properties: new Dictionary<string, object> { ["tenant"] = "demo" });

        var function = new IntakeFunction(OutOfReach(), Omni.Services.GetRequiredService<GapMarker>(), Omni.Services.GetRequiredService<Backlog>(), Omni.Services.GetRequiredService<RightOfWay>(), new NoWaiting());
        await Assert.ThrowsAsync<NullReferenceException>(() => function.ReceiveAsync(message, null!, null!, CancellationToken.None));

        Assert.Equal(marks, (await Li.EntriesAsync(waiting.Id())).Count(entry => entry.ToString().Contains(GapMarker.Unreadable, StringComparison.Ordinal)));
    }

    private BinaryData Sealed(AccountKey account, string sender, string id)
    {
        var item = new InboundItem { Kind = ItemKind.Text, Sender = sender, DedupeKey = id, Text = "fails" };
        var plain = JsonSerializer.SerializeToUtf8Bytes(new Envelope(account, item, DateTimeOffset.UtcNow), CoreJson.Instance.Envelope);
        return new BinaryData(Omni.Services.GetRequiredService<Sealer>().Seal(plain, Place.InQueue(BusKeys.Inbound, id)));
    }

    /// <summary>An intake that has no conversations to put anything into.</summary>
    private Intake OutOfReach()
    {
        var made = typeof(Intake).GetConstructors().Single();
        return (Intake)made.Invoke([.. made.GetParameters().Select(part => part.ParameterType == typeof(ConversationStore) ? null : Omni.Services.GetRequiredService(part.ParameterType))]);
    }

    /// <summary>Pauses are over at once.</summary>
    private sealed class NoWaiting : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
