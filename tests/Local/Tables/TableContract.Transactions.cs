using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

public abstract partial class TableContract
{
    [Fact]
    public async Task A_transaction_does_all_of_its_actions_and_answers_each()
    {
        var table = await NewTableAsync();
        foreach (var row in new[] { "merge", "replace", "delete", "upsertMerge" }) await table.AddEntityAsync(Entity("p", row, ("A", 1)));
        var answer = await table.SubmitTransactionAsync([
            new(TableTransactionActionType.Add, Entity("p", "add", ("B", 2))),
            new(TableTransactionActionType.UpdateMerge, Entity("p", "merge", ("B", 2))),
            new(TableTransactionActionType.UpdateReplace, Entity("p", "replace", ("B", 2))),
            new(TableTransactionActionType.Delete, Entity("p", "delete")),
            new(TableTransactionActionType.UpsertMerge, Entity("p", "upsertMerge", ("B", 2))),
            new(TableTransactionActionType.UpsertReplace, Entity("p", "upsertReplace", ("B", "--changeset\r\n"))),
        ]);
        Assert.Equal(202, answer.GetRawResponse().Status);
        Assert.Equal([204, 204, 204, 204, 204, 204], answer.Value.Select(part => part.Status));
        var after = table.Query<TableEntity>().ToDictionary(e => e.RowKey);
        Assert.Equal(["add", "merge", "replace", "upsertMerge", "upsertReplace"], after.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, null, 1), (after["merge"].GetInt32("A"), after["replace"].GetInt32("A"), after["upsertMerge"].GetInt32("A")));
        Assert.Equal("--changeset\r\n", after["upsertReplace"].GetString("B"));
        Assert.Equal(after["add"].ETag, answer.Value[0].Headers.ETag);
    }

    [Fact]
    public async Task A_refused_action_undoes_the_transaction_and_is_named()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "there", ("A", 1)));
        var refusal = await FailedAsync(table, 409, TableErrorCode.EntityAlreadyExists,
            new(TableTransactionActionType.Add, Entity("p", "new1")),
            new(TableTransactionActionType.UpsertReplace, Entity("p", "new2")),
            new(TableTransactionActionType.Add, Entity("p", "there", ("A", 2))));
        Assert.Equal(2, refusal.FailedTransactionActionIndex);
        Assert.Equal("p/there", Keys(table.Query<TableEntity>()));
    }

    [Fact]
    public async Task A_transaction_is_held_to_the_versions_it_names()
    {
        var table = await NewTableAsync();
        var old = (await table.AddEntityAsync(Entity("p", "head", ("N", 1)))).Headers.ETag!.Value;
        await table.UpdateEntityAsync(Entity("p", "head", ("N", 2)), old);
        var refusal = await FailedAsync(table, 412, TableErrorCode.UpdateConditionNotSatisfied,
            new(TableTransactionActionType.Add, Entity("p", "event")),
            new(TableTransactionActionType.UpdateReplace, Entity("p", "head", ("N", 3)), old));
        Assert.Equal(1, refusal.FailedTransactionActionIndex);
        Assert.Equal("p/head", Keys(table.Query<TableEntity>()));
    }

    [Fact]
    public async Task An_absent_entity_fails_the_transaction_that_changes_it()
    {
        var table = await NewTableAsync();
        var refusal = await FailedAsync(table, 404, TableErrorCode.ResourceNotFound,
            new(TableTransactionActionType.Add, Entity("p", "new")),
            new(TableTransactionActionType.Delete, Entity("p", "absent")));
        Assert.Equal(1, refusal.FailedTransactionActionIndex);
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_transaction_touches_a_row_once()
    {
        var table = await NewTableAsync();
        await FailedAsync(table, 400, TableErrorCode.InvalidDuplicateRow,
            new(TableTransactionActionType.Add, Entity("p", "r")), new(TableTransactionActionType.UpsertMerge, Entity("p", "r")));
        Assert.Empty(table.Query<TableEntity>());
    }

    [Fact]
    public async Task A_transaction_has_one_to_a_hundred_actions()
    {
        var table = await NewTableAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => table.SubmitTransactionAsync([]));
        await FailedAsync(table, 400, TableErrorCode.InvalidInput, Adds(101));
        Assert.Empty(table.Query<TableEntity>());
        Assert.Equal(100, (await table.SubmitTransactionAsync(Adds(100))).Value.Count);
        Assert.Equal(100, table.Query<TableEntity>().Count());
    }

    [Fact]
    public async Task A_transaction_past_four_MiB_is_refused()
    {
        var table = await NewTableAsync();
        var actions = Adds(80);
        foreach (var action in actions) ((TableEntity)action.Entity)["Bytes"] = new byte[60 * 1024];
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal(413, refusal.Status);
        Assert.Empty(table.Query<TableEntity>());
    }

    protected static TableTransactionAction[] Adds(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new TableTransactionAction(TableTransactionActionType.Add, Entity("p", $"r{i:000}")))];

    protected static async Task<TableTransactionFailedException> FailedAsync(TableClient table, int status, TableErrorCode code, params TableTransactionAction[] actions)
    {
        var refusal = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.SubmitTransactionAsync(actions));
        Assert.Equal((status, code.ToString()), (refusal.Status, refusal.ErrorCode));
        return refusal;
    }
}
