using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.People;

/// <summary>What a person said to the tenant of late.</summary>
public sealed class PersonHistory(PeopleStore people, ConversationStore conversations, TimeProvider time)
{
    public const int Days = 30;
    public const int MaxConversations = 50;

    /// <summary>Newest first, those of the identities that were put down to them included.</summary>
    public async Task<IReadOnlyList<StoredConversation>> ReadAsync(TenantId tenant, PersonId id, IReadOnlyList<Identity> identities, CancellationToken cancellation)
    {
        var found = new List<StoredConversation>();
        foreach (var person in identities.SelectMany(identity => identity.Changes).Select(change => change.From).Prepend(id).Distinct())
            found.AddRange(await OfAsync(tenant, person, cancellation));
        return [.. found.OrderByDescending(head => head.State.OpenedAt).Take(MaxConversations)];
    }

    /// <summary>What an agent may see of it.</summary>
    public static IReadOnlyList<Summary> Seen(IEnumerable<StoredConversation> history, Agent agent, Names names) =>
        [.. history.Where(head => agent.MaySee(head.State, names.Policy)).Select(head => SummaryMapping.Map(head, names))];

    private async Task<IReadOnlyList<StoredConversation>> OfAsync(TenantId tenant, PersonId id, CancellationToken cancellation)
    {
        var oldest = time.GetUtcNow().AddDays(-Days);
        var person = await people.FindAsync(tenant, id, cancellation);
        var found = new List<StoredConversation>();
        for (var ordinal = person.Current; ordinal > 0 && found.Count < MaxConversations; ordinal--)
        {
            var head = await conversations.FindAsync(person.Conversation(tenant, ordinal), cancellation);
            if (head is null) continue;
            if (head.Summary.LastMessageAt < oldest) break;
            found.Add(head);
        }

        return found;
    }
}
