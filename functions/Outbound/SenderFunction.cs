using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Outbound;

/// <summary>Sends answers to their platforms, one conversation's in order. What fails before a platform has it comes again after a pause.</summary>
public sealed class SenderFunction(Sender sender, TimeProvider time)
{
    [Function("Sender")]
    public async Task SendAsync(
        [ServiceBusTrigger("outbound", Connection = "ServiceBus", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        using var span = MessageTrace.Continue("send", message);
        ConversationKey? conversation;
        try
        {
            conversation = await sender.HandleAsync(message.Body, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Redelivery.PauseAfter(message.DeliveryCount), time, cancellationToken);
            throw;
        }

        if (conversation is { } key) await Doorbell.RingAsync(durable, key, Wake.Ring, cancellationToken);
    }
}
