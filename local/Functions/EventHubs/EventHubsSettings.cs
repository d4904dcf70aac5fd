using Azure.Messaging.EventHubs.Consumer;

namespace OmniFunctions.Local.Functions;

/// <param name="InitialOffset">Where a consumer group begins that has no checkpoint.</param>
internal sealed record EventHubsSettings(int MaxBatchSize, int MinBatchSize, TimeSpan MaxWait, int PrefetchCount, int CheckpointFrequency, EventPosition InitialOffset)
{
    private const string Section = "extensions.eventHubs";

    public static EventHubsSettings From(HostJson json)
    {
        json.PassOver(Section, "transportType", "webProxy", "customEndpointAddress", "targetUnprocessedEventThreshold",
            "trackLastEnqueuedEventProperties", "clientRetryOptions", "loadBalancingUpdateInterval", "partitionOwnershipExpirationInterval");
        var most = json.Number($"{Section}.maxEventBatchSize", 100, 1, 10_000);
        return new(
            most,
            json.Number($"{Section}.minEventBatchSize", 1, 1, most),
            json.Span($"{Section}.maxWaitTime", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)),
            json.Number($"{Section}.prefetchCount", 300, 0, 100_000),
            json.Number($"{Section}.batchCheckpointFrequency", 1, 1, 1000),
            Start(json));
    }

    private static EventPosition Start(HostJson json)
    {
        var enqueued = json.Moment($"{Section}.initialOffsetOptions.enqueuedTimeUtc");
        return json.Choice($"{Section}.initialOffsetOptions.type", "fromStart", "fromStart", "fromEnd", "fromEnqueuedTime") switch
        {
            "fromEnd" => EventPosition.Latest,
            "fromEnqueuedTime" when enqueued is null => json.Missing($"{Section}.initialOffsetOptions.enqueuedTimeUtc", EventPosition.Earliest),
            "fromEnqueuedTime" => EventPosition.FromEnqueuedTime(enqueued!.Value),
            _ => EventPosition.Earliest,
        };
    }
}
