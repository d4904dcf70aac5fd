using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Customers;
using OmniFunctions.Json;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Customers;

/// <summary>What is known of each person, sealed.</summary>
public sealed class ProfileStore(TableServiceClient tables, Sealer sealer)
{
    private const string Facts = "Facts";

    private readonly TableClient table = tables.GetTableClient(TableNames.People);

    public async Task<PersonFacts> FindAsync(TenantId tenant, PersonId person, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(PersonKeys.PersonPartition(tenant, person), PersonKeys.Profile, null, cancellation);
        if (!found.HasValue) return PersonFacts.None;
        var row = found.Value!;
        return JsonSerializer.Deserialize(sealer.Open(row.Take(Facts), PlaceOf(row)), CoreJson.Instance.PersonFacts) ?? throw new JsonException("A stored profile is null.");
    }

    /// <exception cref="ArgumentException">The facts have faults.</exception>
    public async Task SaveAsync(TenantId tenant, PersonId person, PersonFacts facts, CancellationToken cancellation = default)
    {
        if (facts.Faults().Count > 0) throw new ArgumentException("Facts with faults are not kept.", nameof(facts));
        var row = new TableEntity(PersonKeys.PersonPartition(tenant, person), PersonKeys.Profile);
        row.Put(Facts, sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(facts, CoreJson.Instance.PersonFacts), PlaceOf(row)));
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static Place PlaceOf(TableEntity row) => new(TableNames.People, row.PartitionKey, row.RowKey, Facts);
}
