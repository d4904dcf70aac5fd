using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>An entity of the product, operated without an engine: its state stays an object, and what it wants to send is handed to whoever plays.</summary>
internal sealed class EntityInMemory(ITaskEntity entity, EntityInstanceId id)
{
    private object? state;

    /// <summary>Orchestrations it started, in order.</summary>
    public List<object> Started { get; } = [];

    /// <summary>When it asked to be woken.</summary>
    public List<DateTimeOffset> Wakes { get; } = [];

    public TState State<TState>() => (TState)state!;

    public void Begin(object begin) => state = begin;

    public object? Do(string operation, object input)
    {
        // No operation of routing waits for anything.
        var done = entity.RunAsync(new Operation(this, operation, input));
        return done.IsCompletedSuccessfully ? done.Result : throw new InvalidOperationException($"{operation} waits for something.");
    }

    private sealed class Operation(EntityInMemory owner, string name, object input) : TaskEntityOperation
    {
        public override string Name => name;

        public override TaskEntityContext Context { get; } = new Outbox(owner);

        public override TaskEntityState State { get; } = new Memory(owner);

        public override bool HasInput => true;

        public override object? GetInput(Type inputType) => input;
    }

    private sealed class Memory(EntityInMemory owner) : TaskEntityState
    {
        public override bool HasState => owner.state is not null;

        public override object? GetState(Type type) => owner.state;

        public override void SetState(object? state) => owner.state = state;
    }

    private sealed class Outbox(EntityInMemory owner) : TaskEntityContext
    {
        public override EntityInstanceId Id => owner.Identity;

        public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
        {
            if (options?.SignalTime is { } at) owner.Wakes.Add(at);
        }

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
        {
            owner.Started.Add(input!);
            return options?.InstanceId ?? "";
        }
    }

    private EntityInstanceId Identity => id;
}
