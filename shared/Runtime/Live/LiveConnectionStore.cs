using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Live;

/// <summary>Which live connections belong to which session, so that they can be closed with it. A row that outlives its connection does no harm.</summary>
public sealed class LiveConnectionStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>Pages of one session that are open at once; of more, the oldest is closed.</summary>
    public const int MaxPerSession = 20;

    private const char Separator = '~';
    private const string Id = "Id";
    private const string At = "At";
    private const string Viewing = "Viewing";
    private const int NotFound = 404;

    private readonly TableClient table = tables.GetTableClient(TableNames.LiveConnections);

    public Task AddAsync(TenantId tenant, AgentId agent, string session, string connection, CancellationToken cancellation = default) =>
        table.UpsertEntityAsync(
            new TableEntity(tenant.Value, Key(agent, session, connection)) { [Id] = connection, [At] = time.GetUtcNow() }, TableUpdateMode.Replace, cancellation);

    /// <returns>The conversation that was on its screen; null for none.</returns>
    public async Task<ConversationId?> RemoveAsync(TenantId tenant, AgentId agent, string session, string connection, CancellationToken cancellation = default)
    {
        var key = Key(agent, session, connection);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, key, [Viewing], cancellation);
        await table.DeleteEntityAsync(tenant.Value, key, ETag.All, cancellation);
        return found.HasValue ? ViewedIn(found.Value!) : null;
    }

    /// <summary>Notes which conversation is on a connection's screen, so that it is known when the connection ends.</summary>
    /// <param name="conversation">Null for none.</param>
    /// <returns>The one that was there before; false where there is no such connection of this session.</returns>
    public async Task<(bool IsOpen, ConversationId? Before)> LookAsync(
        TenantId tenant, AgentId agent, string session, string connection, ConversationId? conversation, CancellationToken cancellation = default)
    {
        var key = Key(agent, session, connection);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(tenant.Value, key, [Viewing], cancellation);
        if (!found.HasValue) return (false, null);
        var before = ViewedIn(found.Value!);
        if (before == conversation) return (true, before);
        try
        {
            // Merged and never made anew: a connection that ends at this moment stays ended.
            await table.UpdateEntityAsync(new TableEntity(tenant.Value, key) { [Viewing] = conversation?.Value ?? "" }, ETag.All, TableUpdateMode.Merge, cancellation);
            return (true, before);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return (false, null);
        }
    }

    /// <summary>Oldest first.</summary>
    /// <param name="session">Null for those of every session of the agent.</param>
    public async Task<IReadOnlyList<LiveConnectionRow>> OfAsync(TenantId tenant, AgentId agent, string? session, CancellationToken cancellation = default)
    {
        var from = session is null ? $"{agent.Value}{Separator}" : $"{agent.Value}{Separator}{session}{Separator}";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {tenant.Value} and RowKey ge {from} and RowKey lt {from + Separator}");
        var rows = new List<LiveConnectionRow>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            rows.Add(new LiveConnectionRow(row.RowKey.Split(Separator)[1], row.GetString(Id), row.GetDateTimeOffset(At) ?? default));
        return [.. rows.OrderBy(row => row.At)];
    }

    private static ConversationId? ViewedIn(TableEntity row) => row.GetString(Viewing) is { Length: > 0 } conversation ? new ConversationId(conversation) : null;

    /// <summary>The service names connections as it likes; a key has an alphabet.</summary>
    private static string Key(AgentId agent, string session, string connection) => $"{agent.Value}{Separator}{session}{Separator}{Digest.Of(connection)}";
}

/// <param name="Id">As the service names it.</param>
public sealed record LiveConnectionRow(string Session, string Id, DateTimeOffset At);
