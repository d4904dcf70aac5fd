using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints")]
public class ReplaySpecs
{
    private static void AddSteps(DurableTaskRegistry registry) => registry
        .AddActivityFunc<string, string>("A", (_, input) => "a" + input)
        .AddActivityFunc<string, string>("B", (_, input) => "b" + input);

    private static async Task<TaskFailureDetails> FailureAfterChange(
        Func<TaskOrchestrationContext, Task<string>> before, Func<TaskOrchestrationContext, Task<string>> after)
    {
        await using var hub = await HubHarness.StartAsync(registry =>
        {
            AddSteps(registry);
            registry.AddOrchestratorFunc("Changed", before);
        });
        var id = await hub.ScheduleAsync("Changed");
        await hub.UntilCustomStatusAsync(id, "halfway");
        await hub.RestartAsync(registry =>
        {
            AddSteps(registry);
            registry.AddOrchestratorFunc("Changed", after);
        });
        await hub.Client.RaiseEventAsync(id, "go", "");
        return await hub.FailureOfAsync(id);
    }

    private static async Task<string> Original(TaskOrchestrationContext context)
    {
        var first = await context.CallActivityAsync<string>("A", "1");
        context.SetCustomStatus("halfway");
        await context.WaitForExternalEvent<string>("go");
        return await context.CallActivityAsync<string>("B", first);
    }

    [Fact]
    public async Task Code_that_asks_for_another_activity_fails_and_both_are_named()
    {
        var failure = await FailureAfterChange(Original, async context =>
        {
            var first = await context.CallActivityAsync<string>("B", "1");
            await context.WaitForExternalEvent<string>("go");
            return first;
        });
        Assert.Contains("history expects activity 'A' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("asked for activity 'B' (#0)", failure.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("'Changed'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_asks_for_less_or_for_more_fails()
    {
        var less = await FailureAfterChange(Original, async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return "";
        });
        Assert.Contains("asked for nothing", less.ErrorMessage, StringComparison.Ordinal);

        var more = await FailureAfterChange(Original, async context =>
        {
            _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await Original(context);
        });
        Assert.Contains("asked for a timer (#0)", more.ErrorMessage, StringComparison.Ordinal);

        var ended = await FailureAfterChange(Original, _ => Task.FromResult("at once"));
        Assert.Contains("ended", ended.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_that_throws_in_the_replay_fails_and_says_what_it_threw()
    {
        var failure = await FailureAfterChange(Original, _ => throw new TimeZoneNotFoundException("no such zone"));
        Assert.Contains("no such zone", failure.ErrorMessage, StringComparison.Ordinal);
    }

    // "Durable tasks only": the original detects this as multithreaded execution.
    [Theory]
    [InlineData("delay")]
    [InlineData("configured")]
    public async Task Code_that_awaits_what_is_not_durable_fails(string way)
    {
        await using var hub = await HubHarness.StartAsync(registry => registry.AddOrchestratorFunc<string>("Impatient", async (context, how) =>
        {
            if (how == "delay") await Task.Delay(1);
            else await Task.Delay(1).ConfigureAwait(false);
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
        }));
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Impatient", way));
        Assert.True(failure.IsCausedBy<InvalidOperationException>());
        Assert.Contains("durable", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_safe_logger_says_each_thing_once()
    {
        var replays = 0;
        await using var hub = await HubHarness.StartAsync(
            (registry, _) =>
            {
                AddSteps(registry);
                registry.AddOrchestratorFunc("Talking", async context =>
                {
                    var log = context.CreateReplaySafeLogger("talk");
                    log.LogInformation("one");
                    if (context.IsReplaying) replays++;
                    await context.CallActivityAsync<string>("A", "");
                    log.LogInformation("two");
                    await context.CallActivityAsync<string>("B", "");
                    log.LogInformation("three");
                });
            },
            new TaskHubOptions { ReplayAlways = true });
        await hub.EndOfAsync(await hub.ScheduleAsync("Talking"));
        Assert.Equal(["talk: one", "talk: two", "talk: three"], hub.Log.Where(line => line.StartsWith("talk", StringComparison.Ordinal)));
        Assert.Equal(2, replays);
    }

    [Fact]
    public async Task Ids_are_the_same_in_every_replay()
    {
        var made = new HashSet<Guid>();
        await using var hub = await HubHarness.StartAsync(
            registry =>
            {
                AddSteps(registry);
                registry.AddOrchestratorFunc("Naming", async context =>
                {
                    made.Add(context.NewGuid());
                    made.Add(context.NewGuid());
                    await context.CallActivityAsync<string>("A", "");
                    await context.CallActivityAsync<string>("B", "");
                });
            },
            replayAlways: true);
        await hub.EndOfAsync(await hub.ScheduleAsync("Naming"));
        Assert.Equal(2, made.Count);
    }

    [Fact]
    public async Task Idle_instances_leave_memory_and_come_back_where_they_were()
    {
        const int Instances = 300;
        await using var hub = await HubHarness.StartAsync(
            (registry, _) =>
            {
                AddSteps(registry);
                registry.AddOrchestratorFunc<int, int>("Sum", async (context, start) =>
                {
                    for (var i = 0; i < 3; i++) start += await context.WaitForExternalEvent<int>("add");
                    return start;
                });
            },
            new TaskHubOptions { MaxResidentInstances = 32 });
        var ids = new List<string>();
        for (var i = 0; i < Instances; i++) ids.Add(await hub.ScheduleAsync("Sum", i));
        for (var round = 0; round < 3; round++)
        {
            foreach (var id in ids) await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
            await HubHarness.UntilAsync(() => hub.ResidentInstances <= 36, "the least recently used are given up");
            await Task.WhenAll(ids.Select(id => hub.Client.RaiseEventAsync(id, "add", 1_000)));
        }

        for (var i = 0; i < Instances; i++) Assert.Equal(i + 3_000, await hub.OutputOfAsync<int>(ids[i]));
    }
}
