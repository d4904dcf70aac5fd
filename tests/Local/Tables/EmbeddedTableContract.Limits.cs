using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

/// <summary>What the service refuses and the emulator lets pass, so that the contract cannot ask it of both.</summary>
public sealed partial class EmbeddedTableContract
{
    [Fact]
    public async Task An_entity_past_one_MiB_is_refused()
    {
        var table = await NewTableAsync();
        var large = Entity("p", "r");
        for (var i = 0; i < 17; i++) large[$"P{i}"] = new byte[63 * 1024];
        await RefusedAsync(400, TableErrorCode.EntityTooLarge, () => table.AddEntityAsync(large));
    }

    [Fact]
    public async Task An_entity_has_at_most_252_properties()
    {
        var table = await NewTableAsync();
        var entity = Entity("p", "r");
        for (var i = 0; i < 252; i++) entity[$"P{i}"] = i;
        await table.AddEntityAsync(entity);
        entity["OneMore"] = 1;
        await RefusedAsync(400, TableErrorCode.TooManyProperties, () => table.UpsertEntityAsync(entity, TableUpdateMode.Replace));
    }

    [Fact]
    public async Task A_page_of_more_than_a_thousand_is_refused()
    {
        var table = await NewTableAsync();
        await RefusedAsync(400, TableErrorCode.InvalidInput, async () => await table.QueryAsync<TableEntity>(maxPerPage: 1001).GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task A_transaction_stays_in_one_partition()
    {
        var table = await NewTableAsync();
        await FailedAsync(table, 400, TableErrorCode.CommandsInBatchActOnDifferentPartitions,
            new(TableTransactionActionType.Add, Entity("p1", "r")), new(TableTransactionActionType.Add, Entity("p2", "r")));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_merge_past_the_limits_is_refused_though_both_halves_are_within()
    {
        var table = await NewTableAsync();
        var (left, right) = (Entity("p", "r"), Entity("p", "r"));
        for (var i = 0; i < 200; i++) (left[$"L{i}"], right[$"R{i}"]) = (i, i);
        await table.AddEntityAsync(left);
        await RefusedAsync(400, TableErrorCode.TooManyProperties, () => table.UpsertEntityAsync(right));
        Assert.False((await table.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("R1"));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("1st")]
    [InlineData("a-b")]
    public async Task A_property_name_that_is_no_identifier_is_refused(string name)
    {
        var table = await NewTableAsync();
        await RefusedAsync(400, TableErrorCode.PropertyNameInvalid, () => table.AddEntityAsync(Entity("p", "r", (name, 1))));
    }
}
