using Microsoft.DurableTask;
using OmniFunctions.Local.DurableTask.Orchestrations;

namespace OmniFunctions.Local.DurableTask;

/// <summary>The failures that the engine itself reports, under the error types of the original.</summary>
internal static class TaskFailures
{
    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    public const string ActivityNotFound = "ActivityTaskNotFound";
    public const string EntityNotFound = "EntityTaskNotFound";

    /// <summary>Whether the orchestration failed without its code having ended.</summary>
    public static bool IsOfTheEngine(TaskFailureDetails? failure) => failure?.ErrorType
        is OrchestratorNotFound or VersionGate.Mismatch or VersionGate.UnknownStrategy
        || failure?.ErrorType == typeof(NonDeterministicOrchestrationException).FullName;

    public static TaskFailureDetails NoOrchestrator(string name) => new(OrchestratorNotFound, $"No orchestrator task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails NoActivity(string name) => new(ActivityNotFound, $"No activity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails NoEntity(string name) => new(EntityNotFound, $"No entity task named '{name}' was found.", null, null, null);

    public static TaskFailureDetails Terminated(string instanceId) =>
        new("OrchestrationTerminated", $"The sub-orchestration '{instanceId}' was terminated.", null, null, null);
}
