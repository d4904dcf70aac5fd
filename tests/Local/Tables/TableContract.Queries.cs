using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace OmniFunctions.Tests.Local.Tables;

public abstract partial class TableContract
{
    protected static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid SomeId = Guid.Parse("11111111-2222-3333-4444-555555555555");

    public static TheoryData<string, string> Filters => new()
    {
        { "PartitionKey eq 'p1'", "p1/a p1/b p1/c" },
        { "PartitionKey eq 'p1' and RowKey eq 'b'", "p1/b" },
        { "PartitionKey eq 'p1' and RowKey ge 'b'", "p1/b p1/c" },
        { "PartitionKey eq 'p1' and RowKey gt 'a' and RowKey lt 'c'", "p1/b" },
        { "PartitionKey gt 'p1'", "p2/a p2/b" },
        { "PartitionKey ge 'p1' and PartitionKey lt 'p2' and RowKey le 'a'", "p1/a" },
        { "RowKey eq 'a'", "p1/a p2/a" },
        { "(PartitionKey eq 'p1' and RowKey eq 'a') or (PartitionKey eq 'p2' and RowKey eq 'b')", "p1/a p2/b" },
        { "Number eq 2", "p1/b" },
        { "Number ne 2", "p1/a p1/c p2/a p2/b" },
        { "Number gt 1 and Number le 3", "p1/b p1/c" },
        { "not (Number le 3)", "p2/a p2/b" },
        { "Big ge 3000000000L", "p1/c p2/a p2/b" },
        { "Real lt 2.0", "p1/a" },
        { "Flag eq true", "p1/b p2/a" },
        { "When gt datetime'2026-11-20T14:00:00Z'", "p1/c p2/a p2/b" },
        { "Id eq guid'11111111-2222-3333-4444-555555555555'", "p1/a p1/b p1/c p2/a p2/b" },
        { "Bytes eq X'02'", "p1/b" },
        { "Name eq 'O''Hara'", "p1/a p1/b p1/c p2/a p2/b" },
        { "Name ge 'P'", "" },
        { "Flag eq true and (Number eq 2 or Number eq 3)", "p1/b" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_selects(string filter, string expected)
    {
        var table = await FilledTableAsync();
        var found = new List<string>();
        await foreach (var entity in table.QueryAsync<TableEntity>(filter)) found.Add($"{entity.PartitionKey}/{entity.RowKey}");
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public async Task An_expression_selects_what_its_text_would()
    {
        var table = await FilledTableAsync();
        var two = 2;
        Assert.Equal("p1/b", Keys(table.Query<TableEntity>(e => e.PartitionKey == "p1" && e.GetInt32("Number") == two)));
        Assert.Equal("p1/b p2/a", Keys(table.Query<TableEntity>(e => e.GetBoolean("Flag") == true)));
        Assert.Equal("p1/b p1/c", Keys(table.Query<TableEntity>(e => e.PartitionKey == "p1" && e.RowKey.CompareTo("b") >= 0)));
        Assert.Equal("p1/c p2/a p2/b", Keys(table.Query<TableEntity>(e => !(e.GetDateTimeOffset("When") <= Noon.AddHours(2)))));
        Assert.Equal("p2/a p2/b", Keys(table.Query<TableEntity>(e => string.CompareOrdinal(e.PartitionKey, "p1") > 0)));
    }

    [Fact]
    public async Task An_expression_over_a_class_knows_its_stored_names_and_enumerations()
    {
        var table = await NewTableAsync();
        await table.AddEntityAsync(new Ticket { PartitionKey = "p", RowKey = "calm", Renamed = "x", IsOpen = true });
        await table.AddEntityAsync(new Ticket { PartitionKey = "p", RowKey = "angry", Mood = Mood.Angry, Priority = 5, OpenedOn = Noon.UtcDateTime });
        Assert.Equal("angry", table.Query<Ticket>(t => t.Mood == Mood.Angry && t.Priority > 4).Single().RowKey);
        Assert.Equal("calm", table.Query<Ticket>(t => t.Renamed == "x" && t.IsOpen).Single().RowKey);
        Assert.Equal("angry", table.Query<Ticket>(t => t.OpenedOn >= Noon.UtcDateTime).Single().RowKey);
    }

    [Fact]
    public async Task Input_in_a_filter_stays_a_value()
    {
        var table = await FilledTableAsync();
        var input = "x' or PartitionKey ne '";
        Assert.Equal("PartitionKey eq 'x'' or PartitionKey ne '''", TableClient.CreateQueryFilter($"PartitionKey eq {input}"));
        Assert.Empty(table.Query<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {input}")));
    }

    [Fact]
    public async Task A_filter_that_cannot_be_read_is_refused()
    {
        var table = await NewTableAsync();
        await RefusedAsync(400, TableErrorCode.InvalidInput, async () => await table.QueryAsync<TableEntity>("PartitionKey equals 'p'").GetAsyncEnumerator().MoveNextAsync());
    }

    [Fact]
    public async Task A_query_comes_in_pages_in_the_order_of_the_keys()
    {
        var table = await NewTableAsync();
        for (var i = 0; i < 25; i++) await table.AddEntityAsync(Entity($"p{i / 10}", $"r{i % 10}"));
        var pages = new List<int>();
        var keys = new List<string>();
        string? token = null;
        do
        {
            // Each page by a query of its own, as a caller does that hands the token to a client.
            await using var enumerator = table.QueryAsync<TableEntity>(maxPerPage: 7).AsPages(token).GetAsyncEnumerator();
            Assert.True(await enumerator.MoveNextAsync());
            pages.Add(enumerator.Current.Values.Count);
            keys.AddRange(enumerator.Current.Values.Select(e => e.PartitionKey + e.RowKey));
            token = enumerator.Current.ContinuationToken;
        }
        while (token is not null);
        Assert.Equal([7, 7, 7, 4], pages);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"p{i / 10}r{i % 10}"), keys);
    }

    [Fact]
    public async Task A_range_within_a_partition_pages_to_its_end()
    {
        var table = await NewTableAsync();
        for (var i = 0; i < 12; i++) await table.AddEntityAsync(Entity("p", $"r{i:00}", ("Odd", i % 2 == 1)));
        var filter = "PartitionKey eq 'p' and RowKey ge 'r02' and RowKey lt 'r11' and Odd eq true";
        Assert.Equal("p/r03 p/r05 p/r07 p/r09", Keys(table.Query<TableEntity>(filter, maxPerPage: 2)));
    }

    [Fact]
    public async Task A_selection_returns_its_properties_alone()
    {
        var table = await FilledTableAsync();
        var entity = table.Query<TableEntity>("PartitionKey eq 'p1' and RowKey eq 'b'", select: ["RowKey", "Number"]).Single();
        Assert.Equal(("b", 2), (entity.RowKey, entity.GetInt32("Number")));
        Assert.False(entity.ContainsKey("Name"));
        Assert.NotEqual(default, entity.ETag);
        var read = (await table.GetEntityAsync<TableEntity>("p1", "b", ["Number"])).Value;
        Assert.Equal((2, false), (read.GetInt32("Number"), read.ContainsKey("Name")));
    }

    private async Task<TableClient> FilledTableAsync()
    {
        var table = await NewTableAsync();
        var number = 0;
        foreach (var (partition, row) in new[] { ("p1", "a"), ("p1", "b"), ("p1", "c"), ("p2", "a"), ("p2", "b") })
        {
            number++;
            await table.AddEntityAsync(Entity(partition, row,
                ("Number", number), ("Big", number * 1_000_000_000L), ("Real", number + 0.5), ("Flag", number is 2 or 4), ("When", Noon.AddHours(number)),
                ("Id", SomeId), ("Bytes", new[] { (byte)number }), ("Name", "O'Hara")));
        }

        return table;
    }

    private static string Keys(IEnumerable<TableEntity> entities) => string.Join(' ', entities.Select(e => $"{e.PartitionKey}/{e.RowKey}"));
}
