using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Replay.Mutations;

internal sealed class SendsOtherwise(TaskOrchestrationContext inner, Func<string, string> instance, Func<string, string> name) : ForwardingContext(inner)
{
    public override void SendEvent(string instanceId, string eventName, object payload) => base.SendEvent(instance(instanceId), name(eventName), payload);
}

internal sealed class SendsNothing(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        // The mutation: it is not sent.
    }
}

internal sealed class SendsTwice(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        base.SendEvent(instanceId, eventName, payload);
        base.SendEvent(instanceId, eventName, payload);
    }
}

/// <summary>Signals entities in another way.</summary>
internal sealed class SignalsOtherwise(TaskOrchestrationContext inner, Func<TaskOrchestrationEntityFeature, EntityInstanceId, string, object?, Task> signal) : ForwardingContext(inner)
{
    public override TaskOrchestrationEntityFeature Entities { get; } = new Signals(inner.Entities, signal);

    private sealed class Signals(TaskOrchestrationEntityFeature inner, Func<TaskOrchestrationEntityFeature, EntityInstanceId, string, object?, Task> signal)
        : ForwardingEntities(inner)
    {
        public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            signal(Inner, id, operationName, input);
    }
}

/// <summary>Goes on without the answer of an entity.</summary>
internal sealed class AsksNothing(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override TaskOrchestrationEntityFeature Entities { get; } = new Silent(inner.Entities);

    private sealed class Silent(TaskOrchestrationEntityFeature inner) : ForwardingEntities(inner)
    {
        public override Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null) =>
            Task.FromResult(default(TResult)!);
    }
}

/// <summary>What was signalled before an activity is signalled after it.</summary>
internal sealed class SignalsAfterTheNextActivity(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    private readonly List<Func<Task>> late = [];

    public override TaskOrchestrationEntityFeature Entities => new Late(Inner.Entities, late);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var result = await base.CallActivityAsync<TResult>(name, input, options);
        foreach (var signal in late) await signal();
        late.Clear();
        return result;
    }

    private sealed class Late(TaskOrchestrationEntityFeature inner, List<Func<Task>> late) : ForwardingEntities(inner)
    {
        public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
        {
            late.Add(() => Inner.SignalEntityAsync(id, operationName, input, options));
            return Task.CompletedTask;
        }
    }
}

/// <summary>Holds the entity while it works, which it did not do before.</summary>
internal sealed class LocksTheEntity(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        await using var held = await Entities.LockEntitiesAsync(new EntityInstanceId("routing", "demo"));
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}
