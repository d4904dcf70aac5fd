using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>One operation under way, with the state as it leaves it and the messages that it wants to send.</summary>
internal sealed class EntityOperation(EntityInstanceId id, string name, string? input, EntityState state, DataConverter converter, string defaultVersion) : TaskEntityOperation
{
    private readonly StoredState stored = new(state, converter);
    private readonly OperationContext context = new(id, converter, defaultVersion);

    public override string Name => name;

    public override TaskEntityContext Context => context;

    public override TaskEntityState State => stored;

    public override bool HasInput => input is not null;

    public EntityState StateAfter => stored.State;

    public IReadOnlyList<EntityEffect> Effects => context.Effects;

    public override object? GetInput(Type inputType) => converter.Deserialize(input, inputType);

    private sealed class StoredState(EntityState state, DataConverter converter) : TaskEntityState
    {
        public EntityState State { get; private set; } = state;

        public override bool HasState => State.IsThere;

        public override object? GetState(Type type) => State.As(type);

        public override void SetState(object? state) => State = EntityState.Left(converter, state);
    }

    private sealed class OperationContext(EntityInstanceId id, DataConverter converter, string defaultVersion) : TaskEntityContext
    {
        public List<EntityEffect> Effects { get; } = [];

        public override EntityInstanceId Id => id;

        public override void SignalEntity(EntityInstanceId target, string operationName, object? input = null, SignalEntityOptions? options = null) =>
            Effects.Add(new EntityEffect.Signal(target.ToString(), operationName, converter.Serialize(input), options?.SignalTime?.UtcTicks ?? 0));

        public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
        {
            var instanceId = options?.InstanceId ?? Guid.NewGuid().ToString("N");
            InstanceIds.Check(instanceId);
            Effects.Add(new EntityEffect.Start(new Storage.NewInstance(
                instanceId,
                name.Name,
                options?.Version?.Version ?? defaultVersion,
                converter.Serialize(input),
                options?.StartAt?.UtcTicks ?? 0,
                options?.Tags,
                null)));
            return instanceId;
        }
    }
}
