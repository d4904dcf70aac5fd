using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Local.Store;
using OmniFunctions.Routing;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Replay.Recording;

/// <summary>The product's own orchestrators on a real hub, with activities that answer as a scenario says and a clock that it moves.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const string HubName = "Golden";
    private const int QuietLooks = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Path.Combine(Path.GetTempPath(), "omni-golden-" + Guid.NewGuid().ToString("N"));
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly EmbeddedStore store;
    private readonly TaskHub hub;

    private Stage()
    {
        var registry = new DurableTaskRegistry()
            .AddOrchestrator<ConversationOrchestrator>()
            .AddOrchestrator<AssignmentOrchestrator>()
            .AddOrchestrator<ClaimOrchestrator>()
            .AddOrchestrator<DepartureOrchestrator>()
            .AddEntity(nameof(RoutingEntity), _ => new Routing(Claims, Outlooks))
            .AddActivityFunc<ConversationToTake, Refusal?>(nameof(TakeActivity), (_, take) => Next(Takings)(take))
            .AddActivityFunc<ConversationLife, LifeStep>(nameof(AdvanceActivity), (_, life) => Next(Looks)(life))
            .AddActivityFunc<ReplyToDeliver, object?>(nameof(DeliverActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<LineToAssess, object?>(nameof(AssessActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<ConversationKey, object?>(nameof(RecallActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<NoticeToGive, object?>(nameof(NoticeActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<OtherConversation, bool>(nameof(JoinActivity), (_, _) => Perform(!Joinings.TryDequeue(out var joins) || joins))
            .AddActivityFunc<Departure, object?>(nameof(GiveBackActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<OtherConversation, object?>(nameof(SplitActivity), (_, _) => Perform<object?>(null))
            .AddActivityFunc<AssignmentToOffer, bool>(nameof(OfferActivity), (_, offer) => Next(Offers)(offer));
        store = EmbeddedStore.Open(new StoreOptions(folder) { Name = Path.GetFileName(folder) });
        hub = new TaskHub(store, new RegistryFactory(registry), services, Time, options: GoldenHistories.Options with { HubName = HubName });
    }

    public static ConversationKey Key { get; } = new(new TenantId("demo"), new ConversationId("golden-1"));

    public ManualTime Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public DurableTaskClient Client => hub.Client;

    /// <summary>What the next looks at the conversation find, in their order. A look beyond them finds nothing to do.</summary>
    public ConcurrentQueue<Func<ConversationLife, LifeStep>> Looks { get; } = new();

    /// <summary>What the conversation says to the next offers.</summary>
    public ConcurrentQueue<Func<AssignmentToOffer, bool>> Offers { get; } = new();

    /// <summary>What routing says to the next claims.</summary>
    public ConcurrentQueue<ClaimAnswer> Claims { get; } = new();

    /// <summary>What the conversation says to the next who picked it.</summary>
    public ConcurrentQueue<Func<ConversationToTake, Refusal?>> Takings { get; } = new();

    /// <summary>What routing says of the line the next times it is asked.</summary>
    public ConcurrentQueue<QueueOutlook> Outlooks { get; } = new();

    /// <summary>Whether the other conversation takes the next that go on in it. Beyond them, it does.</summary>
    public ConcurrentQueue<bool> Joinings { get; } = new();

    /// <summary>Whether the next effects that an activity performs fail.</summary>
    public ConcurrentQueue<bool> Failures { get; } = new();

    public static async Task<Stage> OpenAsync()
    {
        var stage = new Stage();
        await stage.hub.StartAsync();
        return stage;
    }

    public async Task BeginConversationAsync()
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(ConversationOrchestrator), ConversationLife.Begin(Key), new StartOrchestrationOptions(Doorbell.InstanceOf(Key)));
        await SettleAsync();
    }

    public async Task RingAsync(int times = 1)
    {
        for (var i = 0; i < times; i++) await Client.RaiseEventAsync(Doorbell.InstanceOf(Key), Doorbell.Ring);
        await SettleAsync();
    }

    public async Task PassAsync(TimeSpan span)
    {
        Time.Advance(span);
        await SettleAsync();
    }

    /// <summary>Until nothing is under way but timers and waiting.</summary>
    public async Task SettleAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < QuietLooks; quiet = IsAtWork() ? 0 : quiet + 1)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException("The orchestrations do not come to rest.");

            // A timer that is set for a moment which has passed fires when the clock is moved next, be it by nothing.
            Time.Advance(TimeSpan.Zero);
            await Task.Delay(2);
        }
    }

    public StoredHistory Export(string? instanceId = null) => hub.ExportHistory(instanceId ?? Doorbell.InstanceOf(Key))!;

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        store.Dispose();
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static Func<TInput, TOutput> Next<TInput, TOutput>(ConcurrentQueue<Func<TInput, TOutput>> script) =>
        script.TryDequeue(out var answer) ? answer : _ => NothingToDo<TOutput>();

    private T Perform<T>(T result) => Failures.TryDequeue(out var fails) && fails ? throw new TimeoutException("whoever performs it is away") : result;

    private static T NothingToDo<T>() => typeof(T) == typeof(LifeStep) ? (T)(object)new LifeStep([], "1", null, Ended: false) : default!;

    private bool IsAtWork() => store.Read(session =>
    {
        var row = session.Prepare("""
            SELECT (SELECT count(*) FROM durable_message m JOIN durable_instance i ON i.instance = m.target)
                 + (SELECT count(*) FROM durable_message m JOIN durable_entity e ON e.entity = m.target)
                 + (SELECT count(*) FROM durable_activity)
                 + (SELECT count(*) FROM durable_instance WHERE starting = 1)
                 + (SELECT count(*) FROM durable_timer WHERE due <= ?1)
            """).Bind(1, Time.GetUtcNow().UtcTicks);
        row.Step();
        return row.Int64(0) > 0;
    });

    /// <summary>Answers as the scenario says; whatever else it is told it takes and forgets.</summary>
    private sealed class Routing(ConcurrentQueue<ClaimAnswer> claims, ConcurrentQueue<QueueOutlook> outlooks) : ITaskEntity
    {
        public ValueTask<object?> RunAsync(TaskEntityOperation operation) => ValueTask.FromResult<object?>(operation.Name.ToUpperInvariant() switch
        {
            "CLAIM" when claims.TryDequeue(out var answer) => answer,
            "OUTLOOK" when outlooks.TryDequeue(out var outlook) => outlook,
            "OUTLOOK" => Steps.Outlook,
            _ => null,
        });
    }
}
