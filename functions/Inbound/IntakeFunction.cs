using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Inbound;

/// <summary>Takes accepted messages into their conversations, one sender's in order.</summary>
public sealed class IntakeFunction(Intake intake)
{
    [Function("Intake")]
    public async Task ReceiveAsync(
        [ServiceBusTrigger("inbound", Connection = "ServiceBus", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var outcome = await intake.HandleAsync(message.MessageId!, message.Body, cancellationToken);
        // A message the domain will never have is thrown back until the broker sets it aside, where people look for it.
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"The message was refused: {refusal}.");
        if (outcome.Conversation is { } conversation) await Doorbell.RingAsync(durable, conversation, outcome.Wake, cancellationToken);
    }
}
