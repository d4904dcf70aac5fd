using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Tests.Runtime;

public sealed class HolderIndexSpecs
{
    private static readonly AgentId Lin = new("lin");
    private static readonly HolderView Waiting = new HolderView.Waiting(RuntimeUnderTest.Tenant, [new QueueId("service"), new QueueId("sales")]);
    private static readonly HolderView Mine = new HolderView.OfAgent(RuntimeUnderTest.Tenant, Lin);
    private static readonly HolderView Open = new HolderView.Open(RuntimeUnderTest.Tenant);
    private static readonly HolderView Closed = new HolderView.Closed(RuntimeUnderTest.Tenant);

    [Fact]
    public async Task A_conversation_stands_in_the_lists_it_belongs_to_and_in_no_other()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        Assert.Equal([1, 0, 1, 0], await CountsAsync(runtime));
        await runtime.OfferAndAcceptAsync(key, Lin);
        Assert.Equal([0, 1, 1, 0], await CountsAsync(runtime));
        await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
        Assert.Equal([0, 0, 0, 1], await CountsAsync(runtime));
        await runtime.ReceiveAsync(7, "again");
        Assert.Equal([1, 0, 1, 0], await CountsAsync(runtime));
    }

    [Fact]
    public async Task A_stale_row_is_taken_away_by_the_reader_who_finds_it()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        await runtime.OfferAndAcceptAsync(key, Lin);
        Assert.Contains("|queue|", string.Join(' ', await RowsAsync(runtime)), StringComparison.Ordinal);
        await runtime.Get<HolderIndex>().ListAsync(Waiting, 10);
        Assert.DoesNotContain("|queue|", string.Join(' ', await RowsAsync(runtime)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repetition_puts_into_the_lists_what_its_first_bearer_died_before()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        await runtime.KnockAsync(RuntimeUnderTest.Update(7, "hello"));
        var message = Assert.Single(await runtime.TakeInboundAsync(1));
        await runtime.TakeInAsync(message);
        var table = runtime.Get<TableServiceClient>().GetTableClient("Holders");
        await foreach (var row in table.QueryAsync<TableEntity>()) await table.DeleteEntityAsync(row);
        await runtime.ForgetAsync();
        Assert.Equal([0, 0, 0, 0], await CountsAsync(runtime));
        await runtime.TakeInAsync(message);
        Assert.Equal([1, 0, 1, 0], await CountsAsync(runtime));
        Assert.Single((await runtime.Get<HolderIndex>().ListAsync(new HolderView.Living(RuntimeUnderTest.Tenant), 10)).Items);
    }

    [Fact]
    public async Task What_is_known_to_stand_in_the_lists_is_not_written_again_and_what_is_not_known_is()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var key = await runtime.ReceiveAsync(7, "hello");
        var written = await VersionsAsync(runtime);
        await runtime.Get<Advance>().RunAsync(key, []);
        Assert.Equal(written, await VersionsAsync(runtime));

        await runtime.OfferAndAcceptAsync(key, Lin);
        await runtime.ForgetAsync();
        await runtime.Get<Advance>().RunAsync(key, []);
        var anew = await VersionsAsync(runtime);
        Assert.Equal(2, written.Count(row => anew[row.Key] != row.Value));
        Assert.Equal([0, 1, 1, 0], await CountsAsync(runtime));
    }

    [Fact]
    public async Task The_longest_wait_comes_first_and_pages_follow_each_other()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var keys = new List<ConversationKey>();
        for (var sender = 1; sender <= 5; sender++) keys.Add(await runtime.ReceiveAsync(sender, "hello"));
        var index = runtime.Get<HolderIndex>();
        var first = await index.ListAsync(Waiting, 2);
        var second = await index.ListAsync(Waiting, 2, first.Cursor);
        var third = await index.ListAsync(Waiting, 2, second.Cursor);
        Assert.Equal(keys, first.Items.Concat(second.Items).Concat(third.Items).Select(item => item.Key));
        Assert.Null(third.Cursor);
    }

    [Fact]
    public async Task A_page_is_cut_after_what_is_hidden_was_left_out_so_that_it_tells_nothing_of_how_much_that_is()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var keys = new List<ConversationKey>();
        for (var sender = 1; sender <= 7; sender++) keys.Add(await runtime.ReceiveAsync(sender, "hello"));
        ConversationKey[] shown = [keys[2], keys[4], keys[5]];
        var index = runtime.Get<HolderIndex>();

        var first = await index.ListAsync(Waiting, 2, head => shown.Contains(head.Key));
        Assert.Equal(shown[..2], first.Items.Select(item => item.Key));
        Assert.Contains(shown[1].Id.Value, first.Cursor, StringComparison.Ordinal);
        var second = await index.ListAsync(Waiting, 2, head => shown.Contains(head.Key), first.Cursor);
        Assert.Equal(shown[2..], second.Items.Select(item => item.Key));
        Assert.Null(second.Cursor);
        Assert.Null((await index.ListAsync(Waiting, 2, _ => false)).Cursor);
    }

    [Fact]
    public async Task What_was_closed_last_comes_first()
    {
        await using var runtime = await RuntimeUnderTest.StartAsync();
        var keys = new List<ConversationKey>();
        for (var sender = 1; sender <= 3; sender++)
        {
            var key = await runtime.ReceiveAsync(sender, "hello");
            await runtime.OfferAndAcceptAsync(key, Lin);
            await runtime.Conversations.ApplyAsync(key, new ConversationCommand.Close(Lin, CloseReason.Resolved));
            keys.Insert(0, key);
        }

        var index = runtime.Get<HolderIndex>();
        var first = await index.ListAsync(Closed, 2);
        var rest = await index.ListAsync(Closed, 2, first.Cursor);
        Assert.Equal(keys, first.Items.Concat(rest.Items).Select(item => item.Key));
        await Assert.ThrowsAsync<FormatException>(() => index.ListAsync(Closed, 2, "no cursor"));
    }

    private static async Task<IEnumerable<int>> CountsAsync(RuntimeUnderTest runtime)
    {
        var counts = new List<int>();
        foreach (var view in new[] { Waiting, Mine, Open, Closed }) counts.Add((await runtime.Get<HolderIndex>().ListAsync(view, 10)).Items.Count);
        return counts;
    }

    private static async Task<SortedDictionary<string, string>> VersionsAsync(RuntimeUnderTest runtime)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in runtime.Get<TableServiceClient>().GetTableClient("Holders").QueryAsync<TableEntity>()) versions.Add(row.PartitionKey + row.RowKey, row.ETag.ToString());
        return versions;
    }

    private static async Task<List<string>> RowsAsync(RuntimeUnderTest runtime)
    {
        var rows = new List<string>();
        await foreach (var row in runtime.Get<TableServiceClient>().GetTableClient("Holders").QueryAsync<TableEntity>()) rows.Add(row.PartitionKey);
        return rows;
    }
}
