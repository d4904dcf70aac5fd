using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>What one batch of messages made of an entity. It is written as one unit, or none of it happened.</summary>
internal sealed class EntityBatch(EntitySession session, bool inOrder)
{
    public EntityRow Row { get; set; } = session.Row;

    public List<Message> Taken { get; } = [];

    public List<Message> HeldBack { get; } = [];

    public List<EntityEffect> Effects { get; } = [];

    public bool Write(HubUnit unit)
    {
        unit.Delete(Taken, inOrder && HeldBack.Count == 0);
        var update = unit.Session.Prepare("UPDATE durable_entity SET state = ?2, modified = ?3, locked_by = ?4, locked_key = ?5 WHERE entity = ?1")
            .Bind(1, Row.Key).Bind(2, Row.State.Text).Bind(3, unit.Now).Bind(4, Row.LockedBy);
        if (Row.LockedKey is { } lockedKey) update.Bind(5, lockedKey);
        update.Run();
        foreach (var effect in Effects) Perform(unit, effect);
        return true;
    }

    public void Written()
    {
        session.Row = Row;
        session.HeldBack = HeldBack;
    }

    private static void Perform(HubUnit unit, EntityEffect effect)
    {
        switch (effect)
        {
            case EntityEffect.Signal signal:
                unit.Deliver(signal.EntityId, new EntityMessage.Operation(signal.Operation, signal.Input, null), signal.Due);
                break;
            case EntityEffect.Answer answer:
                unit.Answer(answer.Caller, answer.Event);
                break;
            case EntityEffect.Forward forward:
                unit.Deliver(forward.EntityId, forward.Lock);
                break;
            case EntityEffect.Start start:
                StartUnlessRunning(unit, start.Instance);
                break;
            default:
                throw new InvalidOperationException($"Unknown effect {effect.GetType().Name}.");
        }
    }

    // There is nobody to tell: the operation is over, and its other effects stand.
    private static void StartUnlessRunning(HubUnit unit, NewInstance instance)
    {
        try
        {
            unit.Create(instance, status => status.IsAlive());
        }
        catch (InstanceConflictException)
        {
            // The instance that is under way stays.
        }
    }
}
