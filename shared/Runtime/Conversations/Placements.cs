using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>A row of the lists, which says no more than that a conversation belongs there.</summary>
internal readonly record struct Placement(string Partition, string Row);

internal static class Placements
{
    /// <summary>Every list that a conversation belongs to.</summary>
    public static IReadOnlyList<Placement> Of(StoredConversation conversation)
    {
        var (tenant, id) = conversation.Key;
        Placement open = new(HolderKeys.Open(tenant), HolderKeys.ById(id));
        Placement living = new(HolderKeys.Living(tenant), HolderKeys.ById(id));
        return conversation.State.Phase switch
        {
            Phase.Waiting waiting => [living, open, new(HolderKeys.Queue(tenant, waiting.Queue), HolderKeys.OldestFirst(waiting.Since, id))],
            { } phase when phase.HolderOrNone() is { } holder => [living, open, new(HolderKeys.Agent(tenant, holder), HolderKeys.ById(id))],
            // The one who put it aside keeps it in sight.
            Phase.Snoozed snoozed => [living, open, new(HolderKeys.Agent(tenant, snoozed.Agent), HolderKeys.ById(id))],
            Phase.WithBot or Phase.CallbackDue => [living, open],
            // Un-merging is always possible, so it is looked after like any other; it stands in no list of its own.
            Phase.Merged => [living],
            Phase.Closed => [living, Closed(conversation)],
            Phase.Ended => [Closed(conversation)],
            _ => throw new InvalidOperationException($"No list for {conversation.State.Phase.GetType().Name}."),
        };
    }

    private static Placement Closed(StoredConversation conversation)
    {
        var at = conversation.Summary.ClosedAt ?? throw new InvalidOperationException($"{conversation.Key} is closed without a time.");
        return new(HolderKeys.Closed(conversation.Key.Tenant, at), HolderKeys.NewestFirst(at, conversation.Key.Id));
    }
}
