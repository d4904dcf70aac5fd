using Azure.Data.Tables;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Tables;

public sealed partial class EmbeddedTableContract : TableContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("omni-tables-");
    private readonly string name = "t" + Guid.NewGuid().ToString("N");
    private EmbeddedStore store;

    public EmbeddedTableContract()
    {
        store = Open(TimeProvider.System);
        Service = new TableServiceClient($"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{name}/");
    }

    protected override TableServiceClient Service { get; }

    [Fact]
    public async Task Entities_are_there_after_the_store_was_closed_and_opened()
    {
        var table = await NewTableAsync();
        var version = (await table.AddEntityAsync(Entity("p", "r", ("Name", "退款")))).Headers.ETag;
        var reopened = Reopen(TimeProvider.System).GetTableClient(table.Name);
        var read = (await reopened.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(("退款", version), (read.GetString("Name"), read.ETag));
    }

    [Fact]
    public async Task Versions_differ_though_the_clock_stands_still()
    {
        var service = Reopen(new StandingClock());
        var table = service.GetTableClient("standing");
        await table.CreateAsync();
        var versions = new HashSet<string>();
        for (var i = 0; i < 5; i++) versions.Add((await table.UpsertEntityAsync(Entity("p", "r"))).Headers.ETag.ToString()!);
        Assert.Equal(5, versions.Count);
    }

    [Fact]
    public async Task A_transaction_is_one_unit_of_the_store()
    {
        var table = await NewTableAsync();
        var before = store.Statistics.Units;
        await table.SubmitTransactionAsync(Adds(100));
        Assert.Equal(1, store.Statistics.Units - before);
    }

    [Fact]
    public async Task A_dropped_table_of_many_entities_is_emptied_in_several_units()
    {
        var table = await NewTableAsync();
        for (var i = 0; i < 21; i++)
            await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(row => new TableTransactionAction(TableTransactionActionType.Add, Entity($"p{i}", $"{row}"))));
        var before = store.Statistics.Units;
        await table.DeleteAsync();
        Assert.True(store.Statistics.Units - before > 3);
        Assert.Equal(0, store.Read(session =>
        {
            var count = session.Prepare("SELECT count(*) FROM tables_entities");
            count.Step();
            return count.Int64(0);
        }));
    }

    public void Dispose()
    {
        store.Dispose();
        folder.Delete(recursive: true);
    }

    private TableServiceClient Reopen(TimeProvider time)
    {
        store.Dispose();
        store = Open(time);
        return new TableServiceClient(new Uri($"local://{name}/"));
    }

    private EmbeddedStore Open(TimeProvider time) => EmbeddedStore.Open(new StoreOptions(folder.FullName) { Name = name, Time = time });

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Noon;
    }
}
