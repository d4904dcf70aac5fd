using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <exception cref="RequestFailedException">409 <c>EntityAlreadyExists</c>, 404 <c>TableNotFound</c>, 400 for a key, property or size the service refuses.</exception>
    public virtual Response AddEntity<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(TableTransactionActionType.Add, EntityMapper.ToRow(entity), ETag.All, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) where T : ITableEntity =>
        WriteAsync(TableTransactionActionType.Add, EntityMapper.ToRow(entity), ETag.All, true, cancellationToken);

    /// <param name="ifMatch">The version that was read, or <see cref="ETag.All"/>.</param>
    /// <exception cref="RequestFailedException">412 <c>UpdateConditionNotSatisfied</c>, 404 <c>ResourceNotFound</c>.</exception>
    public virtual Response UpdateEntity<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        UpdateAsync(entity, ifMatch, mode, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        UpdateAsync(entity, ifMatch, mode, true, cancellationToken);

    public virtual Response UpsertEntity<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        UpsertAsync(entity, mode, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) where T : ITableEntity =>
        UpsertAsync(entity, mode, true, cancellationToken);

    /// <summary>That there is no such entity is no error; the answer's status is 404 then.</summary>
    /// <param name="ifMatch">The version that was read; none given means any.</param>
    /// <exception cref="RequestFailedException">412 <c>UpdateConditionNotSatisfied</c>.</exception>
    public virtual Response DeleteEntity(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteAsync(partitionKey, rowKey, ifMatch, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteAsync(partitionKey, rowKey, ifMatch, true, cancellationToken);

    public virtual Response DeleteEntity(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteAsync(Keyed(entity).PartitionKey, entity.RowKey, ifMatch, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteEntityAsync(ITableEntity entity, ETag ifMatch = default, CancellationToken cancellationToken = default) =>
        DeleteAsync(Keyed(entity).PartitionKey, entity.RowKey, ifMatch, true, cancellationToken);

    /// <exception cref="RequestFailedException">404 <c>ResourceNotFound</c> or <c>TableNotFound</c>.</exception>
    public virtual Response<T> GetEntity<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        GetAsync<T>(partitionKey, rowKey, select, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<T>> GetEntityAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        GetAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    public virtual NullableResponse<T> GetEntityIfExists<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        GetIfExistsAsync<T>(partitionKey, rowKey, select, false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        GetIfExistsAsync<T>(partitionKey, rowKey, select, true, cancellationToken);

    private Task<Response> UpdateAsync(ITableEntity entity, ETag ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellation)
    {
        // Updating without saying against which version would silently lose the other writer's change.
        if (ifMatch == default) throw new ArgumentException("Value cannot be empty. Name the version that was read, or ETag.All.", nameof(ifMatch));
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpdateMerge : TableTransactionActionType.UpdateReplace;
        return WriteAsync(type, EntityMapper.ToRow(entity), ifMatch, async, cancellation);
    }

    private Task<Response> UpsertAsync(ITableEntity entity, TableUpdateMode mode, bool async, CancellationToken cancellation)
    {
        var type = mode == TableUpdateMode.Merge ? TableTransactionActionType.UpsertMerge : TableTransactionActionType.UpsertReplace;
        return WriteAsync(type, EntityMapper.ToRow(entity), ETag.All, async, cancellation);
    }

    private async Task<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        var row = new EntityRow { PartitionKey = partitionKey, RowKey = rowKey };
        var operation = new EntityOperation(TableTransactionActionType.Delete, row, ifMatch == default ? ETag.All : ifMatch);
        var response = await transport.WriteAsync(Name, operation, async, cancellation).ConfigureAwait(false);
        return response.IsSuccess() || response.Status == 404 ? response : throw TableErrors.Exception(response);
    }

    private async Task<Response> WriteAsync(TableTransactionActionType type, EntityRow row, ETag ifMatch, bool async, CancellationToken cancellation)
    {
        var response = await transport.WriteAsync(Name, new EntityOperation(type, row, ifMatch), async, cancellation).ConfigureAwait(false);
        return response.IsSuccess() ? response : throw TableErrors.Exception(response);
    }

    private async Task<Response<T>> GetAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellation) where T : class, ITableEntity
    {
        var answer = await ReadAsync(partitionKey, rowKey, select, async, cancellation).ConfigureAwait(false);
        return answer.Row is { } row
            ? Response.FromValue(EntityMapper.ToEntity<T>(row), answer.Response)
            : throw TableErrors.Exception(answer.Response);
    }

    private async Task<NullableResponse<T>> GetIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellation) where T : class, ITableEntity
    {
        var answer = await ReadAsync(partitionKey, rowKey, select, async, cancellation).ConfigureAwait(false);
        if (answer.Row is { } row) return Response.FromValue(EntityMapper.ToEntity<T>(row), answer.Response);
        return answer.Response.Status == 404 ? new NoEntity<T>(answer.Response) : throw TableErrors.Exception(answer.Response);
    }

    private Task<RowAnswer> ReadAsync(string partitionKey, string rowKey, IEnumerable<string>? select, bool async, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(partitionKey);
        ArgumentNullException.ThrowIfNull(rowKey);
        return transport.GetAsync(Name, partitionKey, rowKey, select?.ToArray(), async, cancellation);
    }

    private static ITableEntity Keyed(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity;
    }
}
