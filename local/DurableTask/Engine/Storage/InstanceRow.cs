using Microsoft.DurableTask.Client;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>What a work item needs of an instance.</summary>
/// <param name="Key">Names this very instance; its id may come to name a later one.</param>
/// <param name="Execution">Counts the times it continued as new.</param>
/// <param name="Starting">Its execution has not run yet, and <paramref name="Carried"/> are the events that it begins with.</param>
internal sealed record InstanceRow(
    long Key,
    string Id,
    string Name,
    string Version,
    int Execution,
    OrchestrationRuntimeStatus Status,
    bool Starting,
    string? Input,
    byte[]? Carried,
    string? CustomStatus,
    ParentTask? Parent);
