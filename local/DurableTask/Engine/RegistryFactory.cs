using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker;

namespace OmniFunctions.Local.DurableTask;

/// <summary>
/// Makes the tasks of a registry. Of the versions of a task the one that was asked for is made; the one without a version stands in only
/// where the name has no versions at all, so that nothing runs under a version it was not written for.
/// </summary>
public sealed class RegistryFactory(DurableTaskRegistry registry) : IDurableTaskFactory2, IVersionedTaskFactory
{
    private readonly Versions<ITaskOrchestrator> orchestrators = new(registry.GetOrchestrators(), registry.VersionedOrchestrators);
    private readonly Versions<ITaskActivity> activities = new(registry.GetActivities(), registry.VersionedActivities);
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> entities = new(registry.GetEntities());

    public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreate(orchestrators.Find(name, TaskVersion.Unversioned), serviceProvider, out orchestrator);

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreate(activities.Find(name, TaskVersion.Unversioned), serviceProvider, out activity);

    public bool TryCreateEntity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskEntity? entity) =>
        TryCreate(entities.GetValueOrDefault(name), serviceProvider, out entity);

    bool IVersionedTaskFactory.TryCreateOrchestrator(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreate(orchestrators.Find(name, version), services, out orchestrator);

    bool IVersionedTaskFactory.TryCreateActivity(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreate(activities.Find(name, version), services, out activity);

    private static bool TryCreate<T>(Func<IServiceProvider, T>? create, IServiceProvider services, [NotNullWhen(true)] out T? task)
        where T : class
    {
        task = create?.Invoke(services);
        return task is not null;
    }

    private sealed class Versions<T>(
        IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, T>>> unversioned,
        IReadOnlyDictionary<(TaskName Name, TaskVersion Version), Func<IServiceProvider, T>> versioned)
    {
        private readonly Dictionary<TaskName, Func<IServiceProvider, T>> unversioned = new(unversioned);
        private readonly HashSet<TaskName> named = [.. versioned.Keys.Select(key => key.Name)];

        public Func<IServiceProvider, T>? Find(TaskName name, TaskVersion version)
        {
            if (version != TaskVersion.Unversioned && named.Contains(name)) return versioned.GetValueOrDefault((name, version));
            return unversioned.GetValueOrDefault(name);
        }
    }
}
