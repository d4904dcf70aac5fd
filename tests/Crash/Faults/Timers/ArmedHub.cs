using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Crash.Faults.Timers;

/// <summary>A hub in which every orchestration waits for one timer and then says when it was told.</summary>
internal sealed class ArmedHub : IAsyncDisposable
{
    private const string Orchestrator = "WaitForTimer";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly EmbeddedStore store;
    private readonly TaskHub hub;

    public ArmedHub(string folder)
    {
        store = EmbeddedStore.Open(new StoreOptions(folder) { Name = Path.GetFileName(folder) });
        hub = new TaskHub(store, new RegistryFactory(new DurableTaskRegistry().AddOrchestratorFunc<long, long>(Orchestrator, WaitAsync)), services);
    }

    /// <summary>Of a data folder that no process has open.</summary>
    public static int ArmedIn(string folder)
    {
        using var store = EmbeddedStore.Open(new StoreOptions(folder) { Name = "armed-" + Path.GetFileName(folder) });
        return Count(store, "SELECT count(*) FROM durable_timer");
    }

    public int Armed => Count(store, "SELECT count(*) FROM durable_timer");

    /// <summary>Times that an orchestration was told of a timer.</summary>
    public int Told => Count(
        store,
        "SELECT count(*) FROM durable_history AS turn, json_each(CAST(turn.body AS TEXT), '$.events') AS told WHERE json_extract(told.value, '$.kind') = 'fired'");

    public Task StartAsync() => hub.StartAsync();

    /// <param name="count">Of timers; each falls due after the one before, evenly over the spread.</param>
    public async Task ArmAsync(int count, DateTimeOffset firstDue, TimeSpan spread)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(i => hub.Client.ScheduleNewOrchestrationInstanceAsync(
            Orchestrator, (firstDue + (spread * i / count)).UtcTicks, new StartOrchestrationOptions(InstanceOf(i)))));
        while (Armed < count && DateTimeOffset.UtcNow < firstDue) await Task.Delay(Pause);
    }

    /// <summary>Until all have been told, or nobody more has been for as long as the patience lasts.</summary>
    public async Task<int> WaitForAllAsync(int count, TimeSpan patience)
    {
        var (told, since) = (-1, DateTimeOffset.UtcNow);
        while (true)
        {
            var now = Count(store, "SELECT count(*) FROM durable_instance WHERE output IS NOT NULL");
            if (now >= count || (now == told && DateTimeOffset.UtcNow - since > patience)) return now;
            if (now != told) (told, since) = (now, DateTimeOffset.UtcNow);
            await Task.Delay(Pause);
        }
    }

    /// <returns>When each was due and when it was told, of those that were.</returns>
    public IReadOnlyList<(DateTimeOffset DueAt, DateTimeOffset FiredAt)> Fires() => store.Read(session =>
    {
        var fires = new List<(DateTimeOffset, DateTimeOffset)>();
        var rows = session.Prepare("SELECT input, output FROM durable_instance WHERE output IS NOT NULL");
        while (rows.Step()) fires.Add((Time(rows.Text(0)), Time(rows.Text(1))));
        return fires;
    });

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        store.Dispose();
        await services.DisposeAsync();
    }

    private static string InstanceOf(int i) => string.Create(CultureInfo.InvariantCulture, $"timer-{i}");

    private static DateTimeOffset Time(string ticks) => new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static async Task<long> WaitAsync(TaskOrchestrationContext context, long due)
    {
        await context.CreateTimer(new DateTime(due, DateTimeKind.Utc), CancellationToken.None);
        return context.CurrentUtcDateTime.Ticks;
    }

    private static int Count(EmbeddedStore store, string sql) => store.Read(session =>
    {
        var row = session.Prepare(sql);
        row.Step();
        return (int)row.Int64(0);
    });
}
