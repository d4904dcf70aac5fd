using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>An entity in memory.</summary>
internal sealed class EntitySession(EntityRow row) : MailboxSession
{
    public EntityRow Row { get; set; } = row;

    /// <summary>Messages of others, which wait until the orchestration that holds the entity lets go of it.</summary>
    public List<Message> HeldBack { get; set; } = [];

    public override bool IsPinned => HeldBack.Count > 0;

    public override void Dispose()
    {
        // Only memory is held.
    }
}
