using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-sub-orchestrations")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-error-handling")]
public class SubOrchestrationSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static TaskOptions Twice => TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromMinutes(1)));

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("child", false)]
    [InlineData("child", true)]
    public async Task A_failed_sub_orchestration_is_tried_again_under_its_own_id_or_a_new_one(string? childId, bool replayAlways)
    {
        var ids = new List<string>();
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry
                .AddActivityFunc<string, string>("Note", (_, id) =>
                {
                    lock (ids) ids.Add(id);
                    return ids.Count == 1 ? throw new TimeoutException("busy") : "at last";
                })
                .AddOrchestratorFunc<string>("Child", context => context.CallActivityAsync<string>("Note", context.InstanceId))
                .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Child", childId is null ? Twice : Twice.WithInstanceId(childId))),
            new TaskHubOptions { ReplayAlways = replayAlways });
        var id = await hub.ScheduleAsync("Parent");
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the second attempt is set");
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("at last", await hub.OutputOfAsync<string>(id));
        Assert.Equal(childId is null ? 2 : 1, ids.Distinct().Count());
        if (childId is not null) Assert.Equal(childId, ids[0]);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_retry_handler_may_wait_by_a_durable_timer_before_it_says_yes(bool replayAlways)
    {
        var attempts = 0;
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry
                .AddActivityFunc<int>("Flaky", _ => Task.FromResult(++attempts < 3 ? throw new TimeoutException("busy") : attempts))
                .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Flaky"))
                .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>("Child", TaskOptions.FromRetryHandler(async retry =>
                {
                    await retry.OrchestrationContext.CreateTimer(TimeSpan.FromHours(retry.LastAttemptNumber), CancellationToken.None);
                    return retry.LastAttemptNumber < 5;
                }))),
            new TaskHubOptions { ReplayAlways = replayAlways });
        var id = await hub.ScheduleAsync("Parent");
        foreach (var hours in (int[])[1, 2])
        {
            await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the handler waits");
            hub.Time.Advance(TimeSpan.FromHours(hours));
        }

        Assert.Equal(3, await hub.OutputOfAsync<int>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_parent_that_does_not_wait_ends_and_its_child_goes_on(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry
                .AddOrchestratorFunc<string>("Child", context => context.WaitForExternalEvent<string>("word"))
                .AddOrchestratorFunc("Parent", context =>
                {
                    _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "child"));
                    return Task.FromResult("sent off");
                }),
            replayAlways);
        Assert.Equal("sent off", await hub.RunAsync<string>("Parent"));
        await hub.Client.RaiseEventAsync("child", "word", "alone");
        Assert.Equal("alone", await hub.OutputOfAsync<string>("child"));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_child_that_is_being_started_when_its_parent_is_terminated_ends_with_it(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry
                .AddOrchestratorFunc<string>("Child", context => context.WaitForExternalEvent<string>("word"))
                .AddOrchestratorFunc<string>("Parent", async context =>
                {
                    await context.WaitForExternalEvent<string>("go");
                    return await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "child"));
                }),
            replayAlways);
        var id = await hub.ScheduleAsync("Parent");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);

        // One batch takes both in.
        await hub.StopAsync();
        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true));
        await hub.RunAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync(id)).RuntimeStatus);
        await HubHarness.UntilAsync(
            () => hub.Client.GetInstanceAsync("child").GetAwaiter().GetResult() is null or { RuntimeStatus: OrchestrationRuntimeStatus.Terminated }, "no child is left running");
    }

    [Fact]
    public async Task A_policy_tries_again_only_what_it_handles_and_only_for_its_time()
    {
        var attempts = 0;
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddActivityFunc<string, string>("Fail", (_, kind) =>
            {
                attempts++;
                return Task.FromException<string>(kind == "late" ? new TimeoutException("busy") : new ArgumentException("wrong"));
            })
            .AddOrchestratorFunc<string, string>("Choosy", (context, kind) => context.CallActivityAsync<string>("Fail", kind, TaskOptions.FromRetryPolicy(
                new RetryPolicy(10, TimeSpan.FromMinutes(10), retryTimeout: TimeSpan.FromMinutes(15)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() }))));
        await hub.FailureOfAsync(await hub.ScheduleAsync("Choosy", "wrong"));
        Assert.Equal(1, attempts);

        var late = await hub.ScheduleAsync("Choosy", "late");
        foreach (var attempt in (int[])[2, 3])
        {
            await HubHarness.UntilAsync(() => attempts == attempt && hub.ArmedTimers == 1, "the next attempt is set");
            hub.Time.Advance(TimeSpan.FromMinutes(10));
        }

        await hub.FailureOfAsync(late);
        Assert.Equal(4, attempts);
    }
}
