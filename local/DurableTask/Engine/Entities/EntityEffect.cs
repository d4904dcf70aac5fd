using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>What leaves an entity, in the unit that writes its state.</summary>
internal abstract record EntityEffect
{
    private EntityEffect() { }

    /// <param name="Due">Ticks of UTC, or 0 for at once.</param>
    public sealed record Signal(string EntityId, string Operation, string? Input, long Due) : EntityEffect;

    public sealed record Start(NewInstance Instance) : EntityEffect;

    public sealed record Answer(Caller Caller, HistoryEvent Event) : EntityEffect;

    public sealed record Forward(string EntityId, EntityMessage.Lock Lock) : EntityEffect;
}
