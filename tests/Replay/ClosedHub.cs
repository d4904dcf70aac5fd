using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Replay;

/// <summary>A hub on a data folder whose tasks do not run: it is only looked into.</summary>
internal sealed class ClosedHub : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly EmbeddedStore store;
    private readonly TaskHub hub;

    public ClosedHub(string folder, string hubName)
    {
        store = EmbeddedStore.Open(new StoreOptions(folder) { Name = "replay" });
        hub = new TaskHub(store, new RegistryFactory(new DurableTaskRegistry()), services, options: new TaskHubOptions { HubName = hubName });
    }

    public StoredHistory? Export(string instanceId) => hub.ExportHistory(instanceId);

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        store.Dispose();
        await services.DisposeAsync();
    }
}
