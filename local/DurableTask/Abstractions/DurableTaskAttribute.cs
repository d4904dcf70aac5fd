namespace Microsoft.DurableTask;

/// <summary>Names the task that a class implements. Without it, or without a name, the task is named as the class.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DurableTaskAttribute(string? name = null) : Attribute
{
    public TaskName Name { get; } = string.IsNullOrEmpty(name) ? default : new TaskName(name);

    public string? Version { get; set; }
}
