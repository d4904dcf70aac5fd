using Azure.Data.Tables;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Local.Tables;

public sealed class EmbeddedTableContract : TableContract, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("omni-tables-");
    private readonly EmbeddedStore store;

    public EmbeddedTableContract()
    {
        store = EmbeddedStore.Open(new StoreOptions(folder.FullName) { Name = "t" + Guid.NewGuid().ToString("N") });
        Service = new TableServiceClient($"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{store.Options.Name}/");
    }

    protected override TableServiceClient Service { get; }

    public void Dispose()
    {
        store.Dispose();
        folder.Delete(recursive: true);
    }
}
