using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

/// <summary>A real hub on a real store in a folder of its own, which can be stopped, dropped and opened again.</summary>
internal sealed class HubHarness : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TaskHubOptions options;
    private readonly Action<DurableTaskRegistry> configure;
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly LogLines log = new();
    private readonly ILoggerFactory loggers;
    private EmbeddedStore? store;
    private TaskHub? hub;

    private HubHarness(Action<DurableTaskRegistry> configure, TaskHubOptions options, string folder)
    {
        this.configure = configure;
        this.options = options;
        Folder = folder;
        loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
    }

    public string Folder { get; }

    /// <summary>What the hub and its orchestrators logged, as "category: text".</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    public ManualTime Time { get; } = new();

    public DurableTaskClient Client => hub!.Client;

    public TaskHub Hub => hub!;

    public static Task<HubHarness> StartAsync(Action<DurableTaskRegistry> configure, bool replayAlways = false) =>
        StartAsync((registry, _) => configure(registry), new TaskHubOptions { ReplayAlways = replayAlways });

    public static async Task<HubHarness> StartAsync(
        Action<DurableTaskRegistry, HubHarness> configure, TaskHubOptions? options = null, string? folder = null, bool started = true)
    {
        HubHarness harness = null!;
        harness = new HubHarness(
            registry => configure(registry, harness),
            options ?? new TaskHubOptions(),
            folder ?? Path.Combine(Path.GetTempPath(), "omni-durable-" + Guid.NewGuid().ToString("N")));
        await harness.OpenAsync(started: started);
        return harness;
    }

    public async Task OpenAsync(Action<DurableTaskRegistry>? changed = null, bool started = true)
    {
        var registry = new DurableTaskRegistry();
        (changed ?? configure)(registry);
        store = EmbeddedStore.Open(new StoreOptions(Folder) { Name = Path.GetFileName(Folder) });
        hub = new TaskHub(store, new RegistryFactory(registry), services, Time, loggers, options);
        if (started) await hub.StartAsync();
    }

    /// <summary>Another hub in the same store.</summary>
    public async Task<TaskHub> OpenBesideAsync(Action<DurableTaskRegistry> tasks, string hubName)
    {
        var registry = new DurableTaskRegistry();
        tasks(registry);
        var other = new TaskHub(store!, new RegistryFactory(registry), services, Time, loggers, options with { HubName = hubName });
        await other.StartAsync();
        return other;
    }

    public Task RunAsync() => hub!.StartAsync();

    public Task StopAsync() => hub!.StopAsync();

    /// <summary>Lets go of everything without finishing it, as a process that dies.</summary>
    public async Task DropAsync()
    {
        await hub!.DisposeAsync();
        store!.Dispose();
    }

    public async Task RestartAsync(Action<DurableTaskRegistry>? changed = null)
    {
        await DropAsync();
        await OpenAsync(changed);
    }

    public Task<string> ScheduleAsync(string name, object? input = null, string? id = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, id is null ? null : new StartOrchestrationOptions(id));

    public async Task<OrchestrationMetadata> EndOfAsync(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
    }

    /// <summary>The output of an instance that must complete.</summary>
    public async Task<T?> OutputOfAsync<T>(string id)
    {
        var end = await EndOfAsync(id);
        Assert.True(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{end.RuntimeStatus}: {end.FailureDetails}");
        return end.ReadOutputAs<T>();
    }

    public async Task<T?> RunAsync<T>(string name, object? input = null) => await OutputOfAsync<T>(await ScheduleAsync(name, input));

    public async Task<TaskFailureDetails> FailureOfAsync(string id)
    {
        var end = await EndOfAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        return end.FailureDetails!;
    }

    /// <summary>Timers that have neither fired nor been let go.</summary>
    public int ArmedTimers => hub!.ArmedTimers;

    public int ResidentInstances => hub!.ResidentInstances;

    /// <summary>Rows of one of the hub's tables.</summary>
    public long Count(string table) => store!.Read(session =>
    {
        var rows = session.Prepare($"SELECT count(*) FROM {table}");
        rows.Step();
        return rows.Int64(0);
    });

    /// <summary>Changes the store behind the hub's back.</summary>
    public void Execute(string sql) => store!.Write(session =>
    {
        session.Execute(sql);
        return true;
    });

    /// <summary>Waits, at most a bounded time, for something that comes about by itself.</summary>
    public static async Task UntilAsync(Func<bool> reached, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!reached())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) Assert.Fail($"Waited in vain: {what}.");
            await Task.Delay(5);
        }
    }

    public Task UntilStatusAsync(string id, OrchestrationRuntimeStatus status) =>
        UntilAsync(() => Client.GetInstanceAsync(id).GetAwaiter().GetResult()?.RuntimeStatus == status, $"{id} is {status}");

    /// <summary>Until the orchestrator has said where it is.</summary>
    public Task UntilCustomStatusAsync(string id, string status) => UntilAsync(
        () => Client.GetInstanceAsync(id, getInputsAndOutputs: true).GetAwaiter().GetResult()?.ReadCustomStatusAs<string>() == status, $"{id} says '{status}'");

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        await services.DisposeAsync();
        loggers.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
