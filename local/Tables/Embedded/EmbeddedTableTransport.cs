using Azure;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Tables;

/// <summary>The table protocol spoken to the engine in this process: same statuses, codes and limits, no wire.</summary>
internal sealed class EmbeddedTableTransport(EmbeddedTables tables, Uri endpoint, string accountName) : ITableTransport
{
    public string AccountName => accountName;

    public Uri Endpoint => endpoint;

    public Task<Response> CreateTableAsync(string table, bool async, CancellationToken cancellation) =>
        EntityRules.OfTableName(table) is { } refusal
            ? Refused(refusal)
            : AnswerAsync(() => tables.CreateAsync(table, cancellation), async);

    public Task<Response> DeleteTableAsync(string table, bool async, CancellationToken cancellation) =>
        AnswerAsync(() => tables.DropAsync(table, cancellation), async);

    public Task<PageAnswer<string>> ListTablesAsync(string? filter, int? take, string? continuation, bool async, CancellationToken cancellation) =>
        Task.FromResult(ListTables(filter, take, continuation));

    public Task<RowAnswer> GetAsync(string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, bool async, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Get(table, partitionKey, rowKey, select));
    }

    public Task<PageAnswer<EntityRow>> QueryAsync(string table, EntityQuery query, bool async, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Query(table, query));
    }

    public Task<Response> WriteAsync(string table, EntityOperation operation, bool async, CancellationToken cancellation)
    {
        var (write, refusal) = EntityWrite.From(operation);
        return refusal is not null ? Refused(refusal) : Completed(WriteAsync(table, write!, cancellation), async);
    }

    public Task<TransactionAnswer> SubmitAsync(string table, IReadOnlyList<EntityOperation> operations, bool async, CancellationToken cancellation) =>
        Completed(SubmitAsync(table, operations, cancellation), async);

    private async Task<Response> WriteAsync(string table, EntityWrite write, CancellationToken cancellation)
    {
        try
        {
            var (version, refusal) = await tables.WriteAsync(table, write, cancellation).ConfigureAwait(false);
            return refusal is null ? Written(version) : MemoryResponse.Refused(refusal);
        }
        catch (StoreException e) when (e.ResultCode != 0)
        {
            return MemoryResponse.Refused(Unavailable(e));
        }
    }

    private async Task<TransactionAnswer> SubmitAsync(string table, IReadOnlyList<EntityOperation> operations, CancellationToken cancellation)
    {
        try
        {
            var versions = await tables.SubmitAsync(table, TransactionRules.Prepare(operations), cancellation).ConfigureAwait(false);
            return new TransactionAnswer(MemoryResponse.Success(202), [.. versions.Select(Written)], null);
        }
        catch (TransactionRefusedException e)
        {
            return new TransactionAnswer(MemoryResponse.Refused(e.Refusal, e.Index), [], e.Index);
        }
        catch (StoreException e) when (e.ResultCode != 0)
        {
            return new TransactionAnswer(MemoryResponse.Refused(Unavailable(e)), [], null);
        }
    }

    private RowAnswer Get(string table, string partitionKey, string rowKey, IReadOnlyList<string>? select)
    {
        try
        {
            var (row, refusal) = tables.Reader.Get(table, partitionKey, rowKey, select);
            return new RowAnswer(refusal is null ? MemoryResponse.Success(200, row!.ETag) : MemoryResponse.Refused(refusal), row);
        }
        catch (StoreException e) when (e.ResultCode != 0)
        {
            return new RowAnswer(MemoryResponse.Refused(Unavailable(e)), null);
        }
    }

    private PageAnswer<EntityRow> Query(string table, EntityQuery query)
    {
        try
        {
            if (OfTake(query.Take) is { } outOfRange) return new PageAnswer<EntityRow>(MemoryResponse.Refused(outOfRange), [], null);
            var filter = query.Filter is null ? null : FilterParser.Parse(query.Filter);
            var (rows, next, refusal) = tables.Reader.Query(table, filter, query.Take ?? EntityRules.MaxPage, query.Select, EntityKey.FromToken(query.Continuation));
            return new PageAnswer<EntityRow>(refusal is null ? MemoryResponse.Success(200) : MemoryResponse.Refused(refusal), rows, next?.ToToken());
        }
        catch (StoreException e) when (e.ResultCode != 0)
        {
            return new PageAnswer<EntityRow>(MemoryResponse.Refused(Unavailable(e)), [], null);
        }
        catch (FormatException e)
        {
            return new PageAnswer<EntityRow>(MemoryResponse.Refused(TableRefusal.InvalidInput(e.Message)), [], null);
        }
    }

    private PageAnswer<string> ListTables(string? filter, int? take, string? continuation)
    {
        try
        {
            if (OfTake(take) is { } outOfRange) return new PageAnswer<string>(MemoryResponse.Refused(outOfRange), [], null);
            var (names, next) = tables.Reader.List(filter is null ? null : FilterParser.Parse(filter), take ?? EntityRules.MaxPage, continuation);
            return new PageAnswer<string>(MemoryResponse.Success(200), names, next);
        }
        catch (FormatException e)
        {
            return new PageAnswer<string>(MemoryResponse.Refused(TableRefusal.InvalidInput(e.Message)), [], null);
        }
    }

    private static TableRefusal? OfTake(int? take) =>
        take is < 1 or > EntityRules.MaxPage ? TableRefusal.InvalidInput($"A page holds 1 to {EntityRules.MaxPage}.") : null;

    /// <summary>A delete leaves no version behind.</summary>
    private static MemoryResponse Written(long version) =>
        MemoryResponse.Success(204, version == 0 ? null : EntityVersion.ToETag(version));

    /// <summary>A full disk heals, so the caller may try again; a broken one does not. Damage has a code of its own: it concerns what was asked for alone.</summary>
    private static TableRefusal Unavailable(StoreException e) => e switch
    {
        { IsDiskFull: true } => new TableRefusal(503, "ServerBusy", e.Message),
        { IsDamage: true } => new TableRefusal(500, "DataDamaged", e.Message),
        _ => new TableRefusal(500, "InternalError", e.Message),
    };

    private static Task<Response> AnswerAsync(Func<Task<TableRefusal?>> act, bool async)
    {
        return Completed(RunAsync(), async);

        async Task<Response> RunAsync()
        {
            try
            {
                return await act().ConfigureAwait(false) is { } refusal ? MemoryResponse.Refused(refusal) : MemoryResponse.Success(204);
            }
            catch (StoreException e) when (e.ResultCode != 0)
            {
                return MemoryResponse.Refused(Unavailable(e));
            }
        }
    }

    private static Task<Response> Refused(TableRefusal refusal) => Task.FromResult<Response>(MemoryResponse.Refused(refusal));

    /// <summary>A synchronous caller waits here; the store completes on its own thread and needs none of the pool's.</summary>
    private static Task<T> Completed<T>(Task<T> task, bool async)
    {
        if (!async) ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        return task;
    }
}
