using Azure;
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
        await RefusedAsync(404, TableErrorCode.ResourceNotFound, () => table.UpdateEntityAsync(Entity("p", "r"), ETag.All));
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
        Assert.Equal(404, (await table.DeleteEntityAsync("p", "r")).Status);
    }

    [Fact]
    public async Task Every_stored_type_comes_back_as_it_was()
    {
        var table = await NewTableAsync();
        var moment = new DateTimeOffset(2026, 2, 17, 8, 30, 15, TimeSpan.Zero).AddTicks(1234567);
        var id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        await table.AddEntityAsync(Entity("p", "r",
            ("Text", "it's \"quoted\" \r\n --退款"), ("Empty", ""), ("Int", int.MinValue), ("Long", long.MaxValue), ("Real", 2.5), ("Whole", 3.0),
            ("Infinite", double.PositiveInfinity), ("Yes", true), ("No", false), ("Moment", moment), ("Id", id), ("Bytes", new byte[] { 0, 1, 255 })));
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal("it's \"quoted\" \r\n --退款", read.GetString("Text"));
        Assert.Equal("", read.GetString("Empty"));
        Assert.Equal(int.MinValue, read.GetInt32("Int"));
        Assert.Equal(long.MaxValue, read.GetInt64("Long"));
        Assert.Equal((2.5, 3.0, double.PositiveInfinity), (read.GetDouble("Real"), read.GetDouble("Whole"), read.GetDouble("Infinite")));
        Assert.Equal((true, false), (read.GetBoolean("Yes"), read.GetBoolean("No")));
        Assert.Equal(moment, read.GetDateTimeOffset("Moment"));
        Assert.Equal(moment.UtcDateTime, read.GetDateTime("Moment"));
        Assert.Equal(id, read.GetGuid("Id"));
        Assert.Equal([0, 1, 255], read.GetBinary("Bytes"));
        Assert.Null(read.GetString("Absent"));
        Assert.Throws<InvalidOperationException>(() => read.GetInt64("Int"));
    }

    [Fact]
    public async Task A_class_of_ones_own_is_an_entity()
    {
        var table = await NewTableAsync();
        var opened = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
        await table.AddEntityAsync(new Ticket { PartitionKey = "p", RowKey = "r", Priority = 3, Mood = Mood.Angry, OpenedOn = opened, Note = null, Secret = "x", Renamed = "y" });
        var read = (await table.GetEntityAsync<Ticket>("p", "r")).Value;
        Assert.Equal((3, Mood.Angry, opened, null, null, "y"), (read.Priority, read.Mood, read.OpenedOn, read.Note, read.Secret, read.Renamed));
        var raw = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(("Angry", "y"), (raw.GetString("Mood"), raw.GetString("other_name")));
        Assert.False(raw.ContainsKey("Note"));
    }

    [Fact]
    public async Task Merging_keeps_what_the_new_entity_lacks_and_replacing_drops_it()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(Entity("p", "r", ("A", 1), ("B", 1)));
        await table.UpdateEntityAsync(Entity("p", "r", ("B", 2), ("C", 2)), ETag.All, TableUpdateMode.Merge);
        var merged = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((1, 2, 2), (merged.GetInt32("A"), merged.GetInt32("B"), merged.GetInt32("C")));
        await table.UpdateEntityAsync(Entity("p", "r", ("B", 3)), ETag.All, TableUpdateMode.Replace);
        var replaced = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((null, 3, null), (replaced.GetInt32("A"), replaced.GetInt32("B"), replaced.GetInt32("C")));
    }

    [Theory]
    [InlineData(TableUpdateMode.Merge)]
    [InlineData(TableUpdateMode.Replace)]
    public async Task Upserting_inserts_what_is_not_there_and_changes_what_is(TableUpdateMode mode)
    {
        var table = await NewTableAsync();
        await table.UpsertEntityAsync(Entity("p", "r", ("A", 1)), mode);
        await table.UpsertEntityAsync(Entity("p", "r", ("B", 2)), mode);
        var read = (await table.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((mode == TableUpdateMode.Merge ? 1 : null, 2), (read.GetInt32("A"), read.GetInt32("B")));
    }

    [Fact]
    public async Task A_version_that_was_overtaken_changes_and_deletes_nothing()
    {
        var table = await NewTableAsync();
        var first = (await table.AddEntityAsync(Entity("p", "r", ("A", 1)))).Headers.ETag!.Value;
        var second = (await table.UpdateEntityAsync(Entity("p", "r", ("A", 2)), first)).Headers.ETag!.Value;
        Assert.NotEqual(first, second);
        await RefusedAsync(412, TableErrorCode.UpdateConditionNotSatisfied, () => table.UpdateEntityAsync(Entity("p", "r", ("A", 3)), first));
        await RefusedAsync(412, TableErrorCode.UpdateConditionNotSatisfied, () => table.UpdateEntityAsync(Entity("p", "r", ("A", 3)), first, TableUpdateMode.Replace));
        await RefusedAsync(412, TableErrorCode.UpdateConditionNotSatisfied, () => table.DeleteEntityAsync("p", "r", first));
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("p", "r")).Value.GetInt32("A"));
        await table.DeleteEntityAsync("p", "r", second);
        Assert.False((await table.GetEntityIfExistsAsync<TableEntity>("p", "r")).HasValue);
    }

    [Fact]
    public async Task Of_many_writers_on_one_version_one_wins()
    {
        var table = await NewTableAsync();
        var version = (await table.AddEntityAsync(Entity("p", "r", ("Winner", -1)))).Headers.ETag!.Value;
        var wins = await Task.WhenAll(Enumerable.Range(0, 10).Select(async i =>
        {
            try
            {
                await table.UpdateEntityAsync(Entity("p", "r", ("Winner", i)), version);
                return true;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                return false;
            }
        }));
        Assert.Equal(1, wins.Count(won => won));
    }

    [Fact]
    public async Task Keys_keep_their_case_and_their_quotes()
    {
        var table = await NewTableAsync();
        foreach (var row in new[] { "a", "A", "o'clock & 100%+", "会话", "" }) await table.AddEntityAsync(Entity("p", row, ("Key", row)));
        foreach (var row in new[] { "a", "A", "o'clock & 100%+", "会话", "" })
            Assert.Equal(row, (await table.GetEntityAsync<TableEntity>("p", row)).Value.GetString("Key"));
    }

    [Fact]
    public async Task The_synchronous_calls_do_the_same()
    {
        var table = await NewTableAsync();
        table.AddEntity(Entity("p", "r", ("A", 1)));
        table.UpsertEntity(Entity("p", "r", ("B", 2)));
        Assert.Equal(1, table.GetEntity<TableEntity>("p", "r").Value.GetInt32("A"));
        Assert.Equal(409, Assert.Throws<RequestFailedException>(() => table.AddEntity(Entity("p", "r"))).Status);
        Assert.Single(table.Query<TableEntity>());
        table.DeleteEntity("p", "r");
        Assert.False(table.GetEntityIfExists<TableEntity>("p", "r").HasValue);
    }

    [Fact]
    public async Task Updating_without_a_version_is_refused_before_anything_is_sent()
    {
        var table = await NewTableAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => table.UpdateEntityAsync(Entity("p", "r"), default));
        await Assert.ThrowsAsync<ArgumentNullException>(() => table.AddEntityAsync(new TableEntity()));
    }
}
