using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Customers;

/// <summary>
/// Who writes, and which of their conversations is the current one. Two first messages at once find the same person, because the id is
/// derived from the identity, and the same conversation, because its id is the person's with a number.
/// </summary>
public sealed class PeopleStore(TableServiceClient tables, IdentityStore identities, TimeProvider time)
{
    /// <summary>How long after a conversation ended a message of it is still known as a repetition; longer than any platform tries again.</summary>
    public static readonly TimeSpan DedupeHorizon = TimeSpan.FromDays(7);

    /// <summary>Ended conversations that are looked at for repetitions.</summary>
    public const int MaxRecent = 8;

    private const string Current = "Current";
    private const string Recent = "Recent";

    private readonly TableClient table = tables.GetTableClient(TableNames.People);

    /// <summary>The person behind an identity; the first message of an identity makes one.</summary>
    public async Task<PersonId> PersonOfAsync(AccountKey account, string sender, CancellationToken cancellation = default) =>
        (await identities.IdentifyAsync(account, sender, cancellation)).Person;

    /// <summary>The person behind an identity that has written before; null where it has not.</summary>
    public async Task<PersonId?> KnownAsync(TenantId tenant, string identity, CancellationToken cancellation = default) =>
        (await identities.KnownAsync(tenant, identity, cancellation))?.Person;

    /// <summary>The person's current conversation and those that ended a short while ago.</summary>
    public async Task<Person> FindAsync(TenantId tenant, PersonId id, CancellationToken cancellation = default) =>
        (await ReadAsync(tenant, id, cancellation)).Person;

    /// <summary>The conversation with this number has ended: the next one is current from now on. Telling it twice, or late, changes nothing.</summary>
    /// <returns>The person as stored.</returns>
    public async Task<Person> ConversationEndedAsync(TenantId tenant, PersonId id, int ordinal, DateTimeOffset endedAt, AgentId? lastAgent = null, CancellationToken cancellation = default)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (person, etag) = await ReadAsync(tenant, id, cancellation);
            if (person.Current > ordinal) return person;
            var oldest = time.GetUtcNow() - DedupeHorizon;
            var next = new Person(
                id,
                ordinal + 1,
                [.. person.Recent.Append(new EndedConversation(ordinal, endedAt, lastAgent)).Where(ended => ended.EndedAt > oldest).TakeLast(MaxRecent)]);
            if (await TryWriteAsync(tenant, next, etag, cancellation)) return next;
        }
    }

    private async Task<(Person Person, ETag? ETag)> ReadAsync(TenantId tenant, PersonId id, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(PersonKeys.PersonPartition(tenant, id), PersonKeys.Person, null, cancellation);
        if (!found.HasValue) return (new Person(id, Person.FirstOrdinal, []), null);
        var row = found.Value!;
        return (new Person(id, row.GetInt32(Current)!.Value, JsonSerializer.Deserialize<EndedConversation[]>(row.GetString(Recent))!), row.ETag);
    }

    private async Task<bool> TryWriteAsync(TenantId tenant, Person person, ETag? etag, CancellationToken cancellation)
    {
        var row = new TableEntity(PersonKeys.PersonPartition(tenant, person.Id), PersonKeys.Person)
        {
            [Current] = person.Current,
            [Recent] = JsonSerializer.Serialize(person.Recent),
        };
        try
        {
            if (etag is { } version) await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancellation);
            else await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }
}
