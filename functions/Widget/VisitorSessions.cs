using System.Security.Cryptography;
using Microsoft.DurableTask.Client;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Customers;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Widget;

/// <summary>Who a visitor is: the one of an earlier token, the user that the shop's signature says, or somebody new.</summary>
public sealed class VisitorSessions(IdentityStore identities, Gathering gathering, TimeProvider time)
{
    private static readonly TimeSpan GuestTokenLifetime = TimeSpan.FromDays(90);

    /// <summary>A user's history is worth more than a guest's, and the shop signs anew on each of its pages.</summary>
    private static readonly TimeSpan UserTokenLifetime = TimeSpan.FromHours(24);

    private const int VisitorIdBytes = 16;

    /// <summary>The token's visitor, or null where it is nobody's.</summary>
    public string? Known(ChannelAccount account, string? token) => VisitorToken.Check(account, token, time.GetUtcNow());

    /// <param name="identity">Null for a guest.</param>
    /// <returns>The visitor with a token, or why the shop's word is not believed.</returns>
    public async Task<(WidgetVisitor? Visitor, IdentityRefusal? Refusal)> OpenAsync(
        ChannelAccount account, string? token, WidgetIdentity? identity, DurableTaskClient durable, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var known = VisitorToken.Check(account, token, now);

        // The server names visitors: an id from outside could be someone else's.
        if (identity is null) return (Issue(account, known ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(VisitorIdBytes)), now), null);
        if (IdentityProof.Refuse(account, identity.Id, identity.ExpiresAt, identity.Signature, now) is { } refusal) return (null, refusal);
        var user = IdentityProof.VisitorOf(identity.Id!);

        // Whoever was another user before has gone; what they wrote stays theirs. Only a guest becomes the one who signed in.
        if (known is { } guest && !IdentityProof.IsProved(guest)) await JoinAsync(account.Key, guest, user, durable, cancellation);
        return (Issue(account, user, now), null);
    }

    private static WidgetVisitor Issue(ChannelAccount account, string visitor, DateTimeOffset now) =>
        new(visitor, VisitorToken.Issue(account, visitor, now + (IdentityProof.IsProved(visitor) ? UserTokenLifetime : GuestTokenLifetime)));

    /// <summary>
    /// A guest who has written is the user from now on. A user who has never written becomes the guest's person, and what is open goes on; a user who is known
    /// keeps their own person, and the guest is put down to it.
    /// </summary>
    private async Task JoinAsync(AccountKey account, string guest, string user, DurableTaskClient durable, CancellationToken cancellation)
    {
        var (guestKey, userKey) = (IdentityStore.KeyOf(account, guest), IdentityStore.KeyOf(account, user));
        if (await identities.KnownAsync(account.Tenant, guestKey, cancellation) is not { } visited) return;
        var reason = new LinkReason.SignedByShop();
        if (await identities.KnownAsync(account.Tenant, userKey, cancellation) is not { } member)
        {
            await identities.IdentifyAsync(account, user, cancellation);
            await identities.LinkAsync(account.Tenant, userKey, visited.Person, reason, cancellation);
            return;
        }

        if (member.Person == visited.Person) return;
        if (await identities.LinkAsync(account.Tenant, guestKey, member.Person, reason, cancellation) is LinkOutcome.Refused) return;
        foreach (var key in await gathering.AfterLinkAsync(account.Tenant, member.Person, CancellationToken.None)) await Doorbell.RingAsync(durable, key, Wake.Ring, CancellationToken.None);
    }
}
