using System.Text.Json.Serialization;
using Microsoft.DurableTask;

namespace OmniFunctions.Local.DurableTask.History;

/// <summary>
/// What happens to an orchestration from outside. Activities, sub-orchestrations, entity calls and locks all answer with
/// <see cref="TaskCompleted"/> or <see cref="TaskFailed"/>; the task id says which question it was.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TaskCompleted), "completed")]
[JsonDerivedType(typeof(TaskFailed), "failed")]
[JsonDerivedType(typeof(TimerFired), "fired")]
[JsonDerivedType(typeof(EventRaised), "raised")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Terminated), "terminated")]
[JsonDerivedType(typeof(Rewound), "rewound")]
internal abstract record HistoryEvent
{
    private HistoryEvent() { }

    public sealed record TaskCompleted(int TaskId, string? Result) : HistoryEvent;

    public sealed record TaskFailed(int TaskId, TaskFailureDetails Failure) : HistoryEvent;

    public sealed record TimerFired(int TaskId) : HistoryEvent;

    public sealed record EventRaised(string Name, string? Payload) : HistoryEvent;

    public sealed record Suspended(string? Reason) : HistoryEvent;

    public sealed record Resumed(string? Reason) : HistoryEvent;

    /// <summary>The instance had failed and goes on from before that.</summary>
    public sealed record Rewound(string? Reason) : HistoryEvent;

    public sealed record Terminated(string? Output, bool Recursive = false) : HistoryEvent;
}
