using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>Says whether an orchestration of a version runs here. The error types are those of the original.</summary>
internal static class VersionGate
{
    public const string Mismatch = "VersionMismatch";
    public const string UnknownStrategy = "VersionError";

    /// <returns>Why not, or null.</returns>
    public static TaskFailureDetails? Refusal(VersioningOptions? worker, string version) => worker?.MatchStrategy switch
    {
        null or VersionMatchStrategy.None => null,
        VersionMatchStrategy.Strict when Compare(version, worker) != 0 =>
            Failure(Mismatch, $"The orchestration version '{version}' does not match the worker version '{worker.Version}'."),
        VersionMatchStrategy.CurrentOrOlder when Compare(version, worker) > 0 =>
            Failure(Mismatch, $"The orchestration version '{version}' is greater than the worker version '{worker.Version}'."),
        VersionMatchStrategy.Strict or VersionMatchStrategy.CurrentOrOlder => null,
        var unknown => Failure(UnknownStrategy, $"The version match strategy '{unknown}' is unknown."),
    };

    private static int Compare(string version, VersioningOptions worker) => TaskOrchestrationVersioningUtils.CompareVersions(version, worker.Version);

    private static TaskFailureDetails Failure(string type, string message) => new(type, message, null, null, null);
}
