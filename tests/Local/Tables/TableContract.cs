using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Tables;

/// <summary>What a table does, whatever it is kept in. Every back end runs all of it.</summary>
[Follows("https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model")]
[Follows("https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities")]
[Follows("https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions")]
public abstract partial class TableContract
{
    protected abstract TableServiceClient Service { get; }

    /// <summary>How a forbidden character in a key is refused. The emulator has other words for it than the service; so for a key past 1 KiB.</summary>
    protected virtual TableErrorCode KeyForbidden => TableErrorCode.OutOfRangeInput;

    protected virtual TableErrorCode KeyTooLarge => TableErrorCode.PropertyValueTooLarge;

    protected async Task<TableClient> NewTableAsync()
    {
        var table = Service.GetTableClient("t" + Guid.NewGuid().ToString("N"));
        await table.CreateAsync();
        return table;
    }

    protected static async Task RefusedAsync(int status, TableErrorCode code, Func<Task> act)
    {
        var refusal = await Assert.ThrowsAnyAsync<RequestFailedException>(act);
        Assert.Equal((status, code.ToString()), (refusal.Status, refusal.ErrorCode));
    }

    protected static TableEntity Entity(string partition, string row, params (string Name, object Value)[] properties)
    {
        var entity = new TableEntity(partition, row);
        foreach (var (name, value) in properties) entity[name] = value;
        return entity;
    }
}
