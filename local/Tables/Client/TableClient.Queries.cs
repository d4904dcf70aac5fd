using System.Linq.Expressions;
using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

public partial class TableClient
{
    /// <param name="filter">OData text; build it with <see cref="CreateQueryFilter(FormattableString)"/> when it holds input.</param>
    /// <param name="maxPerPage">1 to 1,000.</param>
    /// <param name="select">The properties to return, the address included; none given means all.</param>
    public virtual Pageable<T> Query<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        new SyncPages<T>(Pages<T>(filter, maxPerPage, select), cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(string? filter = null, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        new AsyncPages<T>(Pages<T>(filter, maxPerPage, select), cancellationToken);

    public virtual Pageable<T> Query<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        Query<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    public virtual AsyncPageable<T> QueryAsync<T>(Expression<Func<T, bool>> filter, int? maxPerPage = null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) where T : class, ITableEntity =>
        QueryAsync<T>(CreateQueryFilter(filter), maxPerPage, select, cancellationToken);

    private NextPage<T> Pages<T>(string? filter, int? maxPerPage, IEnumerable<string>? select) where T : class, ITableEntity
    {
        var selected = select?.ToArray();
        return async (continuation, pageSize, async, cancellation) =>
        {
            var query = new EntityQuery(string.IsNullOrEmpty(filter) ? null : filter, pageSize ?? maxPerPage, selected, continuation);
            var answer = await transport.QueryAsync(Name, query, async, cancellation).ConfigureAwait(false);
            if (!answer.Response.IsSuccess()) throw TableErrors.Exception(answer.Response);
            var entities = new T[answer.Values.Count];
            for (var i = 0; i < entities.Length; i++) entities[i] = EntityMapper.ToEntity<T>(answer.Values[i]);
            return Page<T>.FromValues(entities, answer.Continuation, answer.Response);
        };
    }
}
