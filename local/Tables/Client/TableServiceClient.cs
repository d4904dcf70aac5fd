using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Models;
using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

/// <summary>
/// The account: its tables. An endpoint <c>local://name/</c> means the embedded store of that name in this process;
/// every other endpoint is spoken to in the Tables REST protocol.
/// </summary>
public class TableServiceClient
{
    private readonly ITableTransport transport = null!;

    /// <summary>For mocking alone.</summary>
    protected TableServiceClient() { }

    public TableServiceClient(string connectionString) : this(connectionString, null) { }

    public TableServiceClient(string connectionString, TableClientOptions? options = null)
        : this(TableTransports.Open(connectionString, options)) { }

    /// <param name="endpoint">With a shared access signature as its query, or of the embedded store.</param>
    public TableServiceClient(Uri endpoint, TableClientOptions? options = null)
        : this(TableTransports.Open(endpoint, options)) { }

    public TableServiceClient(Uri endpoint, AzureSasCredential credential) : this(endpoint, credential, null) { }

    public TableServiceClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(TableTransports.Open(endpoint, credential, options)) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential) : this(endpoint, credential, null!) { }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(TableTransports.Open(endpoint, credential, options)) { }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableTransports.Open(endpoint, tokenCredential, options)) { }

    private TableServiceClient(ITableTransport transport) => this.transport = transport;

    public virtual string AccountName => transport.AccountName;

    /// <summary>The account's endpoint, without credentials.</summary>
    public virtual Uri Uri => new(transport.Endpoint.GetLeftPart(UriPartial.Path));

    public static string CreateQueryFilter(FormattableString filter) => FilterText.Format(filter);

    public static string CreateQueryFilter(Expression<Func<TableItem, bool>> filter) => FilterExpression.Translate(filter);

    public virtual TableClient GetTableClient(string tableName) => new(transport, tableName);

    /// <exception cref="RequestFailedException">409 <c>TableAlreadyExists</c>; 400 for a name the service refuses.</exception>
    public virtual Response<TableItem> CreateTable(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, tableName, false, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, tableName, false, async: true, cancellationToken);

    public virtual Response<TableItem> CreateTableIfNotExists(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, tableName, true, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, tableName, true, async: true, cancellationToken);

    /// <summary>That there is no such table is no error; the answer's status is 404 then.</summary>
    public virtual Response DeleteTable(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.DeleteAsync(transport, tableName, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteTableAsync(string tableName, CancellationToken cancellationToken = default) =>
        TableSetup.DeleteAsync(transport, tableName, async: true, cancellationToken);

    /// <summary>The account's tables, by name.</summary>
    /// <param name="filter">OData text over <c>TableName</c>.</param>
    /// <param name="maxPerPage">1 to 1,000.</param>
    public virtual Pageable<TableItem> Query(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new SyncPages<TableItem>(Pages(filter, maxPerPage), cancellationToken);

    public virtual Pageable<TableItem> Query(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(FilterText.Format(filter), maxPerPage, cancellationToken);

    public virtual Pageable<TableItem> Query(Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        Query(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(string? filter = null, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        new AsyncPages<TableItem>(Pages(filter, maxPerPage), cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(FormattableString filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(FilterText.Format(filter), maxPerPage, cancellationToken);

    public virtual AsyncPageable<TableItem> QueryAsync(Expression<Func<TableItem, bool>> filter, int? maxPerPage = null, CancellationToken cancellationToken = default) =>
        QueryAsync(CreateQueryFilter(filter), maxPerPage, cancellationToken);

    private NextPage<TableItem> Pages(string? filter, int? maxPerPage) => async (continuation, pageSize, async, cancellation) =>
    {
        var answer = await transport.ListTablesAsync(string.IsNullOrEmpty(filter) ? null : filter, pageSize ?? maxPerPage, continuation, async, cancellation).ConfigureAwait(false);
        if (!answer.Response.IsSuccess()) throw TableErrors.Exception(answer.Response);
        return Page<TableItem>.FromValues([.. answer.Values.Select(name => new TableItem(name))], answer.Continuation, answer.Response);
    };
}
