namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>An activity to be run, as its row says.</summary>
internal sealed record ActivityCall(string InstanceId, long InstanceKey, int Execution, int TaskId, string Name, string Version, string? Input);
