using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;

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
}
