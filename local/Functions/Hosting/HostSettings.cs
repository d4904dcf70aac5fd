namespace OmniFunctions.Local.Functions;

/// <summary>The values of host.json that the local platform follows, under the same names.</summary>
internal sealed record HostSettings(string RoutePrefix, ServiceBusSettings ServiceBus, EventHubsSettings EventHubs, DurableSettings Durable)
{
    public static HostSettings From(HostJson json) => new(
        json.Text("extensions.http.routePrefix", "api").Trim('/'),
        ServiceBusSettings.From(json),
        EventHubsSettings.From(json),
        DurableSettings.From(json));
}

internal sealed record ServiceBusSettings(
    bool AutoComplete, int PrefetchCount, TimeSpan MaxAutoLockRenewal, int MaxConcurrentCalls, int MaxConcurrentSessions,
    TimeSpan SessionIdleTimeout, int MaxMessageBatchSize)
{
    private const int MaxConcurrency = 10_000;

    public static ServiceBusSettings From(HostJson json) => new(
        json.Flag("extensions.serviceBus.autoCompleteMessages", true),
        json.Number("extensions.serviceBus.prefetchCount", 0, 0, MaxConcurrency),
        json.Span("extensions.serviceBus.maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5), TimeSpan.FromDays(1)),
        json.Number("extensions.serviceBus.maxConcurrentCalls", 16 * Environment.ProcessorCount, 1, MaxConcurrency),
        json.Number("extensions.serviceBus.maxConcurrentSessions", 8, 1, MaxConcurrency),
        json.Span("extensions.serviceBus.sessionIdleTimeout", TimeSpan.FromMinutes(1), TimeSpan.FromDays(1)),
        json.Number("extensions.serviceBus.maxMessageBatchSize", 1000, 1, MaxConcurrency));
}

internal sealed record EventHubsSettings(int MaxBatchSize, int MinBatchSize, TimeSpan MaxWait, int PrefetchCount, int CheckpointFrequency, string InitialOffset)
{
    public static EventHubsSettings From(HostJson json)
    {
        var most = json.Number("extensions.eventHubs.maxEventBatchSize", 100, 1, 10_000);
        return new(
            most,
            json.Number("extensions.eventHubs.minEventBatchSize", 1, 1, most),
            json.Span("extensions.eventHubs.maxWaitTime", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)),
            json.Number("extensions.eventHubs.prefetchCount", 300, 0, 100_000),
            json.Number("extensions.eventHubs.batchCheckpointFrequency", 1, 1, 1000),
            json.Text("extensions.eventHubs.initialOffsetOptions.type", "fromStart"));
    }
}

internal sealed record DurableSettings(string HubName, int MaxActivities, int MaxOrchestrators, int MaxEntities, int MaxEntityBatch)
{
    private const int MaxConcurrency = 10_000;

    public static DurableSettings From(HostJson json)
    {
        var fallback = 10 * Environment.ProcessorCount;
        return new(
            json.Text("extensions.durableTask.hubName", "TestHubName"),
            json.Number("extensions.durableTask.maxConcurrentActivityFunctions", fallback, 1, MaxConcurrency),
            json.Number("extensions.durableTask.maxConcurrentOrchestratorFunctions", fallback, 1, MaxConcurrency),
            json.Number("extensions.durableTask.maxConcurrentEntityFunctions", fallback, 1, MaxConcurrency),
            json.Number("extensions.durableTask.maxEntityOperationBatchSize", 50, 1, MaxConcurrency));
    }
}
