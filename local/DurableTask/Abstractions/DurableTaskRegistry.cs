using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators, activities and entities of a worker, by name. A name is taken once.</summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> activities = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> entities = [];

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() => orchestrators;

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() => activities;

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => entities;

    private DurableTaskRegistry Add<T>(Dictionary<TaskName, Func<IServiceProvider, T>> tasks, TaskName name, Func<IServiceProvider, T> factory, string kind)
    {
        if (string.IsNullOrEmpty(name.Name)) throw new ArgumentException($"An {kind} needs a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(name, factory)) throw new ArgumentException($"An {kind} named '{name}' is already added.", nameof(name));
        return this;
    }

    private static TaskName NameOf(Type type) =>
        Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)) is DurableTaskAttribute { Name.Name.Length: > 0 } named
            ? named.Name
            : new TaskName(type.Name);

    private static void CheckType(Type type, Type role)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type is { IsAbstract: false, IsGenericTypeDefinition: false } && role.IsAssignableFrom(type)) return;
        throw new ArgumentException($"{type} must be a concrete class that implements {role.Name}.", nameof(type));
    }
}
