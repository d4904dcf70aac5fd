using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace OmniFunctions.Local.DurableTask;

/// <summary>A factory that knows several versions of a task by one name.</summary>
internal interface IVersionedTaskFactory
{
    bool TryCreateOrchestrator(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator);

    bool TryCreateActivity(TaskName name, TaskVersion version, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity);
}

internal static class VersionedTasks
{
    public static bool TryCreateOrchestrator(
        this IDurableTaskFactory factory, string name, string version, IServiceProvider services, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator) =>
        factory is IVersionedTaskFactory versioned
            ? versioned.TryCreateOrchestrator(name, version, services, out orchestrator)
            : factory.TryCreateOrchestrator(name, services, out orchestrator);

    public static bool TryCreateActivity(
        this IDurableTaskFactory factory, string name, string version, IServiceProvider services, [NotNullWhen(true)] out ITaskActivity? activity) =>
        factory is IVersionedTaskFactory versioned
            ? versioned.TryCreateActivity(name, version, services, out activity)
            : factory.TryCreateActivity(name, services, out activity);
}
