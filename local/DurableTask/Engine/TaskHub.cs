using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Local.DurableTask.Client;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Entities;
using OmniFunctions.Local.DurableTask.Orchestrations;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Local.DurableTask.Storage;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask;

/// <summary>
/// A task hub on the embedded store: it runs the orchestrations, activities and entities of a factory. One hub of a name may be
/// open in a process. The client works from the beginning; the tasks run between start and stop.
/// </summary>
public sealed class TaskHub : IAsyncDisposable
{
    private readonly Hub hub;
    private readonly OrchestrationRunner orchestrations;
    private readonly EntityRunner entities;
    private readonly WorkLoop<Mailbox> orchestrationLoop;
    private readonly WorkLoop<Mailbox> entityLoop;
    private readonly WorkLoop<ActivityCall> activityLoop;

    /// <param name="factory">Makes the tasks, each in a scope of <paramref name="services"/>; see <see cref="RegistryFactory"/>.</param>
    public TaskHub(
        EmbeddedStore store,
        IDurableTaskFactory factory,
        IServiceProvider services,
        TimeProvider? time = null,
        ILoggerFactory? loggers = null,
        TaskHubOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(services);
        var settings = options ?? new TaskHubOptions();
        var clock = time ?? TimeProvider.System;
        var rows = new HubStore(store, settings.HubName, clock);
        hub = new Hub(rows, factory, services, clock, loggers ?? NullLoggerFactory.Instance, settings);
        orchestrations = new OrchestrationRunner(hub);
        entities = new EntityRunner(hub);
        orchestrationLoop = new WorkLoop<Mailbox>(hub.Orchestrations.Ready, settings.MaxConcurrentOrchestrators, orchestrations.RunAsync);
        entityLoop = new WorkLoop<Mailbox>(hub.Entities.Ready, settings.MaxConcurrentEntities, entities.RunAsync);
        activityLoop = new WorkLoop<ActivityCall>(hub.Activities.Queue, settings.MaxConcurrentActivities, hub.Activities.RunAsync);
        Client = new HubClient(hub);
        hub.Perform(rows.ReadPending());
    }

    public DurableTaskClient Client { get; }

    /// <summary>Takes out what a replay of the instance's present execution needs; see <see cref="HistoryReplayer"/>.</summary>
    /// <returns>Null if there is no such instance.</returns>
    public StoredHistory? ExportHistory(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return hub.Store.FindHistory(instanceId) is { } found ? new StoredHistory(found.WithoutStackTraces()) : null;
    }

    internal int ArmedTimers => hub.Timers.Count;

    internal int ResidentInstances => hub.Orchestrations.Count;

    public Task StartAsync(CancellationToken cancellation = default)
    {
        orchestrationLoop.Start();
        entityLoop.Start();
        activityLoop.Start();
        hub.Timers.Start();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Finishes what is being held: running activities run to their end and their results are written. What has not begun
    /// stays in the store for the next start.
    /// </summary>
    /// <param name="cancellation">Gives up waiting. Activities that are cut off run again after the next start.</param>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        hub.Timers.Stop();
        await activityLoop.StopAsync().WaitAsync(cancellation);
        await Task.WhenAll(entityLoop.StopAsync(), orchestrationLoop.StopAsync()).WaitAsync(cancellation);
        await entities.InFlight.WhenNoneAsync().WaitAsync(cancellation);
        await WriteResultsAsync().WaitAsync(cancellation);
    }

    /// <summary>Stops without waiting for activities; they run again where the store is opened next.</summary>
    public async ValueTask DisposeAsync()
    {
        hub.Dispose();
        _ = activityLoop.StopAsync();
        await orchestrationLoop.StopAsync();
        await Task.WhenAny(entityLoop.StopAsync(), Task.Delay(TimeSpan.FromSeconds(1)));
        await orchestrations.InFlight.WhenNoneAsync();
    }

    // The loops are at rest: only mailboxes that hold results of activities are still served, until there are none.
    private async Task WriteResultsAsync()
    {
        bool any;
        do
        {
            await orchestrations.InFlight.WhenNoneAsync();
            any = false;
            var others = new List<Mailbox>();
            while (hub.Orchestrations.Ready.TryRead(out var mailbox))
            {
                if (!mailbox.HoldsResults)
                {
                    others.Add(mailbox);
                    continue;
                }

                any = true;
                await orchestrations.RunAsync(mailbox);
            }

            foreach (var mailbox in others) hub.Orchestrations.PutBack(mailbox);
        }
        while (any);
    }
}
