using Azure;
using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// What a back end does for the clients. Answers carry the service's status, refusals included; the clients decide which of them
/// an official client would throw. With <c>async</c> false the returned task has completed.
/// </summary>
internal interface ITableTransport
{
    string AccountName { get; }

    /// <summary>The account's endpoint, without a trailing slash.</summary>
    Uri Endpoint { get; }

    Task<Response> CreateTableAsync(string table, bool async, CancellationToken cancellation);

    Task<Response> DeleteTableAsync(string table, bool async, CancellationToken cancellation);

    Task<PageAnswer<string>> ListTablesAsync(string? filter, int? take, string? continuation, bool async, CancellationToken cancellation);

    Task<RowAnswer> GetAsync(string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, bool async, CancellationToken cancellation);

    Task<PageAnswer<EntityRow>> QueryAsync(string table, EntityQuery query, bool async, CancellationToken cancellation);

    Task<Response> WriteAsync(string table, EntityOperation operation, bool async, CancellationToken cancellation);

    Task<TransactionAnswer> SubmitAsync(string table, IReadOnlyList<EntityOperation> operations, bool async, CancellationToken cancellation);
}

/// <param name="IfMatch">The version the stored entity must have; default or <see cref="ETag.All"/> means any.</param>
internal sealed record EntityOperation(TableTransactionActionType Type, EntityRow Row, ETag IfMatch);

/// <param name="Filter">OData text; null means all.</param>
/// <param name="Take">The largest page, 1 to 1,000.</param>
internal sealed record EntityQuery(string? Filter, int? Take, IReadOnlyList<string>? Select, string? Continuation);

/// <param name="Row">Null unless the response is a success.</param>
internal sealed record RowAnswer(Response Response, EntityRow? Row);

internal sealed record PageAnswer<T>(Response Response, IReadOnlyList<T> Values, string? Continuation);

/// <param name="Response">The whole transaction's answer, or the refusal of the action at <paramref name="FailedIndex"/>.</param>
internal sealed record TransactionAnswer(Response Response, IReadOnlyList<Response> Parts, int? FailedIndex);
