using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Worker;

namespace OmniFunctions.Local.DurableTask;

/// <summary>The limits and habits of a task hub.</summary>
public sealed record TaskHubOptions
{
    /// <summary>Separates the instances of one hub from those of another in the same store.</summary>
    public string HubName { get; init; } = "TaskHub";

    /// <summary>Orchestrations whose code runs at the same time. It never blocks, so the number of cores is a good one.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 2 * Environment.ProcessorCount;

    public int MaxConcurrentActivities { get; init; } = 100 * Environment.ProcessorCount;

    public int MaxConcurrentEntities { get; init; } = 50 * Environment.ProcessorCount;

    /// <summary>Operations that an entity performs before its state is written.</summary>
    public int MaxEntityOperationBatchSize { get; init; } = 50;

    /// <summary>Messages that one orchestration takes in before its history is written.</summary>
    public int MaxOrchestrationBatchSize { get; init; } = 100;

    /// <summary>
    /// Events that an orchestration takes in before it asks for them. Further ones wait in its inbox, except the next one of a name that it
    /// waits for, so that a flood of one event does not keep another from coming through.
    /// </summary>
    public int MaxKeptEvents { get; init; } = 1_000;

    /// <summary>Tasks, timers and messages that one run of an orchestrator may ask for.</summary>
    public int MaxOrchestrationActions { get; init; } = 100_000;

    /// <summary>Instances and entities that stay in memory between events; the least recently used beyond it are rebuilt from the store.</summary>
    public int MaxResidentInstances { get; init; } = 4_096;

    /// <summary>Builds every orchestration from its history for every event, as a host without a memory would. For tests.</summary>
    public bool ReplayAlways { get; init; }

    /// <summary>How stored payloads are read and written.</summary>
    public DataConverter DataConverter { get; init; } = JsonDataConverter.Default;

    /// <summary>A longer timer is a row of timers of this length.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Which versions of orchestrations run here; null is all.</summary>
    public DurableTaskWorkerOptions.VersioningOptions? Versioning { get; init; }

    /// <summary>The version of orchestrations that are started without one.</summary>
    public string DefaultVersion { get; init; } = string.Empty;

    internal string VersionOfSubOrchestrations => Versioning is { DefaultVersion.Length: > 0 } versioning ? versioning.DefaultVersion : DefaultVersion;
}
