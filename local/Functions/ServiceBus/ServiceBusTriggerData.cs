using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

internal sealed class ServiceBusTriggerData(IReadOnlyList<ServiceBusReceivedMessage> messages, ISettlement settlement, bool isBatch) : TriggerData
{
    public IReadOnlyList<ServiceBusReceivedMessage> Messages => messages;

    public ISettlement Settlement => settlement;

    /// <summary>The properties of a message, texts as they are and everything else as JSON; of a batch only what all share.</summary>
    public override IReadOnlyDictionary<string, object?> BindingData => isBatch ? Shared(messages[0]) : Of(messages[0]);

    private static Dictionary<string, object?> Shared(ServiceBusReceivedMessage message) =>
        new(StringComparer.OrdinalIgnoreCase) { ["SessionId"] = message.SessionId };

    private static Dictionary<string, object?> Of(ServiceBusReceivedMessage message) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["MessageId"] = message.MessageId,
        ["SessionId"] = message.SessionId,
        ["CorrelationId"] = message.CorrelationId,
        ["ContentType"] = message.ContentType,
        ["Subject"] = message.Subject,
        ["LockToken"] = message.LockToken,
        ["DeliveryCount"] = message.DeliveryCount.ToString(CultureInfo.InvariantCulture),
        ["SequenceNumber"] = message.SequenceNumber.ToString(CultureInfo.InvariantCulture),
        ["EnqueuedTimeUtc"] = JsonSerializer.Serialize(message.EnqueuedTime.UtcDateTime),
        ["ExpiresAtUtc"] = JsonSerializer.Serialize(message.ExpiresAt.UtcDateTime),
        ["DeadLetterSource"] = message.DeadLetterSource,
        ["ApplicationProperties"] = JsonSerializer.Serialize(message.ApplicationProperties),
    };
}
