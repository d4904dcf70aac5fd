using Azure.Data.Tables;
using OmniFunctions.Local.Store;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Tests.Browser;

/// <summary>For specs under other rules than the demo's.</summary>
public abstract class UnderPolicySpec(SharedSystem shared) : OwnSystemSpec(shared)
{
    protected abstract ServicePolicy Policy { get; }

    protected override async Task PrepareAsync(string dataFolder)
    {
        const string name = "policy-seed";
        using var store = EmbeddedStore.Open(new StoreOptions(dataFolder) { Name = name });
        var tables = new TableServiceClient($"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{name}/");
        await tables.CreateTableIfNotExistsAsync(TableNames.Policies);
        Assert.Empty(await new PolicyStore(tables, TimeProvider.System).ActivateAsync(new TenantId("demo"), Policy));
    }
}
