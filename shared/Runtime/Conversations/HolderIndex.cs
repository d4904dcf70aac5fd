using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>Reads the lists. A row is a claim; the head decides whether it holds, and a claim that does not is taken away.</summary>
public sealed class HolderIndex
{
    public const int MaxLimit = 200;
    public const int ClosedDays = 30;

    /// <summary>Conversations looked at for one page, where not everything is shown: then the page may be shorter.</summary>
    public const int MaxLooked = 1_000;

    private const int PageSize = 200;
    private const int HeadsAtOnce = 16;

    /// <summary>The code with which a store that holds its pages against checksums says that this row cannot be read any more.</summary>
    private const string Damaged = "DataDamaged";

    private readonly TableClient table;
    private readonly ConversationLog log;
    private readonly TimeProvider time;

    internal HolderIndex(TableServiceClient tables, ConversationLog log, TimeProvider time)
    {
        table = tables.GetTableClient(TableNames.Holders);
        this.log = log;
        this.time = time;
    }

    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <exception cref="FormatException">The cursor is none.</exception>
    public Task<ConversationPage> ListAsync(HolderView view, int limit, string? cursor = null, CancellationToken cancellation = default) =>
        ListAsync(view, limit, isShown: null, cursor, cancellation);

    /// <param name="isShown">What the page is for. All else is left out before the page is cut: how short pages are would tell how much is hidden. Null for everything.</param>
    /// <exception cref="FormatException">The cursor is none.</exception>
    public async Task<ConversationPage> ListAsync(
        HolderView view, int limit, Func<StoredConversation, bool>? isShown, string? cursor = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        var items = new List<StoredConversation>(limit);
        var claims = new List<TableEntity>(HeadsAtOnce);
        await using var rows = RowsAsync(view, cursor, cancellation).GetAsyncEnumerator(cancellation);
        for (var looked = 0; ; looked += claims.Count)
        {
            claims.Clear();
            var most = isShown is null ? Math.Min(HeadsAtOnce, limit - items.Count) : HeadsAtOnce;
            while (claims.Count < most && await rows.MoveNextAsync()) claims.Add(rows.Current);
            if (claims.Count == 0) return new(items, null);
            var heads = await Task.WhenAll(claims.Select(claim => CheckAsync(view.Tenant, claim, cancellation)));
            for (var i = 0; i < heads.Length; i++)
            {
                if (heads[i] is not { } head || isShown?.Invoke(head) == false) continue;
                items.Add(head);
                if (items.Count == limit) return new(items, claims[i].RowKey);
            }

            if (isShown is not null && looked + claims.Count >= MaxLooked) return new(items, claims[^1].RowKey);
        }
    }

    private async Task<StoredConversation?> CheckAsync(TenantId tenant, TableEntity claim, CancellationToken cancellation)
    {
        var key = new ConversationKey(tenant, HolderKeys.ConversationOf(claim.RowKey));
        StoredConversation? head;
        try
        {
            head = await log.HeadAsync(key, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == Damaged)
        {
            // One conversation that cannot be read any more must not take the list of all others with it. Its claim stays.
            return null;
        }

        if (head is not null && Placements.Of(head).Contains(new(claim.PartitionKey, claim.RowKey))) return head;
        try
        {
            await table.DeleteEntityAsync(claim.PartitionKey, claim.RowKey, claim.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Somebody else took it away, or it was claimed anew in between and holds again.
        }

        return null;
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(HolderView view, string? cursor, CancellationToken cancellation) => view switch
    {
        HolderView.OfAgent agent => PartitionAsync(HolderKeys.Agent(agent.Tenant, agent.Agent), cursor, cancellation),
        HolderView.WithBot bot => PartitionAsync(HolderKeys.Bot(bot.Tenant), cursor, cancellation),
        HolderView.Open open => PartitionAsync(HolderKeys.Open(open.Tenant), cursor, cancellation),
        HolderView.Living living => PartitionAsync(HolderKeys.Living(living.Tenant), cursor, cancellation),
        HolderView.Waiting waiting => MergeAsync([.. waiting.Queues.Select(queue => PartitionAsync(HolderKeys.Queue(waiting.Tenant, queue), cursor, cancellation))], cancellation),
        HolderView.Closed closed => DaysAsync(closed.Tenant, cursor, cancellation),
        _ => throw new InvalidOperationException($"No rows for {view.GetType().Name}."),
    };

    private AsyncPageable<TableEntity> PartitionAsync(string partition, string? after, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after ?? ""}");
        return table.QueryAsync<TableEntity>(filter, PageSize, null, cancellation);
    }

    /// <summary>Later days have smaller rows, so that one cursor leads through all of them.</summary>
    private async IAsyncEnumerable<TableEntity> DaysAsync(TenantId tenant, string? cursor, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var day = cursor is null ? time.GetUtcNow() : HolderKeys.TimeOfNewestFirst(cursor);
        var oldest = time.GetUtcNow().AddDays(-ClosedDays);
        for (; day > oldest; day = day.AddDays(-1))
        {
            await foreach (var row in PartitionAsync(HolderKeys.Closed(tenant, day), cursor, cancellation)) yield return row;
        }
    }

    /// <summary>Several sorted lists as one. There are as many as an agent has queues, so looking at each head is the simplest that is fast enough.</summary>
    private static async IAsyncEnumerable<TableEntity> MergeAsync(IAsyncEnumerable<TableEntity>[] lists, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var open = new List<IAsyncEnumerator<TableEntity>>();
        try
        {
            foreach (var list in lists)
            {
                var rows = list.GetAsyncEnumerator(cancellation);
                open.Add(rows);
                if (!await rows.MoveNextAsync()) await CloseAsync(rows);
            }

            while (open.Count > 0)
            {
                var first = open.MinBy(rows => rows.Current.RowKey, StringComparer.Ordinal)!;
                yield return first.Current;
                if (!await first.MoveNextAsync()) await CloseAsync(first);
            }
        }
        finally
        {
            foreach (var rows in open) await rows.DisposeAsync();
        }

        ValueTask CloseAsync(IAsyncEnumerator<TableEntity> rows)
        {
            open.Remove(rows);
            return rows.DisposeAsync();
        }
    }
}
