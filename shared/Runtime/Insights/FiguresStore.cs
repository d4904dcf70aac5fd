using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using OmniFunctions.Insights;
using OmniFunctions.Json;

namespace OmniFunctions.Runtime.Insights;

/// <summary>
/// The figures as a read model. What is remembered of a conversation and the figures of its channel move in one transaction, so that
/// an event delivered twice counts once. A shard is a partition of the event hub: all events of a conversation come through the same one.
/// </summary>
public sealed class FiguresStore(TableServiceClient tables)
{
    /// <summary>Events folded in one transaction, which holds at most 100 rows: a row a conversation, and one or two a channel.</summary>
    private const int MaxEventsPerTransaction = 40;

    private const int MaxAttempts = 8;
    private const int MaxRows = 100;
    private const string Figures = "Figures";

    private readonly TableClient table = tables.GetTableClient("Figures");
    private readonly ConcurrentDictionary<string, bool> announced = new(StringComparer.Ordinal);

    public Task PrepareAsync(CancellationToken cancellationToken) => table.CreateIfNotExistsAsync(cancellationToken);

    /// <param name="events">Of one tenant, in the order of the shard.</param>
    public async Task FoldAsync(TenantId tenant, string shard, IReadOnlyList<InsightEvent> events, CancellationToken cancellationToken)
    {
        await AnnounceAsync(tenant, shard, cancellationToken);
        foreach (var chunk in events.Chunk(MaxEventsPerTransaction))
        {
            for (var attempt = 1; !await TryFoldAsync(FiguresKeys.Shard(tenant, shard), chunk, cancellationToken); attempt++)
            {
                if (attempt == MaxAttempts) throw new InvalidOperationException($"Somebody else folds shard {shard} of {tenant} at the same time.");
            }
        }
    }

    /// <summary>The figures of every channel of the tenant, one for each shard.</summary>
    public async Task<IReadOnlyList<ChannelFigures>> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var figures = new List<ChannelFigures>();
        await foreach (var shard in RangeAsync(FiguresKeys.Shards(tenant), FiguresKeys.ShardPrefix, cancellationToken))
        {
            await foreach (var row in RangeAsync(shard.GetString("Partition"), FiguresKeys.ChannelPrefix, cancellationToken))
                figures.Add(Read(row, CoreJson.Instance.ChannelFigures));
        }

        return figures;
    }

    private async Task<bool> TryFoldAsync(string partition, InsightEvent[] events, CancellationToken cancellationToken)
    {
        var conversations = new Dictionary<string, Row<ConversationFigures>>(StringComparer.Ordinal);
        var channels = new Dictionary<string, Row<ChannelFigures>>(StringComparer.Ordinal);
        foreach (var told in events)
        {
            var conversation = await TakeAsync(conversations, FiguresKeys.Conversation(told.Conversation), CoreJson.Instance.ConversationFigures);
            var (after, deltas) = FiguresFold.Fold(conversation.Value, told);
            if (ReferenceEquals(after, conversation.Value)) continue;
            conversation.Change(after!);
            foreach (var delta in deltas)
            {
                var channel = await TakeAsync(channels, FiguresKeys.Channel(delta.Channel), CoreJson.Instance.ChannelFigures);
                channel.Change((channel.Value ?? ChannelFigures.Of(delta.Channel)).Apply(delta));
            }
        }

        List<TableTransactionAction> actions =
        [
            .. conversations.Where(row => row.Value.Changed).Select(row => row.Value.Write(partition, row.Key, CoreJson.Instance.ConversationFigures)),
            .. channels.Where(row => row.Value.Changed).Select(row => row.Value.Write(partition, row.Key, CoreJson.Instance.ChannelFigures)),
        ];
        if (actions.Count == 0) return true;
        if (actions.Count > MaxRows) throw new InvalidOperationException($"{events.Length} events touch {actions.Count} rows.");
        try
        {
            await table.SubmitTransactionAsync(actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412)
        {
            return false;
        }

        async Task<Row<T>> TakeAsync<T>(Dictionary<string, Row<T>> taken, string key, JsonTypeInfo<T> form)
            where T : class
        {
            if (taken.TryGetValue(key, out var known)) return known;
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
            return taken[key] = found.HasValue ? new Row<T>(Read(found.Value!, form), found.Value!.ETag) : new Row<T>(null, null);
        }
    }

    /// <summary>Notes that the tenant has figures in this shard, so that readers need not look through all conversations.</summary>
    private async Task AnnounceAsync(TenantId tenant, string shard, CancellationToken cancellationToken)
    {
        var partition = FiguresKeys.Shard(tenant, shard);
        if (announced.ContainsKey(partition)) return;
        var row = new TableEntity(FiguresKeys.Shards(tenant), FiguresKeys.ShardPrefix + shard) { ["Partition"] = partition };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        announced[partition] = true;
    }

    private AsyncPageable<TableEntity> RangeAsync(string partition, string prefix, CancellationToken cancellationToken) => table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"), cancellationToken: cancellationToken);

    private static T Read<T>(TableEntity row, JsonTypeInfo<T> form) =>
        JsonSerializer.Deserialize(row.GetString(Figures), form) ?? throw new JsonException("A row of figures is null.");

    /// <summary>A row as it was read, and what is to become of it.</summary>
    private sealed class Row<T>(T? value, ETag? readAs) where T : class
    {
        public T? Value { get; private set; } = value;

        public bool Changed { get; private set; }

        public void Change(T value)
        {
            Value = value;
            Changed = true;
        }

        public TableTransactionAction Write(string partition, string key, JsonTypeInfo<T> form)
        {
            var row = new TableEntity(partition, key) { [Figures] = JsonSerializer.Serialize(Value!, form) };
            return readAs is { } etag
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, etag)
                : new TableTransactionAction(TableTransactionActionType.Add, row);
        }
    }
}
