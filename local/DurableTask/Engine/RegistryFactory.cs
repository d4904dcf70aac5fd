using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.DurableTask.Worker;

namespace OmniFunctions.Local.DurableTask;

/// <summary>Makes the tasks of a registry.</summary>
public sealed class RegistryFactory(DurableTaskRegistry registry) : IDurableTaskFactory2
{
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskOrchestrator>> orchestrators = new(registry.GetOrchestrators());
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskActivity>> activities = new(registry.GetActivities());
    private readonly Dictionary<TaskName, Func<IServiceProvider, ITaskEntity>> entities = new(registry.GetEntities());

    public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        TryCreate(orchestrators, name, serviceProvider, out orchestrator);

    public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
        TryCreate(activities, name, serviceProvider, out activity);

    public bool TryCreateEntity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskEntity? entity) =>
        TryCreate(entities, name, serviceProvider, out entity);

    private static bool TryCreate<T>(Dictionary<TaskName, Func<IServiceProvider, T>> factories, TaskName name, IServiceProvider services, [NotNullWhen(true)] out T? task)
        where T : class
    {
        task = factories.TryGetValue(name, out var create) ? create(services) : null;
        return task is not null;
    }
}
