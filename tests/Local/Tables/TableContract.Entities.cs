using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

public abstract partial class TableContract
{
    [Fact]
    public async Task An_added_entity_is_read_back_with_its_stamps()
    {
        var table = await NewTableAsync();
        var added = await table.AddEntityAsync(Entity("p", "r", ("Name", "客服")));
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("客服", read.GetString("Name"));
        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task Adding_the_same_keys_twice_is_refused()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r"));
        await RefusedAsync(409, TableErrorCode.EntityAlreadyExists, () => table.AddEntityAsync(Entity("p", "r")));
    }

    [Fact]
    public async Task An_absent_entity_is_refused_or_has_no_value()
    {
        var table = await NewTableAsync();
        await RefusedAsync(404, TableErrorCode.ResourceNotFound, () => table.GetEntityAsync<TableEntity>("p", "r"));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }
}
