using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestrations")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-sub-orchestrations")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-error-handling")]
public class OrchestrationSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static void AddGreeting(DurableTaskRegistry registry) => registry
        .AddActivityFunc<string, string>("SayHello", (_, city) => $"Hello {city}!")
        .AddActivityFunc<string, string>("Refuse", (_, why) => Task.FromException<string>(new InvalidOperationException(why)))
        .AddOrchestratorFunc("Chain", async context => string.Join(' ', new[]
        {
            await context.CallActivityAsync<string>("SayHello", "Tokyo"),
            await context.CallActivityAsync<string>("SayHello", "Seattle"),
            await context.CallActivityAsync<string>("SayHello", "London"),
        }))
        .AddOrchestratorFunc<int, int>("FanOut", async (context, width) =>
        {
            var tasks = Enumerable.Range(0, width).Select(i => context.CallActivityAsync<string>("SayHello", $"{i}"));
            return (await Task.WhenAll(tasks)).Length;
        })
        .AddOrchestratorFunc<string, string>("Refusing", async (context, why) => await context.CallActivityAsync<string>("Refuse", why))
        .AddOrchestratorFunc<string, string>("Parent", async (context, child) => "parent of " + await context.CallSubOrchestratorAsync<string>(child, "a reason"));

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-sequence
    [Theory, MemberData(nameof(BothModes))]
    public async Task Activities_run_one_after_another_and_the_output_is_kept(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddGreeting, replayAlways);
        Assert.Equal("Hello Tokyo! Hello Seattle! Hello London!", await hub.RunAsync<string>("Chain"));
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-cloud-backup
    [Theory, MemberData(nameof(BothModes))]
    public async Task A_fan_out_joins_when_all_its_activities_have_run(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddGreeting, replayAlways);
        Assert.Equal(200, await hub.RunAsync<int>("FanOut", 200));
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-error-handling
    [Theory, MemberData(nameof(BothModes))]
    public async Task An_activity_that_throws_fails_the_orchestration_that_does_not_catch_it(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddGreeting, replayAlways);
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Refusing", "no stock"));
        Assert.True(failure.IsCausedBy<TaskFailedException>());
        Assert.Equal("no stock", failure.InnerFailure!.ErrorMessage);
        Assert.True(failure.InnerFailure.IsCausedBy<InvalidOperationException>());
        Assert.False(failure.InnerFailure.IsCausedBy<ArgumentException>());
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-sub-orchestrations
    [Theory, MemberData(nameof(BothModes))]
    public async Task A_parent_gets_the_output_of_its_sub_orchestration(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddGreeting, replayAlways);
        Assert.Equal("parent of Hello Tokyo! Hello Seattle! Hello London!", await hub.RunAsync<string>("Parent", "Chain"));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_sub_orchestration_that_fails_throws_where_the_parent_awaits_it(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddGreeting, replayAlways);
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Parent", "Refusing"));
        Assert.Equal("a reason", failure.InnerFailure!.InnerFailure!.ErrorMessage);
    }

    [Fact]
    public async Task Tasks_that_nobody_registered_fail_by_name()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddOrchestratorFunc("Hopeful", async context =>
            {
                var again = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1)));
                try
                {
                    await context.CallActivityAsync("Missing", again);
                    return "found";
                }
                catch (TaskFailedException e)
                {
                    return e.FailureDetails.ErrorType;
                }
            }));

        // Trying again would not make it appear, so that the policy is not asked.
        Assert.Equal("ActivityTaskNotFound", await hub.RunAsync<string>("Hopeful"));
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("NoSuchOrchestrator"));
        Assert.Equal("OrchestratorTaskNotFound", failure.ErrorType);
        Assert.Contains("NoSuchOrchestrator", failure.ErrorMessage, StringComparison.Ordinal);
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-error-handling#automatic-retry-on-failure
    [Theory, MemberData(nameof(BothModes))]
    public async Task A_retry_policy_waits_longer_each_time_and_counts_the_first_attempt(bool replayAlways)
    {
        var times = new List<TimeSpan>();
        await using var hub = await HubHarness.StartAsync(
            (registry, harness) => registry
                .AddActivityFunc<string>("Flaky", _ =>
                {
                    lock (times) times.Add(harness.Time.GetUtcNow().TimeOfDay);
                    return times.Count < 4 ? throw new TimeoutException("busy") : "at last";
                })
                .AddOrchestratorFunc("Stubborn", context => context.CallActivityAsync<string>(
                    "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromSeconds(10), backoffCoefficient: 3, maxRetryInterval: TimeSpan.FromSeconds(60))))),
            new() { ReplayAlways = replayAlways });
        var id = await hub.ScheduleAsync("Stubborn");
        var attempts = 0;
        foreach (var seconds in (int[])[10, 30, 60])
        {
            attempts++;
            await HubHarness.UntilAsync(() => times.Count == attempts && hub.ArmedTimers == 1, "the next attempt is set");
            hub.Time.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Equal(1, hub.ArmedTimers);
            hub.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("at last", await hub.OutputOfAsync<string>(id));
        Assert.Equal(4, times.Count);
    }

    [Fact]
    public async Task A_retry_handler_decides_on_the_failure()
    {
        var attempts = 0;
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddActivityFunc<string>("Flaky", _ => Task.FromException<string>(Interlocked.Increment(ref attempts) < 3 ? new TimeoutException("busy") : new ArgumentException("wrong")))
            .AddOrchestratorFunc("Choosy", context => context.CallActivityAsync<string>(
                "Flaky", TaskOptions.FromRetryHandler(retry => retry.LastFailure.IsCausedBy<TimeoutException>()))));
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Choosy"));
        Assert.Equal("wrong", failure.InnerFailure!.ErrorMessage);
        Assert.Equal(3, attempts);
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-eternal-orchestrations
    [Theory, MemberData(nameof(BothModes))]
    public async Task Continuing_as_new_starts_over_with_the_new_input_and_new_ids(bool replayAlways)
    {
        var ids = new HashSet<Guid>();
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc<int, int>("Count", (context, n) =>
            {
                if (!context.IsReplaying) lock (ids) ids.Add(context.NewGuid());
                if (n < 100) context.ContinueAsNew(n + 1);
                return Task.FromResult(n);
            }),
            replayAlways);
        Assert.Equal(100, await hub.RunAsync<int>("Count", 1));
        Assert.Equal(100, ids.Count);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task An_activity_of_the_old_run_still_runs_and_does_not_answer_the_new_one(bool replayAlways)
    {
        var old = new TaskCompletionSource();
        var fresh = new TaskCompletionSource();
        var oldEnded = new TaskCompletionSource();
        await using var hub = await HubHarness.StartAsync(
            registry => registry
                .AddActivityFunc<string, string>("Act", async (_, which) =>
                {
                    await (which == "old" ? old : fresh).Task;
                    if (which == "old") oldEnded.SetResult();
                    return which;
                })
                .AddOrchestratorFunc<string, string>("Leaving", async (context, which) =>
                {
                    var act = context.CallActivityAsync<string>("Act", which);
                    context.SetCustomStatus(which);
                    if (which == "new") return await act;
                    await context.WaitForExternalEvent<string>("go");
                    context.ContinueAsNew("new");
                    return "";
                }),
            replayAlways);
        var id = await hub.ScheduleAsync("Leaving", "old");
        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.UntilCustomStatusAsync(id, "new");
        old.SetResult();
        await oldEnded.Task;
        await HubHarness.UntilAsync(() => hub.Count("durable_activity") == 1, "the old answer is taken away");
        fresh.SetResult();
        Assert.Equal("new", await hub.OutputOfAsync<string>(id));
    }

    // https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-custom-orchestration-status
    [Fact]
    public async Task Clients_read_the_custom_status_the_input_and_the_tags()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry.AddOrchestratorFunc<string, string>("Speaking", async (context, input) =>
        {
            context.SetCustomStatus($"heard {input}");
            return await context.WaitForExternalEvent<string>("answer");
        }));
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync(
            "Speaking", "you", new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["tenant"] = "demo" } });
        await hub.UntilCustomStatusAsync(id, "heard you");
        var bare = (await hub.Client.GetInstanceAsync(id))!;
        Assert.Null(bare.SerializedInput);
        Assert.Throws<InvalidOperationException>(() => bare.ReadInputAs<string>());
        var full = (await hub.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.Equal(("you", "demo", OrchestrationRuntimeStatus.Running), (full.ReadInputAs<string>(), full.Tags["tenant"], full.RuntimeStatus));
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task The_code_sees_one_time_a_turn_and_the_same_time_in_every_replay()
    {
        var seen = new List<(DateTime Before, DateTime After)>();
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc("Watching", async context =>
            {
                var before = context.CurrentUtcDateTime;
                await context.WaitForExternalEvent<string>("go");
                seen.Add((before, context.CurrentUtcDateTime));
                await context.WaitForExternalEvent<string>("go");
            }),
            replayAlways: true);
        var began = hub.Time.GetUtcNow().UtcDateTime;
        var id = await hub.ScheduleAsync("Watching");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync(id, "go", "");
        await HubHarness.UntilAsync(() => seen.Count == 1, "the first event");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.EndOfAsync(id);
        Assert.Equal([(began, began.AddHours(1)), (began, began.AddHours(1))], seen);
    }
}
