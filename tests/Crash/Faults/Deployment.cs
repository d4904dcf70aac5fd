using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>
/// One deployment on a living hub: instances of release 1 are brought to moments of their lives, the hub is dropped as a killed process drops
/// it, and release 2 opens the same folder. First a careless one, which changed the code in place; then one that put its version beside.
/// </summary>
internal sealed class Deployment(int seed) : IAsyncDisposable
{
    private const int InstancesPerRound = 12;
    private const int EventsPerInstance = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random random = new(seed);
    private readonly string folder = Path.Combine(Path.GetTempPath(), "omni-deploy-" + Guid.NewGuid().ToString("N"));
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();

    /// <param name="Old">Instances of the old release that ended as its code has it.</param>
    /// <param name="New">Instances of the new release that ran its code.</param>
    /// <param name="Refused">Instances that a careless release failed with the disagreement, instead of going on wrongly.</param>
    public sealed record Outcome(int Old, int New, int Refused)
    {
        public static Outcome operator +(Outcome a, Outcome b) => new(a.Old + b.Old, a.New + b.New, a.Refused + b.Refused);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Old} old instances ended by old code, {New} new ones by new code, {Refused} breaks in place refused");
    }

    public async Task<Outcome> RunAsync(List<string> findings)
    {
        var fed = new int[2 * InstancesPerRound];
        await RunAsync(Release1, async hub =>
        {
            for (var i = 0; i < fed.Length; i++)
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Order", $"o{i}", new StartOrchestrationOptions(IdOf(i)) { Version = "1.0" });
                fed[i] = random.Next(EventsPerInstance);
                for (var word = 0; word < fed[i]; word++) await hub.Client.RaiseEventAsync(IdOf(i), "word", word);
            }

            for (var i = 0; i < fed.Length; i++) await UntilStatusAsync(hub, IdOf(i), fed[i]);
        });

        // The first half meets the careless release, the second half is not woken by it.
        var refused = 0;
        await RunAsync(Careless, async hub =>
        {
            for (var i = 0; i < InstancesPerRound; i++)
            {
                await FeedAsync(hub, i, fed[i]);
                var end = await EndAsync(hub, IdOf(i));
                if (end.FailureDetails?.ErrorMessage.Contains("Non-deterministic", StringComparison.Ordinal) == true) refused++;
                else findings.Add($"seed {seed}: {IdOf(i)} met code that was changed in place and is {end.RuntimeStatus} with {end.SerializedOutput}");
            }
        });

        int old = 0, @new = 0;
        await RunAsync(Release2, async hub =>
        {
            for (var i = InstancesPerRound; i < fed.Length; i++)
            {
                await FeedAsync(hub, i, fed[i]);
                if ((await EndAsync(hub, IdOf(i))).SerializedOutput == $"\"old o{i} 012\"") old++;
                else findings.Add($"seed {seed}: {IdOf(i)} did not end as the release that began it would have it");
            }

            for (var i = 0; i < InstancesPerRound; i++)
            {
                await hub.Client.ScheduleNewOrchestrationInstanceAsync("Order", $"n{i}", new StartOrchestrationOptions($"new-{i}") { Version = "2.0" });
                if ((await EndAsync(hub, $"new-{i}")).SerializedOutput == $"\"new n{i}\"") @new++;
                else findings.Add($"seed {seed}: new-{i} did not run the new code");
            }
        });
        return new Outcome(old, @new, refused);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string IdOf(int i) => $"old-{i}";

    private static void Release1(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Order", "1.0", OldOrderAsync)
        .AddActivityFunc<string, string>("Open", (_, input) => input)
        .AddActivityFunc<int, int>("Note", (_, input) => input);

    private static void Careless(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string, string>("Order", "1.0", NewOrderAsync)
        .AddActivityFunc<string, string>("OpenAndCheck", (_, input) => input)
        .AddActivityFunc<int, int>("Note", (_, input) => input);

    private static void Release2(DurableTaskRegistry tasks)
    {
        Release1(tasks);
        tasks.AddOrchestratorFunc<string, string>("Order", "2.0", NewOrderAsync).AddActivityFunc<string, string>("OpenAndCheck", (_, input) => input);
    }

    private static async Task<string> OldOrderAsync(TaskOrchestrationContext context, string name)
    {
        var opened = await context.CallActivityAsync<string>("Open", name);
        var heard = "";
        for (var i = 0; i < EventsPerInstance; i++)
        {
            context.SetCustomStatus(i);
            var word = await context.WaitForExternalEvent<int>("word");
            heard += await context.CallActivityAsync<int>("Note", word);
        }

        return $"old {opened} {heard}";
    }

    private static async Task<string> NewOrderAsync(TaskOrchestrationContext context, string name) =>
        $"new {await context.CallActivityAsync<string>("OpenAndCheck", name)}";

    private async Task RunAsync(Action<DurableTaskRegistry> release, Func<TaskHub, Task> work)
    {
        var registry = new DurableTaskRegistry();
        release(registry);
        using var store = EmbeddedStore.Open(new StoreOptions(folder) { Name = Path.GetFileName(folder) });
        await using var hub = new TaskHub(store, new RegistryFactory(registry), services);
        await hub.StartAsync();
        await work(hub);
    }

    private static async Task FeedAsync(TaskHub hub, int i, int already)
    {
        for (var word = already; word < EventsPerInstance; word++) await hub.Client.RaiseEventAsync(IdOf(i), "word", word);
    }

    private static async Task UntilStatusAsync(TaskHub hub, string id, int status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true, patience.Token))?.ReadCustomStatusAs<int?>() != status)
            await Task.Delay(2, patience.Token);
    }

    private static async Task<OrchestrationMetadata> EndAsync(TaskHub hub, string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
    }
}
