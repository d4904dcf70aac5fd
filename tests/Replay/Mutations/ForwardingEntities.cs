using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Replay.Mutations;

/// <inheritdoc cref="ForwardingContext"/>
internal abstract class ForwardingEntities(TaskOrchestrationEntityFeature inner) : TaskOrchestrationEntityFeature
{
    protected TaskOrchestrationEntityFeature Inner => inner;

    public override Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        inner.CallEntityAsync<TResult>(id, operationName, input, options);

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        inner.CallEntityAsync(id, operationName, input, options);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
        inner.SignalEntityAsync(id, operationName, input, options);

    public override Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds) => inner.LockEntitiesAsync(entityIds);

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds) => inner.InCriticalSection(out entityIds);
}
