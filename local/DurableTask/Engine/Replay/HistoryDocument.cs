using System.Text.Json.Serialization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Replay;

/// <summary>A history as it stands in a file.</summary>
/// <param name="Seed">What the ids that the code asks for derive from.</param>
/// <param name="Input">As the data converter wrote it, like every payload inside.</param>
/// <param name="Output">Of an execution that completed.</param>
/// <param name="Failure">Of an execution that failed.</param>
internal sealed record HistoryDocument(
    int Format,
    string Orchestrator,
    string InstanceId,
    string Version,
    string Seed,
    HistoryParent? Parent,
    string? Input,
    [property: JsonConverter(typeof(JsonStringEnumConverter<OrchestrationRuntimeStatus>))]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    OrchestrationRuntimeStatus Status,
    string? Output,
    TaskFailureDetails? Failure,
    IReadOnlyList<Turn> Turns)
{
    public const int PresentFormat = 1;

    /// <summary>Stack traces name files of a machine and change nothing in a replay.</summary>
    public HistoryDocument WithoutStackTraces() => this with
    {
        Failure = Failure is null ? null : Bare(Failure),
        Turns = [.. Turns.Select(turn => turn with { Events = [.. turn.Events.Select(Bare)] })],
    };

    private static HistoryEvent Bare(HistoryEvent happened) => happened is HistoryEvent.TaskFailed failed ? failed with { Failure = Bare(failed.Failure) } : happened;

    private static TaskFailureDetails Bare(TaskFailureDetails failure) =>
        failure with { StackTrace = null, InnerFailure = failure.InnerFailure is { } inner ? Bare(inner) : null };
}

internal sealed record HistoryParent(string Name, string InstanceId);
