using System.Globalization;
using System.Text.Json;
using Azure.Messaging.EventHubs;

namespace OmniFunctions.Local.Functions;

internal sealed class EventHubTriggerData(IReadOnlyList<EventData> events, HubTrigger trigger, int partition) : TriggerData
{
    public IReadOnlyList<EventData> Events => events;

    public override IReadOnlyDictionary<string, object?> BindingData
    {
        get
        {
            var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["PartitionContext"] = JsonSerializer.Serialize(new
                {
                    EventHubName = trigger.Hub,
                    ConsumerGroup = trigger.Group,
                    PartitionId = partition.ToString(CultureInfo.InvariantCulture),
                }),
            };
            if (trigger.IsBatched)
            {
                data["SequenceNumberArray"] = JsonSerializer.Serialize(events.Select(each => each.SequenceNumber));
                return data;
            }

            data["SequenceNumber"] = events[0].SequenceNumber.ToString(CultureInfo.InvariantCulture);
            data["EnqueuedTimeUtc"] = JsonSerializer.Serialize(events[0].EnqueuedTime.UtcDateTime);
            data["PartitionKey"] = events[0].PartitionKey;
            data["Offset"] = events[0].OffsetString;
            data["Properties"] = JsonSerializer.Serialize(events[0].Properties);
            return data;
        }
    }
}
