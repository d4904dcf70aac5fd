using System.Globalization;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.Storage;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Client;

/// <summary>The entities of a hub in the same process.</summary>
internal sealed class HubEntityClient(Hub hub) : DurableEntityClient(hub.Options.HubName)
{
    private const int MaxPageSize = 1_000;
    private const int RemovedPerUnit = 100;
    private const string Columns = "entity, id, state, modified, locked_by, (SELECT count(*) FROM durable_message WHERE target = entity)";

    public override Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var operation = new EntityMessage.Operation(operationName, hub.Options.DataConverter.Serialize(input), null);
        return hub.Store.WriteAsync(
            unit =>
            {
                unit.Deliver(id.ToString(), operation, options?.SignalTime?.UtcTicks ?? 0);
                return true;
            },
            (outbox, _) => hub.Perform(outbox),
            cancellation);
    }

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(Find(id, (session, row) => ToMetadata<T>(session, row, includeState)));

    public override Task<EntityMetadata?> GetEntityAsync(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default) =>
        Task.FromResult(Find(id, (session, row) => ToMetadata(session, row, includeState)));

    public override AsyncPageable<EntityMetadata> GetAllEntitiesAsync(EntityQuery? filter = null)
    {
        var query = filter ?? new EntityQuery();
        return Pageable.Create((token, size, _) => Task.FromResult(List(query, token, size, (session, row) => ToMetadata(session, row, query.IncludeState))));
    }

    public override AsyncPageable<EntityMetadata<T>> GetAllEntitiesAsync<T>(EntityQuery? filter = null)
    {
        var query = filter ?? new EntityQuery();
        return Pageable.Create((token, size, _) => Task.FromResult(List(query, token, size, (session, row) => ToMetadata<T>(session, row, query.IncludeState))));
    }

    /// <summary>Removes entities without a state for which nothing waits. Locks cannot be orphaned here, so none is ever released.</summary>
    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest? request = null,
        bool continueUntilComplete = true,
        CancellationToken cancellation = default)
    {
        if (!(request ?? CleanEntityStorageRequest.Default).RemoveEmptyEntities) return default;
        var removed = 0;
        while (true)
        {
            var count = await hub.Store.WriteAsync(
                unit =>
                {
                    unit.Session.Prepare("""
                        DELETE FROM durable_entity WHERE entity IN (
                            SELECT entity FROM durable_entity
                            WHERE hub = ?1 AND state IS NULL AND locked_key IS NULL
                                AND NOT EXISTS (SELECT 1 FROM durable_message WHERE target = entity)
                                AND NOT EXISTS (SELECT 1 FROM durable_scheduled_signal s WHERE s.entity = durable_entity.entity)
                            LIMIT ?2)
                        """).Bind(1, hub.Store.Key).Bind(2, RemovedPerUnit).Run();
                    return unit.Session.Changes;
                },
                (outbox, _) => hub.Perform(outbox),
                cancellation);
            removed += count;
            if (count < RemovedPerUnit || !continueUntilComplete) return new CleanEntityStorageResult { EmptyEntitiesRemoved = removed };
        }
    }

    private TMetadata? Find<TMetadata>(EntityInstanceId id, Func<StoreSession, Statement, TMetadata> read) where TMetadata : class => hub.Store.Read(session =>
    {
        var row = session.Prepare($"SELECT {Columns} FROM durable_entity WHERE hub = ?1 AND id = ?2 AND state IS NOT NULL")
            .Bind(1, hub.Store.Key).Bind(2, id.ToString());
        return row.Step() ? read(session, row) : null;
    });

    private Page<TMetadata> List<TMetadata>(EntityQuery query, string? token, int? pageSizeHint, Func<StoreSession, Statement, TMetadata> read)
        where TMetadata : notnull => hub.Store.Read(session =>
    {
        var size = Math.Clamp(pageSizeHint ?? query.PageSize ?? EntityQuery.DefaultPageSize, 1, MaxPageSize);
        var after = token ?? query.ContinuationToken;
        var sql = new StringBuilder($"SELECT {Columns} FROM durable_entity WHERE hub = ?1 AND entity > ?2 AND modified >= ?3 AND modified <= ?4");
        if (!query.IncludeTransient) sql.Append(" AND state IS NOT NULL");
        if (query.InstanceIdStartsWith is not null) sql.Append(" AND substr(id, 1, ?5) = ?6");
        sql.Append(" ORDER BY entity LIMIT ?7");
        var rows = session.Prepare(sql.ToString())
            .Bind(1, hub.Store.Key).Bind(2, after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture))
            .Bind(3, query.LastModifiedFrom?.UtcTicks ?? 0).Bind(4, query.LastModifiedTo?.UtcTicks ?? long.MaxValue).Bind(7, size + 1);
        if (query.InstanceIdStartsWith is { } prefix) rows.Bind(5, prefix.Length).Bind(6, prefix);

        var found = new List<TMetadata>(size);
        string? last = null;
        while (rows.Step())
        {
            if (found.Count == size) return new Page<TMetadata>(found, last);
            found.Add(read(session, rows));
            last = rows.Int64(0).ToString(CultureInfo.InvariantCulture);
        }

        return new Page<TMetadata>(found);
    });

    private EntityMetadata<T> ToMetadata<T>(StoreSession session, Statement row, bool includeState)
    {
        var id = EntityInstanceId.FromString(row.Text(1));
        return includeState && TryReadState<T>(session, row, out var state)
            ? new EntityMetadata<T>(id, state) { LastModifiedTime = Modified(row), LockedBy = row.TextOrNull(4), BacklogQueueSize = (int)row.Int64(5) }
            : new EntityMetadata<T>(id) { LastModifiedTime = Modified(row), LockedBy = row.TextOrNull(4), BacklogQueueSize = (int)row.Int64(5) };
    }

    /// <summary>A state that is stored entry by entry is large: the object that is in memory is handed out, if there is one.</summary>
    private bool TryReadState<T>(StoreSession session, Statement row, out T? state)
    {
        var stored = row.TextOrNull(2);
        state = stored == EntityState.ByEntry && hub.Entities.Find(row.Text(1)) is EntitySession inMemory ? inMemory.Row.State.Live<T>() : default;
        if (state is null || stored != EntityState.ByEntry) state = hub.Options.DataConverter.Deserialize<T>(HubStore.StateText(session, row.Int64(0), stored));
        return stored is not null;
    }

    private EntityMetadata ToMetadata(StoreSession session, Statement row, bool includeState)
    {
        var state = includeState && HubStore.StateText(session, row.Int64(0), row.TextOrNull(2)) is { } text ? new SerializedData(text, hub.Options.DataConverter) : null;
        return new EntityMetadata(EntityInstanceId.FromString(row.Text(1)), state)
        {
            LastModifiedTime = Modified(row),
            LockedBy = row.TextOrNull(4),
            BacklogQueueSize = (int)row.Int64(5),
        };
    }

    private static DateTimeOffset Modified(Statement row) => new(row.Int64(3), TimeSpan.Zero);
}
