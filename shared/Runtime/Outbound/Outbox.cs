using Azure.Messaging.ServiceBus;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Hands replies to the queue they leave by. The broker drops an operation it has had; the sender knows the older ones.</summary>
public sealed class Outbox(ServiceBusClient bus)
{
    private readonly ServiceBusSender sender = bus.CreateSender(BusKeys.Outbound);

    public Task EnqueueAsync(ConversationKey key, string operationId, string messageId, CancellationToken cancellation = default) =>
        sender.SendMessageAsync(
            MessageTrace.Onto(new ServiceBusMessage(new OutboundTask(key.Tenant, key.Id, operationId, messageId).Write())
            {
                MessageId = BusKeys.OutboundMessage(key, operationId),
                SessionId = BusKeys.OutboundSession(key),
                ContentType = "application/json",
            }),
            cancellation);
}
