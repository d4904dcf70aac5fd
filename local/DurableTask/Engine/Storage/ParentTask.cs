using OmniFunctions.Local.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>The task of a parent orchestration that a sub-orchestration answers.</summary>
internal sealed record ParentTask(Caller Caller, string Name);
