using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>The rows of the conversations: one partition each, appended to by transactions that either happen as a whole or not at all.</summary>
internal sealed class ConversationLog(TableServiceClient tables, Sealer sealer)
{
    public const int MaxEventsPerPage = 1_000;

    private readonly HeadCache heads = new();
    private readonly TableClient table = tables.GetTableClient(TableNames.Conversations);

    public async Task<StoredConversation?> HeadAsync(ConversationKey key, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(ConversationKeys.Partition(key), ConversationKeys.Head, null, cancellation);
        return found.HasValue ? heads.Find(key, found.Value!.ETag) ?? heads.Keep(HeadRow.Read(found.Value, sealer)) : null;
    }

    /// <returns>The head as stored; null when another writer was faster or one of the messages is in the log already.</returns>
    public async Task<StoredConversation?> TryAppendAsync(Append append, CancellationToken cancellation)
    {
        try
        {
            var responses = await table.SubmitTransactionAsync(append.Actions(sealer), cancellation);
            return heads.Keep(append.After with { ETag = VersionOf(responses) });
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return null;
        }
    }

    /// <returns>False when there is such a row.</returns>
    public async Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict)
        {
            return false;
        }
    }

    /// <returns>False when somebody changed it meanwhile.</returns>
    public async Task<bool> TryRemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            // A row that is gone is no failure of a deletion.
            await table.DeleteEntityAsync(row, row.ETag, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is PreconditionFailed)
        {
            return false;
        }
    }

    /// <summary>Notes how far the followers have come and forgets the effects that were performed.</summary>
    /// <returns>False when the head changed in between.</returns>
    public async Task<bool> TryProgressAsync(StoredConversation head, LifecycleProgress progress, IEnumerable<string> performed, CancellationToken cancellation)
    {
        var partition = ConversationKeys.Partition(head.Key);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.UpdateMerge, HeadRow.WriteProgress(head.Key, progress), head.ETag),
            .. performed.Select(id => new TableTransactionAction(
                TableTransactionActionType.Delete, new TableEntity(partition, ConversationKeys.Effect(id)), ETag.All)),
        ];
        try
        {
            var responses = await table.SubmitTransactionAsync(actions, cancellation);
            heads.Keep(head with { Progress = progress, ETag = VersionOf(responses) });
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed or NotFound)
        {
            return false;
        }
    }

    public async Task<TableEntity?> IdempotencyRowAsync(ConversationKey key, string row, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(ConversationKeys.Partition(key), row, null, cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>Events in ascending order, all of those with <paramref name="after"/> &lt; sequence &lt; <paramref name="before"/>.</summary>
    public async IAsyncEnumerable<StoredEvent> EventsAsync(ConversationKey key, long after, long before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in RowsAsync(key, ConversationKeys.Event(after), ConversationKeys.Event(before), null, cancellation))
            yield return EventRow.Read(row, sealer);
    }

    /// <summary>What the figures are to be told, in ascending order.</summary>
    public async IAsyncEnumerable<(long Sequence, string Json)> InsightsAsync(ConversationKey key, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string[] columns = [nameof(TableEntity.PartitionKey), nameof(TableEntity.RowKey), EventRow.Insight];
        await foreach (var row in RowsAsync(key, ConversationKeys.Event(after), ConversationKeys.EventsBefore, columns, cancellation))
            yield return (ConversationKeys.Sequence(row.RowKey), row.GetString(EventRow.Insight));
    }

    public async Task<IReadOnlyList<PendingEffect>> EffectsAsync(ConversationKey key, CancellationToken cancellation)
    {
        var effects = new List<PendingEffect>();
        await foreach (var row in RowsAsync(key, ConversationKeys.EffectsFrom, ConversationKeys.EffectsBefore, null, cancellation)) effects.Add(EffectRow.Read(row));
        return effects;
    }

    /// <summary>The heads of a tenant in key order, from the one after <paramref name="after"/>.</summary>
    public async IAsyncEnumerable<StoredConversation> HeadsAsync(TenantId tenant, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (from, before) = ConversationKeys.Tenant(tenant);
        var start = after is null ? from : ConversationKeys.Partition(new(tenant, new(after)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {start} and PartitionKey lt {before} and RowKey eq {ConversationKeys.Head}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, MaxEventsPerPage, null, cancellation)) yield return HeadRow.Read(row, sealer);
    }

    /// <summary>The head's, which is the first of its transaction.</summary>
    private static ETag VersionOf(Response<IReadOnlyList<Response>> responses) =>
        responses.Value[0].Headers.ETag ?? throw new InvalidOperationException("The head came back without a version.");

    private AsyncPageable<TableEntity> RowsAsync(ConversationKey key, string after, string before, string[]? columns, CancellationToken cancellation)
    {
        var partition = ConversationKeys.Partition(key);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {before}");
        return table.QueryAsync<TableEntity>(filter, MaxEventsPerPage, columns, cancellation);
    }

    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;
}
