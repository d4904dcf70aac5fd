using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace OmniFunctions.Tests.Replay.Mutations;

/// <summary>
/// A change of orchestrator code that breaks the replay of instances under way. It is made where the code meets its context, which is the
/// only place where a replay can see it: to the engine, an orchestrator that asks for another activity is one whose code was edited so.
/// </summary>
/// <param name="Name">What was changed, as a sentence.</param>
internal sealed record Mutation(string Name, Func<TaskOrchestrationContext, TaskOrchestrationContext> Change)
{
    public IDurableTaskFactory Of(IDurableTaskFactory code) => new Factory(code, this);

    public override string ToString() => Name;

    private sealed class Factory(IDurableTaskFactory code, Mutation mutation) : IDurableTaskFactory
    {
        public bool TryCreateOrchestrator(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskOrchestrator? orchestrator)
        {
            orchestrator = code.TryCreateOrchestrator(name, serviceProvider, out var original) ? new Orchestrator(original, mutation) : null;
            return orchestrator is not null;
        }

        public bool TryCreateActivity(TaskName name, IServiceProvider serviceProvider, [NotNullWhen(true)] out ITaskActivity? activity) =>
            code.TryCreateActivity(name, serviceProvider, out activity);
    }

    private sealed class Orchestrator(ITaskOrchestrator original, Mutation mutation) : ITaskOrchestrator
    {
        public Type InputType => original.InputType;

        public Type OutputType => original.OutputType;

        public Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => original.RunAsync(mutation.Change(context), input);
    }
}
