using System.Text;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Drafts;

/// <summary>The drafts of each agent, one partition each. They are sealed, for they say to customers what customers asked.</summary>
public sealed class DraftStore(TableServiceClient tables, Sealer sealer, TimeProvider time)
{
    public const int MaxPerAgent = 200;

    /// <summary>What nobody has touched for so long is not going to be sent.</summary>
    public const int Days = 30;

    private const int MaxForgotten = 5_000;
    private const int MaxAttempts = 4;
    private const string Text = "Text";
    private const string Revision = "Revision";
    private const string ChangedAt = "ChangedAt";
    private const string Browser = "Browser";
    private const int Conflict = 409;
    private const int PreconditionFailed = 412;

    private readonly TableClient table = tables.GetTableClient(TableNames.Drafts);

    /// <summary>One's own in a conversation, at most one of a kind.</summary>
    public async Task<IReadOnlyList<Draft>> OfAsync(TenantId tenant, AgentId agent, ConversationId conversation, CancellationToken cancellation = default)
    {
        var (from, before) = DraftKeys.Of(conversation);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DraftKeys.Partition(tenant, agent)} and RowKey ge {from} and RowKey lt {before}");
        var drafts = new List<Draft>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) drafts.Add(Read(row));
        return drafts;
    }

    /// <param name="text">Empty takes the draft away.</param>
    /// <param name="revision">The one that the writer began with; 0 where there was none. A draft that another device has written since is left as it is.</param>
    public async Task<DraftWriting> WriteAsync(
        TenantId tenant, AgentId agent, ConversationId conversation, DraftKind kind, string text, long revision, string? browser, CancellationToken cancellation = default)
    {
        var (partition, row) = (DraftKeys.Partition(tenant, agent), DraftKeys.Row(conversation, kind));
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, null, cancellation);
            var held = found.HasValue ? found.Value : null;
            if (held is not null && held.GetInt64(Revision) != revision) return new DraftWriting.Overtaken();
            if (held is null && text.Length > 0 && await CountAsync(partition, cancellation) >= MaxPerAgent) return new DraftWriting.TooMany();
            var now = time.GetUtcNow();

            // Never one that was there before, also where a clock goes back.
            var draft = new Draft(conversation, kind, text, Math.Max(now.ToUnixTimeMilliseconds(), revision + 1), now, browser);
            if (await TryWriteAsync(partition, row, draft, held?.ETag, cancellation)) return new DraftWriting.Kept(draft);
        }

        return new DraftWriting.Overtaken();
    }

    /// <summary>Forgets what was not touched for <see cref="Days"/> days.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        var oldest = time.GetUtcNow().AddDays(-Days);
        var forgotten = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"ChangedAt lt {oldest}"), cancellationToken: cancellation))
        {
            if (forgotten++ == MaxForgotten) return;
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    private async Task<int> CountAsync(string partition, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var _ in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), select: [nameof(TableEntity.RowKey)], cancellationToken: cancellation))
            count++;
        return count;
    }

    private async Task<bool> TryWriteAsync(string partition, string key, Draft draft, ETag? held, CancellationToken cancellation)
    {
        var row = new TableEntity(partition, key) { [Revision] = draft.Revision, [ChangedAt] = draft.ChangedAt, [Browser] = draft.Browser ?? "" };
        row.Put(Text, sealer.Seal(Encoding.UTF8.GetBytes(draft.Text), PlaceOf(row)));
        try
        {
            if (draft.Text.Length == 0)
            {
                if (held is { } gone) await table.DeleteEntityAsync(partition, key, gone, cancellation);
            }
            else if (held is { } known) await table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation);
            else await table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is Conflict or PreconditionFailed)
        {
            return false;
        }
    }

    private Draft Read(TableEntity row)
    {
        var (conversation, kind) = DraftKeys.Read(row.RowKey);
        return new Draft(
            conversation,
            kind,
            Encoding.UTF8.GetString(sealer.Open(row.Take(Text), PlaceOf(row))),
            row.GetInt64(Revision)!.Value,
            row.GetDateTimeOffset(ChangedAt)!.Value,
            row.GetString(Browser) is { Length: > 0 } browser ? browser : null);
    }

    private static Place PlaceOf(TableEntity row) => new(TableNames.Drafts, row.PartitionKey, row.RowKey, Text);
}
