namespace Microsoft.DurableTask.Client;

/// <summary>Which completed instances; null matches all.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take before it stops with what it has done; null is for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }
}
