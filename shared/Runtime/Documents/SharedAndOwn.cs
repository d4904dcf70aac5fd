using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Documents;

/// <summary>Small documents of a tenant that are everybody's or one agent's own: one partition, everybody's first, then each agent's.</summary>
/// <param name="max">Everybody's, and as many of each agent's own.</param>
internal sealed class SharedAndOwn<T>(TableClient table, JsonTypeInfo<T> form, int max)
    where T : class
{
    private const string Document = "Document";

    /// <summary>Everybody's and this agent's own, by the order of their ids.</summary>
    public async Task<IReadOnlyList<T>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation) =>
        [.. await ListAsync(tenant, null, cancellation), .. await ListAsync(tenant, agent, cancellation)];

    /// <param name="owner">Null for everybody's.</param>
    public async Task<T?> FindAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, SharedAndOwnKeys.PrefixOf(owner) + id, null, cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>Adds a document without faults, or replaces the one of the same id.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    public async Task<bool> SaveAsync(TenantId tenant, AgentId? owner, string id, T document, CancellationToken cancellation)
    {
        if (await FindAsync(tenant, owner, id, cancellation) is null && (await ListAsync(tenant, owner, cancellation)).Count >= max) return false;
        var row = new TableEntity(tenant.Value, SharedAndOwnKeys.PrefixOf(owner) + id) { [Document] = JsonSerializer.Serialize(document, form) };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return true;
    }

    public async Task RemoveAsync(TenantId tenant, AgentId? owner, string id, CancellationToken cancellation) =>
        await table.DeleteEntityAsync(tenant.Value, SharedAndOwnKeys.PrefixOf(owner) + id, cancellationToken: cancellation);

    private async Task<List<T>> ListAsync(TenantId tenant, AgentId? owner, CancellationToken cancellation)
    {
        var prefix = SharedAndOwnKeys.PrefixOf(owner);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey gt {prefix} and RowKey lt {SharedAndOwnKeys.EndOf(prefix)}");
        var documents = new List<T>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            documents.Add(Read(row));
            if (documents.Count == max) break;
        }

        return documents;
    }

    private T Read(TableEntity row) => JsonSerializer.Deserialize(row.GetString(Document), form)!;
}
