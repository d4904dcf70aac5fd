using Microsoft.DurableTask.Client;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>An instance with this id exists in a state that may not be replaced.</summary>
internal sealed class InstanceConflictException(string instanceId, OrchestrationRuntimeStatus status)
    : InvalidOperationException($"An orchestration instance with the id '{instanceId}' and the status {status} already exists.");
