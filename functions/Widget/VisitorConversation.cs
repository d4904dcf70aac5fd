using OmniFunctions.Access;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;

namespace OmniFunctions.Widget;

/// <summary>The conversation that a visitor's next message would go to.</summary>
public sealed class VisitorConversation(IdentityStore identities, PeopleStore people, ConversationStore store)
{
    /// <summary>Conversations that may go on in another one in a row.</summary>
    private const int MaxMerges = 8;

    /// <returns>The person; null for a visitor who has not said anything yet.</returns>
    public async Task<Person?> PersonAsync(Visitor visitor, CancellationToken cancellation)
    {
        var account = visitor.Account.Key;
        return await identities.KnownAsync(account.Tenant, IdentityStore.KeyOf(account, visitor.Id), cancellation) is { } known
            ? await people.FindAsync(account.Tenant, known.Person, cancellation)
            : null;
    }

    /// <returns>Null when there is none.</returns>
    public async Task<StoredConversation?> FindAsync(Visitor visitor, CancellationToken cancellation)
    {
        var tenant = visitor.Account.Key.Tenant;
        if (await PersonAsync(visitor, cancellation) is not { } person) return null;
        var head = await store.FindAsync(person.Conversation(tenant, person.Current), cancellation);
        for (var merges = 0; head?.State.Phase is Phase.Merged merged && merges < MaxMerges; merges++)
            head = await store.FindAsync(new ConversationKey(tenant, merged.Into), cancellation);
        return head;
    }
}
