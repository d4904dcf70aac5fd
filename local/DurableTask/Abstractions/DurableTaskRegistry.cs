using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask;

/// <summary>The orchestrators, activities and entities of a worker, by name. A name is taken once.</summary>
public sealed partial class DurableTaskRegistry
{
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> activities = [];
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> entities = [];
    private readonly Dictionary<(TaskName, TaskVersion), Func<IServiceProvider, ITaskOrchestrator>> versionedOrchestrators = [];
    private readonly Dictionary<(TaskName, TaskVersion), Func<IServiceProvider, ITaskActivity>> versionedActivities = [];

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskOrchestrator>>> GetOrchestrators() => orchestrators;

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskActivity>>> GetActivities() => activities;

    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, ITaskEntity>>> GetEntities() => entities;

    internal IReadOnlyDictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskOrchestrator>> VersionedOrchestrators => versionedOrchestrators;

    internal IReadOnlyDictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, ITaskActivity>> VersionedActivities => versionedActivities;

    private DurableTaskRegistry Add<T>(Dictionary<TaskName, Func<IServiceProvider, T>> tasks, TaskName name, Func<IServiceProvider, T> factory, string kind)
    {
        if (string.IsNullOrEmpty(name.Name)) throw new ArgumentException($"An {kind} needs a name.", nameof(name));
        ArgumentNullException.ThrowIfNull(factory);
        if (!tasks.TryAdd(name, factory)) throw new ArgumentException($"An {kind} named '{name}' is already added.", nameof(name));
        return this;
    }

    // Without a version it is the one that serves all versions which have none of their own.
    private DurableTaskRegistry Add<T>(
        Dictionary<TaskName, Func<IServiceProvider, T>> tasks,
        Dictionary<(TaskName, TaskVersion), Func<IServiceProvider, T>> versioned,
        TaskName name,
        TaskVersion version,
        Func<IServiceProvider, T> factory,
        string kind)
    {
        if (version == TaskVersion.Unversioned) return Add(tasks, name, factory, kind);
        if (string.IsNullOrEmpty(name.Name)) throw new ArgumentException($"An {kind} needs a name.", nameof(name));
        if (!versioned.TryAdd((name, version), factory)) throw new ArgumentException($"An {kind} named '{name}' of version '{version.Version}' is already added.", nameof(name));
        return this;
    }

    private static TaskVersion VersionOf(Type type) =>
        Attribute.GetCustomAttribute(type, typeof(DurableTaskAttribute)) is DurableTaskAttribute { Version: { } version } ? new TaskVersion(version) : default;

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
