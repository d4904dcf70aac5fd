using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OmniFunctions.Local.Tables;

/// <summary>The Tables REST protocol on the Azure.Core pipeline, which brings the official retries and diagnostics.</summary>
internal sealed class RestTableTransport(HttpPipeline pipeline, TableRequests requests, Uri endpoint, string accountName) : ITableTransport
{
    public string AccountName => accountName;

    public Uri Endpoint => endpoint;

    public Task<Response> CreateTableAsync(string table, bool async, CancellationToken cancellation) =>
        SendAsync(request => requests.CreateTable(request, table), async, cancellation);

    public Task<Response> DeleteTableAsync(string table, bool async, CancellationToken cancellation) =>
        SendAsync(request => requests.DeleteTable(request, table), async, cancellation);

    public Task<Response> WriteAsync(string table, EntityOperation operation, bool async, CancellationToken cancellation) =>
        SendAsync(request => requests.Write(request, table, operation), async, cancellation);

    public async Task<PageAnswer<string>> ListTablesAsync(string? filter, int? take, string? continuation, bool async, CancellationToken cancellation)
    {
        var response = await SendAsync(request => requests.ListTables(request, filter, take, continuation), async, cancellation).ConfigureAwait(false);
        if (!response.IsSuccess()) return new PageAnswer<string>(response, [], null);
        using var document = JsonDocument.Parse(response.Content);
        var names = document.RootElement.GetProperty("value").EnumerateArray().Select(table => table.GetProperty("TableName").GetString()!).ToArray();
        return new PageAnswer<string>(response, names, Header(response, "x-ms-continuation-NextTableName"));
    }

    public async Task<RowAnswer> GetAsync(string table, string partitionKey, string rowKey, IReadOnlyList<string>? select, bool async, CancellationToken cancellation)
    {
        var response = await SendAsync(request => requests.Get(request, table, partitionKey, rowKey, select), async, cancellation).ConfigureAwait(false);
        if (!response.IsSuccess()) return new RowAnswer(response, null);
        using var document = JsonDocument.Parse(response.Content);
        return new RowAnswer(response, EntityJson.Read(document.RootElement));
    }

    public async Task<PageAnswer<EntityRow>> QueryAsync(string table, EntityQuery query, bool async, CancellationToken cancellation)
    {
        var response = await SendAsync(request => requests.Query(request, table, query), async, cancellation).ConfigureAwait(false);
        if (!response.IsSuccess()) return new PageAnswer<EntityRow>(response, [], null);
        using var document = JsonDocument.Parse(response.Content);
        var rows = document.RootElement.GetProperty("value").EnumerateArray().Select(EntityJson.Read).ToArray();
        var partition = Header(response, "x-ms-continuation-NextPartitionKey");
        var row = Header(response, "x-ms-continuation-NextRowKey");
        return new PageAnswer<EntityRow>(response, rows, partition is null ? null : row is null ? partition : $"{partition} {row}");
    }

    public async Task<TransactionAnswer> SubmitAsync(string table, IReadOnlyList<EntityOperation> operations, bool async, CancellationToken cancellation)
    {
        var response = await SendAsync(request => requests.Transaction(request, table, operations), async, cancellation).ConfigureAwait(false);
        if (!response.IsSuccess()) return new TransactionAnswer(response, [], TransactionParts.FailedIndex(response));
        var parts = TransactionParts.Read(response);
        var refused = parts.Find(part => !part.IsSuccess());
        return refused is null ? new TransactionAnswer(response, parts, null) : new TransactionAnswer(refused, [], TransactionParts.FailedIndex(refused));
    }

    private async Task<Response> SendAsync(Action<Request> describe, bool async, CancellationToken cancellation)
    {
        // Not disposed: the response, which the caller gets, would go with it. Its body is buffered and holds no connection.
        var message = pipeline.CreateMessage();
        describe(message.Request);
        if (async) await pipeline.SendAsync(message, cancellation).ConfigureAwait(false);
        else pipeline.Send(message, cancellation);
        return message.Response;
    }

    private static string? Header(Response response, string name) => response.Headers.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
