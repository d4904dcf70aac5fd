using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// Requests of the Tables REST protocol.
/// Source: https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api.
/// </summary>
internal sealed class TableRequests(Uri endpoint, string version)
{
    public const string Json = "application/json;odata=minimalmetadata";
    private readonly string account = endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/');

    public void CreateTable(Request request, string table)
    {
        Begin(request, RequestMethod.Post, "/Tables");
        request.Headers.SetValue("Prefer", "return-no-content");
        Body(request, JsonSerializer.SerializeToUtf8Bytes(new { TableName = table }));
    }

    public void DeleteTable(Request request, string table) => Begin(request, RequestMethod.Delete, $"/Tables({Quote(table)})");

    public void ListTables(Request request, string? filter, int? take, string? continuation)
    {
        Begin(request, RequestMethod.Get, "/Tables");
        Query(request, "$filter", filter);
        Query(request, "$top", take?.ToString(CultureInfo.InvariantCulture));
        Query(request, "NextTableName", continuation);
    }

    public void Get(Request request, string table, string partitionKey, string rowKey, IReadOnlyList<string>? select)
    {
        Begin(request, RequestMethod.Get, Address(table, partitionKey, rowKey));
        Query(request, "$select", Selected(select));
    }

    public void Query(Request request, string table, EntityQuery query)
    {
        Begin(request, RequestMethod.Get, $"/{table}()");
        Query(request, "$filter", query.Filter);
        Query(request, "$top", query.Take?.ToString(CultureInfo.InvariantCulture));
        Query(request, "$select", Selected(query.Select));

        // The service's own keys for going on; the second may be missing. Neither holds a space.
        var next = query.Continuation?.Split(' ', 2) ?? [];
        if (next.Length > 0) Query(request, "NextPartitionKey", next[0]);
        if (next.Length > 1) Query(request, "NextRowKey", next[1]);
    }

    public void Write(Request request, string table, EntityOperation operation)
    {
        var (method, address, condition) = Line(table, operation);
        Begin(request, method, address);
        if (condition is not null) request.Headers.SetValue("If-Match", condition);
        if (operation.Type == TableTransactionActionType.Delete) return;
        request.Headers.SetValue("Prefer", "return-no-content");
        Body(request, EntityJson.Write(operation.Row));
    }

    /// <summary>All operations as one change set; its inner requests are whole HTTP requests in text.</summary>
    public void Transaction(Request request, string table, IReadOnlyList<EntityOperation> operations)
    {
        var (batch, changes) = ($"batch_{Guid.NewGuid()}", $"changeset_{Guid.NewGuid()}");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changes}\r\n\r\n");
        foreach (var operation in operations)
        {
            var (method, address, condition) = Line(table, operation);
            text.Append(CultureInfo.InvariantCulture, $"--{changes}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
            text.Append(CultureInfo.InvariantCulture, $"{method} {account}{address} HTTP/1.1\r\nAccept: {Json}\r\nDataServiceVersion: 3.0\r\nPrefer: return-no-content\r\n");
            if (condition is not null) text.Append(CultureInfo.InvariantCulture, $"If-Match: {condition}\r\n");
            if (operation.Type == TableTransactionActionType.Delete) text.Append("\r\n\r\n");
            else text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\n\r\n{Encoding.UTF8.GetString(EntityJson.Write(operation.Row))}\r\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"--{changes}--\r\n--{batch}--\r\n");
        Begin(request, RequestMethod.Post, "/$batch");
        request.Headers.SetValue("Content-Type", $"multipart/mixed; boundary={batch}");
        request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private void Begin(Request request, RequestMethod method, string path)
    {
        request.Method = method;
        request.Uri.Reset(new Uri(account + path));
        request.Headers.SetValue("x-ms-version", version);
        request.Headers.SetValue("DataServiceVersion", "3.0");
        request.Headers.SetValue("Accept", Json);
    }

    private static (RequestMethod Method, string Address, string? Condition) Line(string table, EntityOperation operation)
    {
        if (operation.Type == TableTransactionActionType.Add) return (RequestMethod.Post, "/" + table, null);
        var address = Address(table, operation.Row.PartitionKey!, operation.Row.RowKey!);
        var condition = operation.IfMatch.ToString("H");
        return operation.Type switch
        {
            TableTransactionActionType.UpdateMerge => (RequestMethod.Patch, address, condition),
            TableTransactionActionType.UpdateReplace => (RequestMethod.Put, address, condition),
            TableTransactionActionType.Delete => (RequestMethod.Delete, address, condition),

            // Without a condition the same request inserts what is not there.
            TableTransactionActionType.UpsertMerge => (RequestMethod.Patch, address, null),
            TableTransactionActionType.UpsertReplace => (RequestMethod.Put, address, null),
            _ => throw new InvalidOperationException($"Unknown action {operation.Type}."),
        };
    }

    private static string Address(string table, string partitionKey, string rowKey) =>
        $"/{table}(PartitionKey={Quote(partitionKey)},RowKey={Quote(rowKey)})";

    private static string Quote(string key) => $"'{Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal))}'";

    private static string? Selected(IReadOnlyList<string>? select) => select is null or [] ? null : string.Join(',', select);

    private static void Query(Request request, string name, string? value)
    {
        if (value is not null) request.Uri.AppendQuery(name, value, escapeValue: true);
    }

    private static void Body(Request request, byte[] json)
    {
        request.Headers.SetValue("Content-Type", Json);
        request.Content = RequestContent.Create(json);
    }
}
