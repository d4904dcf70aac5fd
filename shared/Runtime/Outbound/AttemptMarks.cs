using Azure;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// The mark that is written before a platform is called. Whoever finds one without an outcome in the log knows that the call may have got
/// through, and must not simply make it again.
/// </summary>
internal sealed class AttemptMarks(TableServiceClient tables)
{
    private const string Open = "Open";

    private readonly TableClient table = tables.GetTableClient(TableNames.Conversations);

    /// <returns>False when an earlier attempt is marked and its outcome is not known.</returns>
    public async Task<bool> TryBeginAsync(ConversationKey key, string operationId, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(Row(key, operationId, open: true), cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var found = await table.GetEntityAsync<TableEntity>(ConversationKeys.Partition(key), ConversationKeys.Attempt(operationId), null, cancellation);
            if (found.Value.GetBoolean(Open) == true) return false;
            await table.UpdateEntityAsync(Row(key, operationId, open: true), found.Value.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
    }

    /// <summary>The attempt is known to have come to nothing: another one may be made.</summary>
    public Task EndWithoutEffectAsync(ConversationKey key, string operationId, CancellationToken cancellation) =>
        table.UpsertEntityAsync(Row(key, operationId, open: false), TableUpdateMode.Replace, cancellation);

    private static TableEntity Row(ConversationKey key, string operationId, bool open) =>
        new(ConversationKeys.Partition(key), ConversationKeys.Attempt(operationId)) { [Open] = open };
}
