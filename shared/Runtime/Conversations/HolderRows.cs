using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Writes the rows of the lists. A writer only ever adds: to delete the row of the former holder blindly could remove one that a later
/// writer needs. Readers find the stale ones and delete them, each by its version.
/// </summary>
internal sealed class HolderRows(TableServiceClient tables)
{
    private readonly TableClient table = tables.GetTableClient(TableNames.Holders);

    /// <summary>Adds the rows that the conversation did not have before.</summary>
    public Task PlaceAsync(StoredConversation? before, StoredConversation after, CancellationToken cancellation)
    {
        var had = before is null ? [] : Placements.Of(before);
        return WriteAsync(Placements.Of(after).Except(had), cancellation);
    }

    /// <summary>Adds all rows it should have, whatever was done before.</summary>
    public Task PlaceAgainAsync(StoredConversation conversation, CancellationToken cancellation) => WriteAsync(Placements.Of(conversation), cancellation);

    private async Task WriteAsync(IEnumerable<Placement> placements, CancellationToken cancellation) => await Task.WhenAll(placements.Select(placement =>
        table.UpsertEntityAsync(new TableEntity(placement.Partition, placement.Row), TableUpdateMode.Replace, cancellation)));
}
