using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Keeps it at one open conversation a person while identities are linked and messages are on their way at the same time. Whoever links
/// looks for open conversations after the link is written, and whoever opens one looks at the link after it is open: one of the two sees the other.
/// </summary>
public sealed class Gathering(IdentityStore identities, PeopleStore people, ConversationStore conversations, IConversationPush push)
{
    /// <summary>An identity was put down to a person: what it has open goes on in what they have open.</summary>
    /// <returns>The conversations whose lifecycles are to be rung.</returns>
    public async Task<IReadOnlyList<ConversationKey>> AfterLinkAsync(TenantId tenant, PersonId person, CancellationToken cancellation = default)
    {
        var into = await OpenOfAsync(tenant, person, cancellation);
        return into is null ? [] : await GatherAsync(tenant, person, into.Key, cancellation);
    }

    /// <summary>A conversation of a person was opened or taken up again.</summary>
    /// <param name="leg">Where the message came from that opened it.</param>
    /// <returns>The other conversations whose lifecycles are to be rung.</returns>
    internal async Task<IReadOnlyList<ConversationKey>> AfterOpeningAsync(Leg leg, PersonId person, ConversationKey opened, CancellationToken cancellation)
    {
        var tenant = leg.Account.Tenant;
        var now = (await identities.IdentifyAsync(leg.Account, leg.Sender, cancellation)).Person;
        return now == person ? await GatherAsync(tenant, person, opened, cancellation) : await AfterLinkAsync(tenant, now, cancellation);
    }

    private async Task<IReadOnlyList<ConversationKey>> GatherAsync(TenantId tenant, PersonId person, ConversationKey into, CancellationToken cancellation)
    {
        var merged = new List<ConversationKey>();
        foreach (var identity in await identities.OfAsync(tenant, person, cancellation))
        {
            foreach (var change in identity.Changes.Where(change => change.From != person).DistinctBy(change => change.From))
            {
                if (await OpenOfAsync(tenant, change.From, cancellation) is not { } other || other.Key == into || !IsOf(identity, other)) continue;
                if (await MergeAsync(other, change.By, into, cancellation)) merged.Add(other.Key);
            }
        }

        return merged.Count == 0 ? [] : [.. merged, into];
    }

    private async Task<bool> MergeAsync(StoredConversation other, AgentId? linkedBy, ConversationKey into, CancellationToken cancellation)
    {
        // Its agent would be asked, and has nothing against it: it is the same customer.
        if ((other.State.Holder ?? linkedBy) is not { } by) return false;
        var outcome = await conversations.ApplyAsync(other.Key, new ConversationCommand.Merge(by, into.Id), cancellation);
        if (outcome.Changed) await push.AppendedAsync(outcome, cancellation);
        return outcome.Changed;
    }

    /// <summary>A former person may have other identities, and their matter stays theirs.</summary>
    private static bool IsOf(Identity identity, StoredConversation other) => other.State.Leg.Account == identity.Account && other.State.Leg.Sender == identity.Sender;

    private async Task<StoredConversation?> OpenOfAsync(TenantId tenant, PersonId id, CancellationToken cancellation)
    {
        var person = await people.FindAsync(tenant, id, cancellation);
        var head = await conversations.FindAsync(person.Conversation(tenant, person.Current), cancellation);
        return head?.State.Phase.IsOpen() == true ? head : null;
    }
}
