using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Customers;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Customers;

/// <summary>
/// The row of an identity. Whose it is lies in clear, as every message asks for it; what the platform calls the customer, and what agents
/// said about them, is sealed.
/// </summary>
internal static class IdentityRow
{
    private const string PersonId = "PersonId";
    private const string Former = "Former";
    private const string LapsesAt = "LapsesAt";
    private const string Details = "Details";

    public static TableEntity Write(TenantId tenant, Identity identity, Sealer sealer)
    {
        var row = new TableEntity(PersonKeys.IdentityPartition(tenant, identity.Key), PersonKeys.Link) { [PersonId] = identity.Person.Value };
        var former = identity.Changes.Select(change => new FormerEntry(change.From.Value, change.At)).ToList();
        if (former.Count > 0) row[Former] = JsonSerializer.Serialize(former);
        if (identity is { IsLinked: true, Scope.ValidUntil: { } validUntil }) row[LapsesAt] = validUntil;
        var details = new IdentityDetails(identity.Account.Channel, identity.Account.Account, identity.Sender, identity.Scope, identity.Changes);
        row.Put(Details, sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(details), PlaceOf(row)));
        return row;
    }

    /// <summary>What a message needs to know: whose it is, and whose it was within the horizon.</summary>
    public static Identified ReadPerson(TableEntity row, DateTimeOffset now, DateTimeOffset horizon)
    {
        var former = row.GetString(Former) is { } json
            ? JsonSerializer.Deserialize<FormerEntry[]>(json)!.Where(one => one.Until > horizon).Select(one => new FormerPerson(new PersonId(one.Person), one.Until)).ToList()
            : [];
        var person = new PersonId(row.GetString(PersonId));
        if (row.GetDateTimeOffset(LapsesAt) is { } lapsed && lapsed <= now)
        {
            // The masked id may be somebody else's by now.
            former.Add(new FormerPerson(person, lapsed));
            person = OwnOf(row);
        }

        return new Identified(person, [.. former.Where(one => one.Person != person).GroupBy(one => one.Person).Select(times => times.MaxBy(one => one.Until)!)]);
    }

    /// <returns>Null for a row of a build that did not keep them yet.</returns>
    public static Identity? Read(TenantId tenant, TableEntity row, Sealer sealer)
    {
        if (row.Take(Details) is not { } bytes) return null;
        var details = JsonSerializer.Deserialize<IdentityDetails>(sealer.Open(bytes, PlaceOf(row)))!;
        var own = OwnOf(row);
        return new Identity(
            own.Value, new AccountKey(tenant, details.Channel, details.Account), details.Sender, details.Scope, new PersonId(row.GetString(PersonId)), own, details.Changes);
    }

    public static bool HasDetails(TableEntity row) => row.ContainsKey(Details);

    private static PersonId OwnOf(TableEntity row) => PersonKeys.PersonOf(PersonKeys.IdentityOf(row.PartitionKey));

    private static Place PlaceOf(TableEntity row) => new(TableNames.People, row.PartitionKey, row.RowKey, Details);

    private sealed record FormerEntry(string Person, DateTimeOffset Until);

    private sealed record IdentityDetails(string Channel, string Account, string Sender, IdentityScope Scope, IReadOnlyList<IdentityChange> Changes);
}
