using Microsoft.DurableTask;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>Where an execution stands after a turn.</summary>
internal abstract record TurnOutcome
{
    private TurnOutcome() { }

    public sealed record Waiting(bool IsSuspended) : TurnOutcome;

    public sealed record Completed(string? Output) : TurnOutcome;

    public sealed record Failed(TaskFailureDetails Failure) : TurnOutcome;

    /// <param name="Recursive">Its sub-orchestrations are to end with it.</param>
    public sealed record Terminated(string? Output, bool Recursive = false) : TurnOutcome;

    /// <param name="Carried">What the next execution begins with: the events that nobody has taken, in the order in which they came.</param>
    public sealed record ContinuedAsNew(string? Input, string? Version, bool PreservesEvents, IReadOnlyList<HistoryEvent> Carried) : TurnOutcome;
}
