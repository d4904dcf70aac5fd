using Microsoft.DurableTask.Client;

namespace OmniFunctions.Local.DurableTask.Storage;

internal static class StatusExtensions
{
    /// <summary>The states, as SQL, in which an instance takes messages: running, continued as new, pending, suspended.</summary>
    public const string AliveSql = "status IN (0, 2, 6, 7)";

    public static bool IsAlive(this OrchestrationRuntimeStatus status) => status
        is OrchestrationRuntimeStatus.Running
        or OrchestrationRuntimeStatus.ContinuedAsNew
        or OrchestrationRuntimeStatus.Pending
        or OrchestrationRuntimeStatus.Suspended;
}
