using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Client;

/// <summary>Reads what clients may know of instances.</summary>
internal sealed class InstanceQueries(HubStore store, DataConverter converter)
{
    private const int MaxPageSize = 1_000;
    private const string Columns = "instance, id, name, status, created, updated, failure, tags, input, output, custom_status";

    public OrchestrationMetadata? Find(string id, bool withPayloads) => store.Read(session =>
    {
        var row = session.Prepare($"SELECT {Columns} FROM durable_instance WHERE hub = ?1 AND id = ?2").Bind(1, store.Key).Bind(2, id);
        return row.Step() ? ToMetadata(row, withPayloads) : null;
    });

    public Page<OrchestrationMetadata> List(OrchestrationQuery query, string? continuation, int? pageSizeHint) => store.Read(session =>
    {
        var size = Math.Clamp(pageSizeHint ?? query.PageSize, 1, MaxPageSize);
        var sql = new StringBuilder($"SELECT {Columns} FROM durable_instance WHERE hub = ?1 AND instance > ?2 AND created >= ?3 AND created <= ?4");
        AppendStatuses(sql, query.Statuses);
        if (query.InstanceIdPrefix is not null) sql.Append(" AND substr(id, 1, ?5) = ?6");
        sql.Append(" ORDER BY instance LIMIT ?7");
        var rows = session.Prepare(sql.ToString())
            .Bind(1, store.Key).Bind(2, KeyOf(continuation))
            .Bind(3, query.CreatedFrom?.UtcTicks ?? 0).Bind(4, query.CreatedTo?.UtcTicks ?? long.MaxValue).Bind(7, size + 1);
        if (query.InstanceIdPrefix is { } prefix) rows.Bind(5, prefix.Length).Bind(6, prefix);

        var found = new List<OrchestrationMetadata>(size);
        string? last = null;
        while (rows.Step())
        {
            if (found.Count == size) return new Page<OrchestrationMetadata>(found, last);
            found.Add(ToMetadata(rows, query.FetchInputsAndOutputs));
            last = rows.Int64(0).ToString(CultureInfo.InvariantCulture);
        }

        return new Page<OrchestrationMetadata>(found);
    });

    public Page<string> ListEnded(IEnumerable<OrchestrationRuntimeStatus>? statuses, DateTimeOffset? from, DateTimeOffset? to, int pageSize, string? after) => store.Read(session =>
    {
        var size = Math.Clamp(pageSize, 1, MaxPageSize);
        var sql = new StringBuilder("SELECT instance, id FROM durable_instance WHERE hub = ?1 AND instance > ?2 AND updated >= ?3 AND updated <= ?4")
            .Append($" AND NOT {StatusExtensions.AliveSql}");
        AppendStatuses(sql, statuses);
        var rows = session.Prepare(sql.Append(" ORDER BY instance LIMIT ?5").ToString())
            .Bind(1, store.Key).Bind(2, KeyOf(after)).Bind(3, from?.UtcTicks ?? 0).Bind(4, to?.UtcTicks ?? long.MaxValue).Bind(5, size + 1);
        var found = new List<string>(size);
        string? last = null;
        while (rows.Step())
        {
            if (found.Count == size) return new Page<string>(found, last);
            found.Add(rows.Text(1));
            last = rows.Int64(0).ToString(CultureInfo.InvariantCulture);
        }

        return new Page<string>(found);
    });

    /// <summary>The keys of completed instances that a purge is to forget, at most <paramref name="atMost"/>.</summary>
    public static List<long> FindCompleted(StoreSession session, long hub, PurgeInstancesFilter filter, int atMost)
    {
        var sql = new StringBuilder($"SELECT instance FROM durable_instance WHERE hub = ?1 AND created >= ?2 AND created <= ?3 AND NOT {StatusExtensions.AliveSql}");
        AppendStatuses(sql, filter.Statuses);
        sql.Append(" LIMIT ?4");
        var rows = session.Prepare(sql.ToString())
            .Bind(1, hub).Bind(2, filter.CreatedFrom?.UtcTicks ?? 0).Bind(3, filter.CreatedTo?.UtcTicks ?? long.MaxValue).Bind(4, atMost);
        var keys = new List<long>();
        while (rows.Step()) keys.Add(rows.Int64(0));
        return keys;
    }

    private static long KeyOf(string? token)
    {
        if (token is null) return 0;
        return long.TryParse(token, CultureInfo.InvariantCulture, out var key) ? key : throw new ArgumentException($"'{token}' is no continuation token of this client.", nameof(token));
    }

    // The states are an enum's numbers, so that there is nothing to escape.
    private static void AppendStatuses(StringBuilder sql, IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        if (statuses is null) return;
        sql.Append(" AND status IN (").AppendJoin(',', statuses.Distinct().Order().Select(status => (int)status)).Append(')');
    }

    private OrchestrationMetadata ToMetadata(Statement row, bool withPayloads) => new(row.Text(2), row.Text(1))
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)row.Int64(3),
        CreatedAt = new DateTimeOffset(row.Int64(4), TimeSpan.Zero),
        LastUpdatedAt = new DateTimeOffset(row.Int64(5), TimeSpan.Zero),
        FailureDetails = row.IsNull(6) ? null : JsonSerializer.Deserialize(row.Blob(6), HubJson.Compact.TaskFailureDetails),
        Tags = row.IsNull(7) ? new Dictionary<string, string>() : JsonSerializer.Deserialize(row.Blob(7), HubJson.Compact.IReadOnlyDictionaryStringString)!,
        DataConverter = withPayloads ? converter : null,
        SerializedInput = withPayloads ? row.TextOrNull(8) : null,
        SerializedOutput = withPayloads ? row.TextOrNull(9) : null,
        SerializedCustomStatus = withPayloads ? row.TextOrNull(10) : null,
    };
}
