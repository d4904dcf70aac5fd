namespace OmniFunctions.Local.Functions;

/// <summary>The values of host.json that the local platform follows, under the same names.</summary>
/// <param name="FunctionTimeout"><see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
/// <param name="Remarks">What the file says that nobody reads.</param>
internal sealed record HostSettings(
    TimeSpan FunctionTimeout, HttpSettings Http, ServiceBusSettings ServiceBus, EventHubsSettings EventHubs, DurableSettings Durable, IReadOnlyList<string> Remarks)
{
    private static readonly string[] Sections =
        ["extensions.http", "extensions.serviceBus", "extensions.serviceBus.clientRetryOptions", "extensions.eventHubs", "extensions.eventHubs.initialOffsetOptions"];

    public static HostSettings From(HostJson json)
    {
        // The default of the plans that bound it least: half an hour.
        var timeout = json.SpanOrEndless("functionTimeout", TimeSpan.FromMinutes(30), least: TimeSpan.FromSeconds(1), endless: "-1");
        var (http, bus, hubs, durable) = (HttpSettings.From(json), ServiceBusSettings.From(json), EventHubsSettings.From(json), DurableSettings.From(json));
        return new(timeout, http, bus, hubs, durable, [.. Sections.SelectMany(json.Strangers)]);
    }
}

/// <param name="MaxOutstandingRequests">Requests beyond are answered 429; -1 for no limit.</param>
/// <param name="MaxConcurrentRequests">Requests beyond wait their turn; -1 for no limit.</param>
internal sealed record HttpSettings(string RoutePrefix, int MaxOutstandingRequests, int MaxConcurrentRequests)
{
    private const string Section = "extensions.http";

    public static HttpSettings From(HostJson json)
    {
        json.PassOver(Section, "dynamicThrottlesEnabled", "customHeaders", "hsts");
        return new(
            json.Text($"{Section}.routePrefix", "api").Trim('/'),
            json.Number($"{Section}.maxOutstandingRequests", -1, -1, 1_000_000),
            json.Number($"{Section}.maxConcurrentRequests", -1, -1, 1_000_000));
    }
}

internal sealed record DurableSettings(
    string HubName, int MaxActivities, int MaxOrchestrators, int MaxEntities, int MaxEntityBatch, string DefaultVersion, string VersionMatch, string VersionFailure)
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
            json.Number("extensions.durableTask.maxEntityOperationBatchSize", 50, 1, MaxConcurrency),
            json.Text("extensions.durableTask.defaultVersion", ""),
            json.Choice("extensions.durableTask.versionMatchStrategy", "CurrentOrOlder", "None", "Strict", "CurrentOrOlder"),
            json.Choice("extensions.durableTask.versionFailureStrategy", "Reject", "Reject", "Fail"));
    }
}
