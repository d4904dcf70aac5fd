using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>A conversation-like orchestration that hears numbered messages, and whoever raises them.</summary>
/// <param name="first">The first message that is to be raised.</param>
internal sealed class LongTalk(string folder, int first = 0) : IAsyncDisposable
{
    public const int RoundsPerExecution = 40;

    /// <summary>What one execution begins with, what it keeps at its end, and three events for each of its rounds.</summary>
    public const int HistoryCap = 2 * MaxKeptEvents + 3 * (RoundsPerExecution + 1);

    private const int MaxKeptEvents = 200;
    private const int MaxInFlight = 64;

    /// <summary>Raised ahead of what was heard: far beyond what the execution keeps.</summary>
    private const int MaxAhead = 600;

    private const string InstanceId = "talk";
    private const string Message = "message";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly SemaphoreSlim heardMore = new(0);
    private EmbeddedStore store = null!;
    private TaskHub hub = null!;
    private int raised = first;
    private int heard = first;
    private int cuts;

    /// <param name="Next">The number that is to come next.</param>
    /// <param name="Gaps">Numbers that did not come before later ones did.</param>
    /// <param name="Repeated">Numbers that had been heard.</param>
    public sealed record Standing(int Next, int Gaps, int Repeated);

    public int Raised => raised;

    public int Cuts => cuts;

    public long MostEvents { get; private set; }

    public long MostBytes { get; private set; }

    /// <summary>Messages whose raising was cut off, so that nobody knew whether they had arrived.</summary>
    public int RaisedAgain { get; private set; }

    public async Task OpenAsync()
    {
        var registry = new DurableTaskRegistry()
            .AddOrchestratorFunc<Standing, Standing>("Talk", TalkAsync)
            .AddActivityFunc<int, object?>("Append", (_, number) => Heard(number))
            .AddActivityFunc<object?, object?>("Cut", (_, _) => Measure());
        store = EmbeddedStore.Open(new StoreOptions(folder) { Name = Path.GetFileName(folder) });
        hub = new TaskHub(store, new RegistryFactory(registry), services, options: new TaskHubOptions { MaxKeptEvents = MaxKeptEvents });
        await hub.StartAsync();
        if (await hub.Client.GetInstanceAsync(InstanceId) is null)
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Talk", new Standing(0, 0, 0), new StartOrchestrationOptions(InstanceId));
    }

    /// <summary>Raises messages in their order up to this number, as fast as they are heard and somewhat faster.</summary>
    public async Task FeedAsync(int until, Action<int>? acknowledged = null)
    {
        while (raised < until)
        {
            if (raised - Volatile.Read(ref heard) > MaxAhead)
            {
                if (!await heardMore.WaitAsync(Patience)) throw new TimeoutException($"Nothing was heard for {Patience}; {heard} of {raised} messages were.");
                continue;
            }

            var burst = Math.Min(MaxInFlight, until - raised);
            await Task.WhenAll(Enumerable.Range(raised, burst).Select(number => hub.Client.RaiseEventAsync(InstanceId, Message, number)));
            raised += burst;
            acknowledged?.Invoke(raised);
        }
    }

    /// <summary>Lets go of everything while messages are being raised, and raises again what was not acknowledged.</summary>
    public async Task DropAndOpenAsync()
    {
        var cutOff = Enumerable.Range(raised, MaxInFlight).Select(number => hub.Client.RaiseEventAsync(InstanceId, Message, number)).ToList();
        await CloseAsync();
        var acknowledged = 0;
        foreach (var raising in cutOff)
        {
            await ((Task)raising).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (raising.IsCompletedSuccessfully) acknowledged++;
        }

        raised += acknowledged;
        RaisedAgain += cutOff.Count - acknowledged;
        await OpenAsync();
    }

    /// <summary>Another process goes on with the conversation and is killed in the middle.</summary>
    public async Task KillAndOpenAsync(Random random)
    {
        await CloseAsync();
        raised = await TalkChild.RunAndKillAsync(folder, raised, raised + MaxAhead, random.Next(MaxAhead / MaxInFlight));
        RaisedAgain += MaxInFlight;

        // What the other process heard was not told here.
        heard = raised;
        await OpenAsync();
    }

    public async Task<Standing> EndAsync()
    {
        await hub.Client.RaiseEventAsync(InstanceId, Message, -1);
        using var patience = new CancellationTokenSource(Patience);
        var end = await hub.Client.WaitForInstanceCompletionAsync(InstanceId, getInputsAndOutputs: true, patience.Token);
        return end.ReadOutputAs<Standing>() ?? throw new InvalidOperationException($"The conversation ended as {end.RuntimeStatus}: {end.FailureDetails}");
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await services.DisposeAsync();
        heardMore.Dispose();
    }

    private async Task CloseAsync()
    {
        await hub.DisposeAsync();
        store.Dispose();
    }

    private static async Task<Standing> TalkAsync(TaskOrchestrationContext context, Standing stands)
    {
        for (var round = 0; round < RoundsPerExecution; round++)
        {
            var number = await context.WaitForExternalEvent<int>(Message);
            if (number < 0) return stands;
            await context.CallActivityAsync("Append", number);
            stands = number == stands.Next ? stands with { Next = number + 1 }
                : number > stands.Next ? stands with { Next = number + 1, Gaps = stands.Gaps + number - stands.Next }
                : stands with { Repeated = stands.Repeated + 1 };
        }

        await context.CallActivityAsync("Cut");
        context.ContinueAsNew(stands);
        return stands;
    }

    private object? Heard(int number)
    {
        if (number + 1 > Volatile.Read(ref heard)) Volatile.Write(ref heard, number + 1);
        heardMore.Release();
        return null;
    }

    // The history is longest right before the cut, and what is raised now arrives about it.
    private object? Measure()
    {
        Interlocked.Increment(ref cuts);
        var (events, bytes) = store.Read(session =>
        {
            var row = session.Prepare("SELECT sum(json_array_length(CAST(body AS TEXT), '$.events')), sum(length(body)) FROM durable_history");
            row.Step();
            return (row.Int64(0), row.Int64(1));
        });
        MostEvents = Math.Max(MostEvents, events);
        MostBytes = Math.Max(MostBytes, bytes);
        heardMore.Release();
        return null;
    }
}
