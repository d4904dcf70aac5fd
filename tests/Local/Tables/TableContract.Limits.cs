using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

public abstract partial class TableContract
{
    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    public async Task A_key_with_a_forbidden_character_is_refused(string key)
    {
        var table = await NewTableAsync();
        await RefusedAsync(400, KeyForbidden, () => table.AddEntityAsync(Entity("p", key)));
        await RefusedAsync(400, KeyForbidden, () => table.AddEntityAsync(Entity(key, "r")));
    }

    [Fact]
    public async Task A_key_of_one_KiB_is_taken_and_a_longer_one_refused()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", new string('k', 512)));
        await RefusedAsync(400, KeyTooLarge, () => table.AddEntityAsync(Entity("p", new string('k', 513))));
    }

    [Fact]
    public async Task A_value_of_64_KiB_is_taken_and_a_longer_one_refused()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r", ("Text", new string('x', 32 * 1024)), ("Bytes", new byte[64 * 1024])));
        await RefusedAsync(400, TableErrorCode.PropertyValueTooLarge, () => table.AddEntityAsync(Entity("p", "text", ("Text", new string('x', 32 * 1024 + 1)))));
        await RefusedAsync(400, TableErrorCode.PropertyValueTooLarge, () => table.AddEntityAsync(Entity("p", "bytes", ("Bytes", new byte[64 * 1024 + 1]))));
    }

    [Fact]
    public async Task A_table_is_made_once_and_dropped_with_its_entities()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r"));
        await RefusedAsync(409, TableErrorCode.TableAlreadyExists, () => table.CreateAsync());
        Assert.Equal(table.Name, (await table.CreateIfNotExistsAsync()).Value.Name);
        Assert.Equal(204, (await table.DeleteAsync()).Status);
        Assert.Equal(404, (await table.DeleteAsync()).Status);
        await RefusedAsync(404, TableErrorCode.TableNotFound, () => table.AddEntityAsync(Entity("p", "r")));
        await table.CreateAsync();
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Theory]
    [InlineData("1table")]
    [InlineData("my-table")]
    [InlineData("table_1")]
    [InlineData("ab")]
    [InlineData("tables")]
    public async Task A_table_name_that_the_service_does_not_allow_is_refused(string name) =>
        Assert.Equal(400, (await Assert.ThrowsAsync<RequestFailedException>(() => Service.CreateTableAsync(name))).Status);

    [Fact]
    public async Task The_account_lists_its_tables()
    {
        var (first, second) = (await NewTableAsync(), await NewTableAsync());
        var all = new List<string>();
        await foreach (var item in Service.QueryAsync()) all.Add(item.Name);
        Assert.Contains(first.Name, all);
        Assert.Contains(second.Name, all);
        Assert.Equal([first.Name], Service.Query(table => table.Name == first.Name).Select(item => item.Name));
    }
}
