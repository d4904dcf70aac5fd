using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>Signals, calls and locks of entities by one execution.</summary>
internal sealed class OrchestrationEntities(Execution execution, DataConverter converter) : TaskOrchestrationEntityFeature
{
    private List<EntityInstanceId>? held;
    private readonly HashSet<EntityInstanceId> beingCalled = [];

    public override async Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
    {
        CheckCall(id);
        if (held is not null) beingCalled.Add(id);
        try
        {
            var task = execution.NextActionId();
            return await execution.Ask(
                new OrchestrationAction.CallEntity(task, id.ToString(), operationName, converter.Serialize(input)),
                OpenTask<TResult>.ForEntity(converter, id, operationName));
        }
        finally
        {
            beingCalled.Remove(id);
        }
    }

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
        CallEntityAsync<object>(id, operationName, input, options);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        if (held?.Contains(id) == true)
            throw new InvalidOperationException($"The entity '{id}' is held by this orchestration and may only be called, not signalled.");
        execution.Tell(new OrchestrationAction.SignalEntity(
            execution.NextActionId(), id.ToString(), operationName, converter.Serialize(input), options?.SignalTime?.UtcTicks ?? 0));
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(IEnumerable<EntityInstanceId> entityIds)
    {
        ArgumentNullException.ThrowIfNull(entityIds);
        if (held is not null) throw new InvalidOperationException("Entities are held already: critical sections cannot be nested.");

        // All orchestrations take entities in the same order, so that no two wait for each other.
        var wanted = entityIds.Distinct().OrderBy(id => id.ToString(), StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) throw new ArgumentException("Name at least one entity to hold.", nameof(entityIds));
        held = [];
        var ids = wanted.ConvertAll(id => id.ToString());
        execution.Hold(ids);
        var task = execution.NextActionId();
        await execution.Ask(new OrchestrationAction.LockEntities(task, ids), OpenTask<object?>.ForTask(converter, "lock", task));
        held = wanted;
        return new CriticalSection(this, ids);
    }

    public override bool InCriticalSection([NotNullWhen(true)] out IReadOnlyList<EntityInstanceId>? entityIds)
    {
        entityIds = held is { Count: > 0 } ? held : null;
        return entityIds is not null;
    }

    private void CheckCall(EntityInstanceId id)
    {
        if (held is null) return;
        if (!held.Contains(id)) throw new InvalidOperationException($"While entities are held only they may be called, and '{id}' is not one of them.");
        if (beingCalled.Contains(id)) throw new InvalidOperationException($"The held entity '{id}' is being called already.");
    }

    private void Release(IReadOnlyList<string> ids)
    {
        if (held is null) return;
        held = null;
        execution.LetGo(ids);
        execution.Tell(new OrchestrationAction.ReleaseEntities(execution.NextActionId(), ids));
    }

    private sealed class CriticalSection(OrchestrationEntities owner, IReadOnlyList<string> ids) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            owner.Release(ids);
            return ValueTask.CompletedTask;
        }
    }
}
