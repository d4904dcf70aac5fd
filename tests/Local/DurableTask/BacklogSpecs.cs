using Microsoft.DurableTask;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

/// <summary>More events than an orchestration asks for: its history stays short, and none is lost or overtaken.</summary>
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-external-events")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-eternal-orchestrations")]
public class BacklogSpecs
{
    private const int MaxKept = 10;

    public static TheoryData<bool> BothModes => [false, true];

    private static Task<HubHarness> StartAsync(Action<DurableTaskRegistry> tasks, bool replayAlways = false) =>
        HubHarness.StartAsync((registry, _) => tasks(registry), new TaskHubOptions { MaxKeptEvents = MaxKept, ReplayAlways = replayAlways });

    private static async Task RaiseAsync(HubHarness hub, string id, int from, int to)
    {
        for (var i = from; i < to; i++) await hub.Client.RaiseEventAsync(id, "number", i);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task What_nobody_asks_for_waits_in_the_inbox_and_comes_in_its_order(bool replayAlways)
    {
        await using var hub = await StartAsync(
            registry => registry.AddOrchestratorFunc<List<int>>("Collecting", async context =>
            {
                await context.WaitForExternalEvent<string>("begin");
                var numbers = new List<int>();
                while (numbers.Count < 100) numbers.Add(await context.WaitForExternalEvent<int>("number"));
                return numbers;
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Collecting");
        await RaiseAsync(hub, id, 0, 60);
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 60 - MaxKept, "only so many are taken in");
        await hub.RestartAsync();
        await RaiseAsync(hub, id, 60, 100);
        Assert.Equal(100 - MaxKept, hub.Count("durable_message"));

        // Behind a hundred others, and still heard: it is waited for.
        await hub.Client.RaiseEventAsync(id, "BEGIN", "");
        Assert.Equal(Enumerable.Range(0, 100), await hub.OutputOfAsync<List<int>>(id));
        Assert.Equal(0, hub.Count("durable_message"));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_backlog_is_worked_off_over_many_continuations_in_its_order(bool replayAlways)
    {
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc<int, int>("Note", (_, number) => number)
                .AddOrchestratorFunc<int, int>("Counting", async (context, next) =>
                {
                    for (var i = 0; i < 7; i++, next++)
                        if (await context.CallActivityAsync<int>("Note", await context.WaitForExternalEvent<int>("number")) != next) throw new InvalidOperationException($"not {next}");
                    if (next < 210) context.ContinueAsNew(next);
                    return next;
                }),
            replayAlways);
        var id = await hub.ScheduleAsync("Counting", 0);
        await RaiseAsync(hub, id, 0, 210);
        Assert.Equal(210, await hub.OutputOfAsync<int>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_pause_keeps_the_backlog_in_the_inbox(bool replayAlways)
    {
        await using var hub = await StartAsync(
            registry => registry.AddOrchestratorFunc<int>("Adding", async context =>
            {
                var sum = 0;
                for (var i = 0; i < 50; i++) sum += await context.WaitForExternalEvent<int>("number");
                return sum;
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Adding");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.UntilStatusAsync(id, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Suspended);
        await RaiseAsync(hub, id, 0, 50);
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 50 - MaxKept, "only so many are taken in");
        await hub.Client.ResumeInstanceAsync(id);
        Assert.Equal(Enumerable.Range(0, 50).Sum(), await hub.OutputOfAsync<int>(id));
    }

    [Fact]
    public async Task A_run_that_preserves_nothing_drops_the_backlog_too()
    {
        await using var hub = await StartAsync(registry => registry.AddOrchestratorFunc<bool, int>("Forgetting", async (context, again) =>
        {
            if (again) return await context.WaitForExternalEvent<int>("number");
            await context.WaitForExternalEvent<string>("forget");
            context.ContinueAsNew(true, preserveUnprocessedEvents: false);
            return 0;
        }));
        var id = await hub.ScheduleAsync("Forgetting", false);
        await RaiseAsync(hub, id, 0, 40);
        await hub.Client.RaiseEventAsync(id, "forget", "");
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "the backlog is gone");
        await hub.Client.RaiseEventAsync(id, "number", 77);
        Assert.Equal(77, await hub.OutputOfAsync<int>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_backlog_keeps_its_order_when_its_steps_cannot_be_written_for_a_while(bool replayAlways)
    {
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc<int, int>("Note", (_, number) => number)
                .AddOrchestratorFunc<List<int>>("Noting", async context =>
                {
                    var numbers = new List<int>();
                    while (numbers.Count < 60) numbers.Add(await context.CallActivityAsync<int>("Note", await context.WaitForExternalEvent<int>("number")));
                    return numbers;
                }),
            replayAlways);
        var id = await hub.ScheduleAsync("Noting");
        await RaiseAsync(hub, id, 0, 60);
        await HubHarness.UntilAsync(() => hub.Count("durable_history") > 5, "it works");
        hub.Execute("CREATE TRIGGER refuse BEFORE INSERT ON durable_history BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await HubHarness.UntilAsync(
            () => hub.Log.Any(line => line.Contains("tried again", StringComparison.Ordinal)) || hub.Client.GetInstanceAsync(id).Result!.IsCompleted, "it is to be tried again");
        hub.Execute("DROP TRIGGER refuse");
        await HubHarness.UntilAsync(
            () =>
            {
                hub.Time.Advance(TimeSpan.FromSeconds(1));
                return hub.Client.GetInstanceAsync(id).Result!.IsCompleted;
            },
            "it is tried again until it is written");
        Assert.Equal(Enumerable.Range(0, 60), await hub.OutputOfAsync<List<int>>(id));
    }
}
