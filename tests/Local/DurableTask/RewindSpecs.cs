using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management")]
public class RewindSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static Task<HubHarness> StartAsync(Action<DurableTaskRegistry> tasks, bool replayAlways) =>
        HubHarness.StartAsync((registry, _) => tasks(registry), new TaskHubOptions { ReplayAlways = replayAlways });

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_failed_activity_runs_again_and_what_succeeded_does_not(bool replayAlways)
    {
        int first = 0, second = 0;
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc("First", _ => ++first)
                .AddActivityFunc("Second", _ => ++second == 1 ? throw new TimeoutException("away") : second)
                .AddOrchestratorFunc("Both", async context => await context.CallActivityAsync<int>("First") * 10 + await context.CallActivityAsync<int>("Second")),
            replayAlways);
        var id = await hub.ScheduleAsync("Both");
        await hub.FailureOfAsync(id);
        await hub.Client.RewindInstanceAsync(id, "it is back");
        Assert.Equal(12, await hub.OutputOfAsync<int>(id));
        Assert.Equal((1, 2), (first, second));
        Assert.Null((await hub.Client.GetInstanceAsync(id))!.FailureDetails);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task All_that_failed_side_by_side_runs_again(bool replayAlways)
    {
        var away = true;
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc<int, int>("Work", (_, input) => away && input != 1 ? throw new TimeoutException("away") : input)
                .AddOrchestratorFunc("Fan", async context => (await Task.WhenAll(Enumerable.Range(0, 4).Select(i => context.CallActivityAsync<int>("Work", i)))).Sum()),
            replayAlways);
        var id = await hub.ScheduleAsync("Fan");
        await hub.FailureOfAsync(id);
        away = false;
        await hub.Client.RewindInstanceAsync(id, "");
        Assert.Equal(6, await hub.OutputOfAsync<int>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Failed_sub_orchestrations_are_rewound_with_their_parent(bool replayAlways)
    {
        var away = true;
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc("Work", _ => away ? throw new TimeoutException("away") : "worked")
                .AddOrchestratorFunc<string>("Child", context => context.CallActivityAsync<string>("Work"))
                .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "child"))),
            replayAlways);
        var id = await hub.ScheduleAsync("Parent");
        await hub.FailureOfAsync(id);
        away = false;
        await hub.Client.RewindInstanceAsync(id, "");
        Assert.Equal("worked", await hub.OutputOfAsync<string>(id));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await hub.Client.GetInstanceAsync("child"))!.RuntimeStatus);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Timers_and_events_of_the_failed_instance_are_there_again_over_a_restart(bool replayAlways)
    {
        var away = true;

        // An instance that has failed takes no more events: the activity fails once both are there.
        var raised = new TaskCompletionSource();
        await using var hub = await StartAsync(
            registry => registry
                .AddActivityFunc<string, int>("Work", async (_, _) =>
                {
                    await raised.Task;
                    return away ? throw new TimeoutException("away") : 1;
                })
                .AddOrchestratorFunc("Waiting", async context =>
                {
                    var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    var word = await context.WaitForExternalEvent<string>("word");
                    await context.CallActivityAsync<int>("Work", "");
                    await timer;
                    return word + await context.WaitForExternalEvent<string>("word");
                }),
            replayAlways);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.Client.RaiseEventAsync(id, "word", "a");
        await hub.Client.RaiseEventAsync(id, "word", "b");
        raised.SetResult();
        await hub.FailureOfAsync(id);
        Assert.Equal(0, hub.ArmedTimers);
        away = false;
        await hub.StopAsync();
        await hub.Client.RewindInstanceAsync(id, "");
        await hub.RestartAsync();
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed again");
        hub.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ab", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_instance_that_met_changed_code_goes_on_when_the_code_is_put_right()
    {
        static void Add(DurableTaskRegistry registry, string activity) => registry
            .AddActivityFunc<string>(activity, _ => Task.FromResult("worked "))
            .AddOrchestratorFunc("Order", async context => await context.CallActivityAsync<string>(activity) + await context.WaitForExternalEvent<string>("word"));
        await using var hub = await StartAsync(registry => Add(registry, "Work"), replayAlways: false);
        var id = await hub.ScheduleAsync("Order");
        await HubHarness.UntilAsync(() => hub.Count("durable_history") == 2, "it waits");
        await hub.RestartAsync(registry => Add(registry, "Labour"));
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        Assert.Contains("Non-deterministic", (await hub.FailureOfAsync(id)).ErrorMessage);

        await hub.RestartAsync();
        await hub.Client.RewindInstanceAsync(id, "the old code is back");
        Assert.Equal("worked kept", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Only_what_has_failed_can_be_rewound()
    {
        await using var hub = await StartAsync(registry => registry.AddOrchestratorFunc("Quick", _ => Task.FromResult(1)), replayAlways: false);
        var id = await hub.ScheduleAsync("Quick");
        await hub.EndOfAsync(id);
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.RewindInstanceAsync(id, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RewindInstanceAsync("nobody", ""));
    }
}
