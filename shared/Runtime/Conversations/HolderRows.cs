using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Writes the rows of the lists. A writer only ever adds: to delete the row of the former holder blindly could remove one that a later
/// writer needs. Readers find the stale ones and delete them, each by its version.
/// </summary>
internal sealed class HolderRows(TableServiceClient tables)
{
    private const int MaxPerGeneration = 16_384;

    private readonly TableClient table = tables.GetTableClient(TableNames.Holders);

    /// <summary>The change of lists that this process has seen written.</summary>
    private readonly Recent<ConversationKey, long> written = new(MaxPerGeneration);

    /// <summary>Adds the rows that the conversation did not have before.</summary>
    public async Task PlaceAsync(StoredConversation? before, StoredConversation after, CancellationToken cancellation)
    {
        var had = before is null ? [] : Placements.Of(before);
        await WriteAsync(Placements.Of(after).Except(had), cancellation);
        if (before is null || IsPlaced(before)) written.Keep(after.Key, after.Progress.Placed);
    }

    /// <summary>Adds all rows it should have, unless they are known to be there: whoever changed its lists may have died before it wrote them.</summary>
    public async Task MakeWholeAsync(StoredConversation conversation, CancellationToken cancellation)
    {
        if (IsPlaced(conversation)) return;
        await WriteAsync(Placements.Of(conversation), cancellation);
        written.Keep(conversation.Key, conversation.Progress.Placed);
    }

    private bool IsPlaced(StoredConversation conversation) =>
        conversation.Progress.Indexed >= conversation.Progress.Placed
        || (written.TryFind(conversation.Key, out var placed) && placed >= conversation.Progress.Placed);

    private async Task WriteAsync(IEnumerable<Placement> placements, CancellationToken cancellation) => await Task.WhenAll(placements.Select(placement =>
        table.UpsertEntityAsync(new TableEntity(placement.Partition, placement.Row), TableUpdateMode.Replace, cancellation)));
}
