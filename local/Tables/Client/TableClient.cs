using System.Linq.Expressions;
using Azure.Core;
using Azure.Data.Tables.Models;
using OmniFunctions.Local.Tables;

namespace Azure.Data.Tables;

/// <summary>One table: its entities, queries over them, and transactions within a partition.</summary>
public partial class TableClient
{
    private readonly ITableTransport transport = null!;

    /// <summary>For mocking alone.</summary>
    protected TableClient() { }

    public TableClient(string connectionString, string tableName) : this(connectionString, tableName, null) { }

    public TableClient(string connectionString, string tableName, TableClientOptions? options = null)
        : this(TableTransports.Open(connectionString, options), tableName) { }

    /// <param name="endpoint">The account's endpoint, without the table.</param>
    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential)
        : this(endpoint, tableName, credential, null) { }

    public TableClient(Uri endpoint, string tableName, TableSharedKeyCredential credential, TableClientOptions? options = null)
        : this(TableTransports.Open(endpoint, credential, options), tableName) { }

    public TableClient(Uri endpoint, string tableName, TokenCredential tokenCredential, TableClientOptions? options = null)
        : this(TableTransports.Open(endpoint, tokenCredential, options), tableName) { }

    /// <param name="endpoint">The table's address with a shared access signature as its query.</param>
    public TableClient(Uri endpoint, TableClientOptions? options = null)
        : this(TableTransports.Open(TableAddress.AccountOf(endpoint), options), TableAddress.TableOf(endpoint)) { }

    /// <param name="endpoint">The table's address.</param>
    public TableClient(Uri endpoint, AzureSasCredential credential, TableClientOptions? options = null)
        : this(TableTransports.Open(TableAddress.AccountOf(endpoint), credential, options), TableAddress.TableOf(endpoint)) { }

    internal TableClient(ITableTransport transport, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.transport = transport;
        Name = tableName;
    }

    public virtual string Name { get; } = null!;

    public virtual string AccountName => transport.AccountName;

    /// <summary>The table's address, without credentials.</summary>
    public virtual Uri Uri => new($"{transport.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Name}");

    /// <summary>A filter in which every interpolated value is quoted as its type demands; the safe way to put input into a filter.</summary>
    public static string CreateQueryFilter(FormattableString filter) => FilterText.Format(filter);

    /// <exception cref="NotSupportedException">The expression has no counterpart in a table filter.</exception>
    public static string CreateQueryFilter<T>(Expression<Func<T, bool>> filter) => FilterExpression.Translate(filter);

    /// <exception cref="RequestFailedException">409 <c>TableAlreadyExists</c>.</exception>
    public virtual Response<TableItem> Create(CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, Name, false, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateAsync(CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, Name, false, async: true, cancellationToken);

    public virtual Response<TableItem> CreateIfNotExists(CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, Name, true, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response<TableItem>> CreateIfNotExistsAsync(CancellationToken cancellationToken = default) =>
        TableSetup.CreateAsync(transport, Name, true, async: true, cancellationToken);

    /// <summary>Drops the table with all its entities. That there is none is no error; the answer's status is 404 then.</summary>
    public virtual Response Delete(CancellationToken cancellationToken = default) =>
        TableSetup.DeleteAsync(transport, Name, async: false, cancellationToken).GetAwaiter().GetResult();

    public virtual Task<Response> DeleteAsync(CancellationToken cancellationToken = default) =>
        TableSetup.DeleteAsync(transport, Name, async: true, cancellationToken);
}
