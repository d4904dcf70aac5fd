using Azure;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Customers;

/// <summary>
/// Whose identity is whose. The identity's own row decides. A person's row for it is a claim, written before the identity's own, so that no
/// crash between the two leaves an identity that nobody lists.
/// </summary>
public sealed class IdentityStore(TableServiceClient tables, Sealer sealer, TimeProvider time)
{
    /// <summary>Tries against others who link the same identity.</summary>
    private const int MaxAttempts = 12;

    private readonly TableClient table = tables.GetTableClient(TableNames.People);

    /// <summary>What names an identity in addresses: nothing that the platform calls the customer can be read out of it.</summary>
    public static string KeyOf(AccountKey account, string sender) => PersonKeys.Identity(account, sender);

    /// <summary>Who writes; the first message of an identity makes a person.</summary>
    public async Task<Identified> IdentifyAsync(AccountKey account, string sender, CancellationToken cancellation = default)
    {
        var key = PersonKeys.Identity(account, sender);
        if (await RowAsync(account.Tenant, key, cancellation) is not { } row) return await MeetAsync(account, sender, key, cancellation);
        if (!IdentityRow.HasDetails(row)) await DescribeAsync(account, sender, row, cancellation);
        return Read(row);
    }

    /// <summary>Who writes under an identity that is known; null for one that has never written.</summary>
    public async Task<Identified?> KnownAsync(TenantId tenant, string identity, CancellationToken cancellation = default) =>
        await RowAsync(tenant, identity, cancellation) is { } row ? Read(row) : null;

    public async Task<Identity?> FindAsync(TenantId tenant, string identity, CancellationToken cancellation = default) =>
        await RowAsync(tenant, identity, cancellation) is { } row ? IdentityRow.Read(tenant, row, sealer) : null;

    /// <summary>All identities of a person; none for somebody who is not known.</summary>
    public async Task<IReadOnlyList<Identity>> OfAsync(TenantId tenant, PersonId person, CancellationToken cancellation = default)
    {
        var partition = PersonKeys.PersonPartition(tenant, person);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {PersonKeys.ClaimsFrom} and RowKey lt {PersonKeys.ClaimsBefore}");
        var identities = new List<Identity>();
        await foreach (var claim in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var identity = await FindAsync(tenant, claim.RowKey[PersonKeys.ClaimsFrom.Length..], cancellation);
            if (identity?.Person == person) identities.Add(identity);
            if (identities.Count == Linking.MaxIdentities) break;
        }

        return identities;
    }

    /// <summary>Puts an identity down to another person. What it wrote before stays where it is; what it writes from now on goes to the person's conversation.</summary>
    public Task<LinkOutcome> LinkAsync(TenantId tenant, string identity, PersonId person, LinkReason reason, CancellationToken cancellation = default) =>
        ChangeAsync(tenant, identity, person, reason, others => Linking.Refuse(others.Identity.Scope, others.Of, reason), cancellation);

    /// <summary>Takes a link back: the identity is again that of the person it began as.</summary>
    public Task<LinkOutcome> UnlinkAsync(TenantId tenant, string identity, AgentId by, string reason, CancellationToken cancellation = default)
    {
        var said = new LinkReason.SaidByAgent(by, reason);
        return ChangeAsync(tenant, identity, PersonKeys.PersonOf(identity), said, others => Linking.Refuse(others.Identity.Scope, [], said), cancellation);
    }

    private async Task<LinkOutcome> ChangeAsync(
        TenantId tenant, string identity, PersonId to, LinkReason reason, Func<(Identity Identity, IReadOnlyList<IdentityScope> Of), LinkRefusal?> refuse, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (await RowAsync(tenant, identity, cancellation) is not { } row || IdentityRow.Read(tenant, row, sealer) is not { } found)
                return new LinkOutcome.Refused(LinkRefusal.IdentityUnknown);
            if (found.Person == to) return found.IsLinked || found.Changes.Count > 0 ? new LinkOutcome.Done(found, to) : new LinkOutcome.Refused(LinkRefusal.NotLinked);
            var others = await OfAsync(tenant, to, cancellation);
            if (others.Count == 0 && to != found.Own) return new LinkOutcome.Refused(LinkRefusal.PersonUnknown);
            if (refuse((found, [.. others.Select(other => other.Scope)])) is { } refusal) return new LinkOutcome.Refused(refusal);

            var changed = found with { Person = to, Changes = [.. found.Changes.Append(Change(found.Person, to, reason)).TakeLast(Identity.MaxChanges)] };
            await ClaimAsync(tenant, to, identity, cancellation);
            if (await TryReplaceAsync(IdentityRow.Write(tenant, changed, sealer), row.ETag, cancellation)) return new LinkOutcome.Done(changed, found.Person);
        }

