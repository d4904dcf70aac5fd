using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Views;

/// <summary>The saved views of each agent, one partition each. They are sealed, for people are looked for by name and number.</summary>
public sealed class SavedViewStore(TableServiceClient tables, Sealer sealer)
{
    public const int MaxPerAgent = 50;

    private const string Document = "Document";

    private readonly TableClient table = tables.GetTableClient(TableNames.SavedViews);

    /// <summary>By the order of their ids.</summary>
    public async Task<IReadOnlyList<SavedView>> OfAsync(TenantId tenant, AgentId agent, CancellationToken cancellation = default)
    {
        var views = new List<SavedView>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, agent)}"), cancellationToken: cancellation))
            views.Add(JsonSerializer.Deserialize(sealer.Open(row.Take(Document), PlaceOf(row)), SavedViewJson.Default.SavedView)!);
        return views;
    }

    /// <summary>Adds a view without faults, or replaces the one of the same id.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    public async Task<bool> SaveAsync(TenantId tenant, AgentId agent, SavedView view, CancellationToken cancellation = default)
    {
        var held = await OfAsync(tenant, agent, cancellation);
        if (held.Count >= MaxPerAgent && held.All(one => one.Id != view.Id)) return false;
        var row = new TableEntity(Partition(tenant, agent), view.Id);
        row.Put(Document, sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(view, SavedViewJson.Default.SavedView), PlaceOf(row)));
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return true;
    }

    /// <summary>One that is not there is nothing.</summary>
    public async Task RemoveAsync(TenantId tenant, AgentId agent, string id, CancellationToken cancellation = default) =>
        await table.DeleteEntityAsync(Partition(tenant, agent), id, cancellationToken: cancellation);

    private static string Partition(TenantId tenant, AgentId agent) => $"{tenant.Value}|{agent.Value}";

    private static Place PlaceOf(TableEntity row) => new(TableNames.SavedViews, row.PartitionKey, row.RowKey, Document);
}
