using Azure;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Local.Tables;

/// <summary>Creating and dropping a table, the same from both clients.</summary>
internal static class TableSetup
{
    public static async Task<Response<TableItem>> CreateAsync(ITableTransport transport, string table, bool mayExist, bool async, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        var response = await transport.CreateTableAsync(table, async, cancellation).ConfigureAwait(false);
        var exists = mayExist && response.Status == 409 && TableErrors.CodeOf(response) is { } code && code == TableErrorCode.TableAlreadyExists;
        return response.IsSuccess() || exists ? Response.FromValue(new TableItem(table), response) : throw TableErrors.Exception(response);
    }

    public static async Task<Response> DeleteAsync(ITableTransport transport, string table, bool async, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        var response = await transport.DeleteTableAsync(table, async, cancellation).ConfigureAwait(false);
        return response.IsSuccess() || response.Status == 404 ? response : throw TableErrors.Exception(response);
    }

    public static bool IsSuccess(this Response response) => response.Status is >= 200 and < 300;
}