        throw new InvalidOperationException($"The identity {identity} is being linked by too many at once.");
    }

    private IdentityChange Change(PersonId from, PersonId to, LinkReason reason) =>
        reason is LinkReason.SaidByAgent said ? new(time.GetUtcNow(), from, to, said.By, said.Text) : new(time.GetUtcNow(), from, to, null, null);

    /// <summary>Two first messages at once mean the same person: the id is derived from the identity, and who is later finds the row.</summary>
    private async Task<Identified> MeetAsync(AccountKey account, string sender, string key, CancellationToken cancellation)
    {
        var own = PersonKeys.PersonOf(key);
        var capabilities = ChannelCatalogue.Find(account.Channel)?.Capabilities;
        var scope = IdentityScope.Of(account, capabilities, time.GetUtcNow());
        var person = capabilities?.SenderIds is SenderIds.OfPlatform ? await FirstOnPlatformAsync(account, sender, own, cancellation) : own;
        IReadOnlyList<IdentityChange> changes = person == own ? [] : [Change(own, person, new LinkReason.SamePlatformId())];
        await ClaimAsync(account.Tenant, person, key, cancellation);
        try
        {
            await table.AddEntityAsync(IdentityRow.Write(account.Tenant, new Identity(key, account, sender, scope, person, own, changes), sealer), cancellation);
            return new Identified(person, []);
        }
        catch (RequestFailedException e) when (e.Status == Conflict)
        {
            return await KnownAsync(account.Tenant, key, cancellation) ?? new Identified(person, []);
        }
    }

    /// <summary>The person whom the platform's id was first seen as, on whatever account.</summary>
    private async Task<PersonId> FirstOnPlatformAsync(AccountKey account, string sender, PersonId own, CancellationToken cancellation)
    {
        var partition = PersonKeys.PlatformPartition(account.Tenant, account.Channel, sender);
        try
        {
            await table.AddEntityAsync(new TableEntity(partition, PersonKeys.Link) { [First] = own.Value }, cancellation);
            return own;
        }
        catch (RequestFailedException e) when (e.Status == Conflict)
        {
            var row = await table.GetEntityAsync<TableEntity>(partition, PersonKeys.Link, null, cancellation);
            var first = row.Value.GetString(First);

            // That person's own first identity may have been put down to somebody else since.
            return (await KnownAsync(account.Tenant, first, cancellation))?.Person ?? new PersonId(first);
        }
    }

    private async Task DescribeAsync(AccountKey account, string sender, TableEntity row, CancellationToken cancellation)
    {
        var person = Read(row).Person;
        var key = PersonKeys.IdentityOf(row.PartitionKey);
        var scope = IdentityScope.Of(account, ChannelCatalogue.Find(account.Channel)?.Capabilities, time.GetUtcNow());
        await ClaimAsync(account.Tenant, person, key, cancellation);
        await TryReplaceAsync(IdentityRow.Write(account.Tenant, new Identity(key, account, sender, scope, person, PersonKeys.PersonOf(key), []), sealer), row.ETag, cancellation);
    }

    private async Task ClaimAsync(TenantId tenant, PersonId person, string identity, CancellationToken cancellation) =>
        await table.UpsertEntityAsync(new TableEntity(PersonKeys.PersonPartition(tenant, person), PersonKeys.Claim(identity)), TableUpdateMode.Replace, cancellation);

    private async Task<bool> TryReplaceAsync(TableEntity row, ETag version, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == PreconditionFailed)
        {
            return false;
        }
    }

    private async Task<TableEntity?> RowAsync(TenantId tenant, string identity, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(PersonKeys.IdentityPartition(tenant, identity), PersonKeys.Link, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    private Identified Read(TableEntity row)
    {
        var now = time.GetUtcNow();
        return IdentityRow.ReadPerson(row, now, now - PeopleStore.DedupeHorizon);
    }

    private const string First = "First";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
}
