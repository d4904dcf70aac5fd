using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
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
        IEnumerable<Placement> engaged = conversation.State.Engaged().Distinct().Select(agent => new Placement(HolderKeys.Agent(tenant, agent), HolderKeys.ById(id)));
        return conversation.State.Phase switch
        {
            Phase.Waiting waiting => [living, open, new(HolderKeys.Queue(tenant, waiting.Queue), HolderKeys.OldestFirst(waiting.Since, id)), .. engaged],
            // Out of the line until its time, and yet those of the queue should know of it.
            Phase.CallbackDue callback => [living, open, new(HolderKeys.Queue(tenant, callback.Queue), HolderKeys.OldestFirst(callback.Since, id)), .. engaged],
            Phase.WithBot => [living, open, new(HolderKeys.Bot(tenant), HolderKeys.ById(id)), .. engaged],
            Phase.Offered or Phase.Serving or Phase.WaitingOnCustomer or Phase.Snoozed or Phase.WrapUp => [living, open, .. engaged],
            // It can be taken out of the other one again, so it is looked after like any other; it stands in no list of its own.
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
