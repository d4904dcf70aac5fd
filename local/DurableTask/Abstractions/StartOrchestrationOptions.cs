using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>Options of a new orchestration.</summary>
public record StartOrchestrationOptions
{
    /// <param name="InstanceId">1 to 100 characters, not starting with '@'; null makes a new one.</param>
    /// <param name="StartAt">Not before this time; null is at once.</param>
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public string? InstanceId { get; init; }

    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TaskVersion? Version { get; init; }

    /// <summary>The states of an existing instance with this id that make scheduling fail instead of replacing it.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
