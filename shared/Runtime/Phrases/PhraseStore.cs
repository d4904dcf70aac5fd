using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Phrases;

/// <summary>A tenant's phrases: one partition, everybody's first, then each agent's own.</summary>
public sealed class PhraseStore(TableServiceClient tables)
{
    /// <summary>Everybody's, and as many of each agent's own.</summary>
    public const int MaxPhrases = 500;

    private const string Document = "Document";

    private readonly TableClient table = tables.GetTableClient(TableNames.Phrases);

    /// <summary>Everybody's and this agent's own, by the order of their ids.</summary>
    public async Task<IReadOnlyList<Phrase>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default) =>
        [.. await ListAsync(tenant, null, cancellation), .. await ListAsync(tenant, agent, cancellation)];

    /// <param name="owner">Null for everybody's.</param>
    public async Task<Phrase?> FindAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, PhraseKeys.PrefixOf(owner) + id, null, cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>Adds a phrase without faults, or replaces the one of the same id.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    public async Task<bool> SaveAsync(TenantId tenant, Phrase phrase, CancellationToken cancellation = default)
    {
        if (await FindAsync(tenant, phrase.Owner, phrase.Id, cancellation) is null && (await ListAsync(tenant, phrase.Owner, cancellation)).Count >= MaxPhrases) return false;
        var row = new TableEntity(tenant.Value, PhraseKeys.PrefixOf(phrase.Owner) + phrase.Id) { [Document] = JsonSerializer.Serialize(phrase, PhraseJson.Default.Phrase) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return true;
    }

    public async Task RemoveAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation = default) =>
        await table.DeleteEntityAsync(tenant.Value, PhraseKeys.PrefixOf(owner) + id, cancellationToken: cancellation);

    private async Task<List<Phrase>> ListAsync(TenantId tenant, AgentId? owner, CancellationToken cancellation)
    {
        var prefix = PhraseKeys.PrefixOf(owner);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey gt {prefix} and RowKey lt {PhraseKeys.EndOf(prefix)}");
        var phrases = new List<Phrase>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            phrases.Add(Read(row));
            if (phrases.Count == MaxPhrases) break;
        }

        return phrases;
    }

    private static Phrase Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document), PhraseJson.Default.Phrase)!;
}
