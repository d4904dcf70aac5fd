namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>The task of an execution of an orchestration that waits for an answer.</summary>
/// <param name="Key">The key of the instance's row: an id may be used again, a key is not.</param>
internal sealed record Caller(string InstanceId, long Key, int Execution, int TaskId);
