using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Registration;

/// <summary>
/// The hubs of a process by the name of their worker, over its one <see cref="EmbeddedStore"/>. Worker and client of a name are of the same hub,
/// whichever of them is made first.
/// </summary>
internal sealed class EmbeddedHubs(
    IServiceProvider services,
    EmbeddedStore store,
    IOptionsMonitor<DurableTaskRegistry> registries,
    IOptionsMonitor<DurableTaskWorkerOptions> workers,
    IOptionsMonitor<DurableTaskClientOptions> clients) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TaskHub>> hubs = new(StringComparer.Ordinal);

    public TaskHub Get(string name) => hubs.GetOrAdd(name, wanted => new Lazy<TaskHub>(() => Open(wanted))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in hubs.Values.Where(hub => hub.IsValueCreated)) await hub.Value.DisposeAsync();
    }

    private TaskHub Open(string name)
    {
        var worker = workers.Get(name);
        return new TaskHub(
            store,
            new RegistryFactory(registries.Get(name)),
            services,
            services.GetService<TimeProvider>(),
            services.GetService<ILoggerFactory>(),
            new TaskHubOptions
            {
                HubName = name.Length == 0 ? new TaskHubOptions().HubName : name,
                DataConverter = worker.DataConverter,
                MaximumTimerInterval = worker.MaximumTimerInterval,
                Versioning = worker.Versioning,
                DefaultVersion = clients.Get(name).DefaultVersion,
                MaxConcurrentActivities = worker.Concurrency.MaximumConcurrentActivityWorkItems,
                MaxConcurrentOrchestrators = worker.Concurrency.MaximumConcurrentOrchestrationWorkItems,
                MaxConcurrentEntities = worker.Concurrency.MaximumConcurrentEntityWorkItems,
            });
    }
}
