using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Outbound;

/// <summary>Sends answers to their platforms, one conversation's in order.</summary>
public sealed class SenderFunction(Sender sender)
{
    [Function("Sender")]
    public async Task SendAsync(
        [ServiceBusTrigger("outbound", Connection = "ServiceBus", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (await sender.HandleAsync(message.Body, cancellationToken) is { } conversation)
            await Doorbell.RingAsync(durable, conversation, Wake.Ring, cancellationToken);
    }
}
