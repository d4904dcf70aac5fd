using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>What one batch of messages made of an entity. It is written as one unit, or none of it happened.</summary>
internal sealed class EntityBatch(EntitySession session, bool inOrder)
{
    private EntityChange change = new(null, false, []);

    public EntityRow Row { get; set; } = session.Row;

    public List<Message> Taken { get; } = [];

    public List<Message> HeldBack { get; } = [];

    public List<EntityEffect> Effects { get; } = [];

    /// <summary>Makes text of the state, so that the writer's thread need not.</summary>
    public void Seal() => change = Row.State.ChangeFrom(session.Row.State);

    public bool Write(HubUnit unit)
    {
        unit.Delete(Taken, inOrder && HeldBack.Count == 0);
        var update = unit.Session.Prepare("UPDATE durable_entity SET state = ?2, modified = ?3, locked_by = ?4, locked_key = ?5 WHERE entity = ?1")
            .Bind(1, Row.Key).Bind(2, change.Text).Bind(3, unit.Now).Bind(4, Row.LockedBy);
        if (Row.LockedKey is { } lockedKey) update.Bind(5, lockedKey);
        update.Run();
        WriteEntries(unit);
        foreach (var effect in Effects) Perform(unit, effect);
        return true;
    }

    public void Written()
    {
        session.Row = Row;
        session.HeldBack = HeldBack;
    }

    private void WriteEntries(HubUnit unit)
    {
        if (change.Afresh) unit.Session.Prepare("DELETE FROM durable_entity_entry WHERE entity = ?1").Bind(1, Row.Key).Run();
        foreach (var (key, text) in change.Entries)
        {
            if (text is null) unit.Session.Prepare("DELETE FROM durable_entity_entry WHERE entity = ?1 AND key = ?2").Bind(1, Row.Key).Bind(2, key).Run();
            else
            {
                unit.Session.Prepare("INSERT INTO durable_entity_entry VALUES (?1, ?2, ?3) ON CONFLICT (entity, key) DO UPDATE SET value = excluded.value")
                    .Bind(1, Row.Key).Bind(2, key).Bind(3, text).Run();
            }
        }
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
