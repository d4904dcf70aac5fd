using Azure;
using Azure.Data.Tables;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Live;

/// <summary>Who has a conversation on their screen now, one row a page. A row goes with its live connection, or when its page has not told for a while; nothing is kept of it.</summary>
public sealed class ViewerStore(TableServiceClient tables, TimeProvider time)
{
    /// <summary>A page tells each minute; one that has not told for so long is not there.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    /// <summary>Pages on one conversation that are counted.</summary>
    private const int MaxRows = 100;

    private const int MaxForgotten = 5_000;
    private const char Separator = '~';
    private const string SeenAt = "SeenAt";

    private readonly TableClient table = tables.GetTableClient(TableNames.Viewers);

    public Task EnterAsync(TenantId tenant, ConversationId conversation, AgentId agent, string connection, CancellationToken cancellation = default) =>
        table.UpsertEntityAsync(new TableEntity(Partition(tenant, conversation), Row(agent, connection)) { [SeenAt] = time.GetUtcNow() }, TableUpdateMode.Replace, cancellation);

    public Task LeaveAsync(TenantId tenant, ConversationId conversation, AgentId agent, string connection, CancellationToken cancellation = default) =>
        table.DeleteEntityAsync(Partition(tenant, conversation), Row(agent, connection), ETag.All, cancellation);

    /// <summary>Each once, however many pages they have open.</summary>
    public async Task<IReadOnlyList<AgentId>> OfAsync(TenantId tenant, ConversationId conversation, CancellationToken cancellation = default)
    {
        var (oldest, rows) = (time.GetUtcNow() - Limit, 0);
        var agents = new List<AgentId>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(tenant, conversation)}"), cancellationToken: cancellation))
        {
            if (rows++ == MaxRows) break;
            if (row.GetDateTimeOffset(SeenAt) < oldest) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
            else if (new AgentId(row.RowKey.Split(Separator)[0]) is var agent && !agents.Contains(agent)) agents.Add(agent);
        }

        return agents;
    }

    /// <summary>Takes away what a page left that went without a word, where nobody looked since.</summary>
    public async Task ForgetAsync(CancellationToken cancellation = default)
    {
        var oldest = time.GetUtcNow() - Limit;
        var forgotten = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"SeenAt lt {oldest}"), cancellationToken: cancellation))
        {
            if (forgotten++ == MaxForgotten) return;
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        }
    }

    private static string Partition(TenantId tenant, ConversationId conversation) => $"{tenant.Value}|{conversation.Value}";

    /// <summary>The service names connections as it likes; a key has an alphabet.</summary>
    private static string Row(AgentId agent, string connection) => $"{agent.Value}{Separator}{Digest.Of(connection)}";
}
