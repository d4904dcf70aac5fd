using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-instance-management")]
public class InstanceManagementSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static void AddWaiting(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<string, string>("Waiting", async (context, input) => input + await context.WaitForExternalEvent<string>("word"))
        .AddOrchestratorFunc<string, string>("Parent", (context, child) =>
            context.CallSubOrchestratorAsync<string>("Waiting", "child ", new SubOrchestrationOptions(instanceId: child)))
        .AddOrchestratorFunc("Quick", _ => Task.FromResult("done"));

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_terminated_instance_ends_with_the_given_output_and_hears_nothing_more(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting, replayAlways);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await hub.Client.TerminateInstanceAsync(id, "enough");
        await hub.Client.RaiseEventAsync(id, "word", "late");
        var end = await hub.EndOfAsync(id);
        Assert.Equal((OrchestrationRuntimeStatus.Terminated, "enough"), (end.RuntimeStatus, end.ReadOutputAs<string>()));
        Assert.Equal(0, hub.Count("durable_message"));
    }

    [Fact]
    public async Task Termination_reaches_sub_orchestrations_only_when_asked_to()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        foreach (var recursive in (bool[])[false, true])
        {
            var child = $"child-{recursive}";
            var parent = await hub.ScheduleAsync("Parent", child);
            await hub.UntilStatusAsync(child, OrchestrationRuntimeStatus.Running);
            await hub.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions(Recursive: recursive));
            await hub.EndOfAsync(parent);
            if (recursive) Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await hub.EndOfAsync(child)).RuntimeStatus);
            else Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync(child))!.RuntimeStatus);
        }
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_suspended_instance_keeps_what_comes_until_it_is_resumed(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting, replayAlways);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.Client.SuspendInstanceAsync(id, "a pause");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "the event is taken in");
        Assert.Equal(OrchestrationRuntimeStatus.Suspended, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await hub.RestartAsync();
        await hub.Client.ResumeInstanceAsync(id);
        Assert.Equal("kept", await hub.OutputOfAsync<string>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_pause_outlasts_a_continuation_as_new(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry.AddOrchestratorFunc<int, int>("Looping", async (context, count) =>
            {
                var word = await context.WaitForExternalEvent<string>("word");
                if (word != "end") context.ContinueAsNew(count + 1);
                return count;
            }),
            new TaskHubOptions { ReplayAlways = replayAlways });
        var id = await hub.ScheduleAsync("Looping", 0);
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);

        // One batch takes all three in: the code continues as new and is paused by the event that came after.
        await hub.StopAsync();
        await hub.Client.RaiseEventAsync(id, "word", "on");
        await hub.Client.SuspendInstanceAsync(id);
        await hub.Client.RaiseEventAsync(id, "word", "end");
        await hub.RunAsync();
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await hub.Client.ResumeInstanceAsync(id);
        Assert.Equal(1, await hub.OutputOfAsync<int>(id));
    }

    [Fact]
    public async Task Only_what_has_ended_can_be_purged()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        await hub.Client.RaiseEventAsync(id, "word", "");
        await hub.EndOfAsync(id);
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        Assert.Null(await hub.Client.GetInstanceAsync(id));
        Assert.Equal(0, hub.Count("durable_history"));
        Assert.Equal(0, (await hub.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
    }

    [Fact]
    public async Task A_purge_by_filter_takes_only_what_matches()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        for (var i = 0; i < 150; i++) await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: $"old-{i}"));
        var since = hub.Time.GetUtcNow();
        hub.Time.Advance(TimeSpan.FromDays(1));
        await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: "new"));
        await hub.ScheduleAsync("Waiting", id: "running");
        var purged = await hub.Client.PurgeInstancesAsync(null, since, [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(150, purged.PurgedInstanceCount);
        Assert.NotNull(await hub.Client.GetInstanceAsync("new"));
        Assert.NotNull(await hub.Client.GetInstanceAsync("running"));
    }

    [Fact]
    public async Task Instances_are_listed_page_by_page_and_by_filter()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        for (var i = 0; i < 25; i++) await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: $"quick-{i:d2}"));
        await hub.ScheduleAsync("Waiting", id: "waiting_1");
        var pages = new List<int>();
        var ids = new List<string>();
        await foreach (var page in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
        {
            pages.Add(page.Values.Count);
            ids.AddRange(page.Values.Select(instance => instance.InstanceId));
        }

        Assert.Equal([10, 10, 6], pages);
        Assert.Equal(26, ids.Distinct().Count());

        // An underscore is a letter of the prefix and no wildcard.
        var found = new List<string>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "quick_"))) found.Add(instance.InstanceId);
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: "waiting_"))) found.Add(instance.InstanceId);
        await hub.UntilStatusAsync("waiting_1", OrchestrationRuntimeStatus.Running);
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running]))) found.Add(instance.InstanceId);
        Assert.Equal(["waiting_1", "waiting_1"], found);
    }

    [Fact]
    public async Task Ids_of_what_has_ended_are_listed_by_the_time_of_their_end()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        var began = hub.Time.GetUtcNow();
        foreach (var id in (string[])["a", "b", "c"])
        {
            hub.Time.Advance(TimeSpan.FromHours(1));
            await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: id));
        }

        await hub.ScheduleAsync("Waiting", id: "open");
        var first = await hub.Client.ListInstanceIdsAsync(pageSize: 2);
        var second = await hub.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);
        Assert.Equal(["a", "b", "c"], first.Values.Concat(second.Values));
        Assert.Null(second.ContinuationToken);
        Assert.Equal(["b"], (await hub.Client.ListInstanceIdsAsync(completedTimeFrom: began.AddHours(2), completedTimeTo: began.AddHours(2))).Values);
        Assert.Empty((await hub.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Failed])).Values);
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ListInstanceIdsAsync(lastInstanceKey: "no key"));
    }

    [Fact]
    public async Task Instances_are_found_by_the_time_of_their_creation()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        var began = hub.Time.GetUtcNow();
        foreach (var id in (string[])["early", "middle", "late"])
        {
            await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: id));
            hub.Time.Advance(TimeSpan.FromHours(1));
        }

        var found = new List<string>();
        await foreach (var instance in hub.Client.GetAllInstancesAsync(new OrchestrationQuery(began.AddMinutes(1), began.AddMinutes(90)))) found.Add(instance.InstanceId);
        Assert.Equal(["middle"], found);
    }

    [Fact]
    public async Task A_recursive_purge_takes_the_sub_orchestrations_that_have_ended()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        foreach (var recursive in (bool[])[false, true])
        {
            var child = $"child-{recursive}";
            var parent = await hub.ScheduleAsync("Parent", child);
            await hub.UntilStatusAsync(child, OrchestrationRuntimeStatus.Running);
            await hub.Client.RaiseEventAsync(child, "word", "x");
            await hub.EndOfAsync(parent);
            var purged = await hub.Client.PurgeInstanceAsync(parent, new PurgeInstanceOptions(Recursive: recursive));
            Assert.Equal((recursive ? 2 : 1, true), (purged.PurgedInstanceCount, purged.IsComplete));
            Assert.Equal(recursive, await hub.Client.GetInstanceAsync(child) is null);
        }
    }

    [Fact]
    public async Task Waiting_for_an_instance_ends_when_it_starts_and_when_it_completes_and_when_the_caller_gives_up()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var id = await hub.ScheduleAsync("Waiting", "a ");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.WaitForInstanceStartAsync(id, patience.Token)).RuntimeStatus);
        var completion = hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
        Assert.False(completion.IsCompleted);
        await hub.Client.RaiseEventAsync(id, "word", "word");
        Assert.Equal("a word", (await completion).ReadOutputAs<string>());

        using var impatience = new CancellationTokenSource();
        var forNobody = hub.Client.WaitForInstanceCompletionAsync("nobody", impatience.Token);
        impatience.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => forNobody);
    }

    // host.json overridableExistingInstanceStates, by default NonRunningStates.
    [Theory, MemberData(nameof(BothModes))]
    public async Task An_id_that_is_in_use_is_refused_and_one_that_has_ended_is_taken_over(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting, replayAlways);
        await hub.ScheduleAsync("Waiting", "first ", "one");
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.ScheduleAsync("Waiting", "second ", "one"));
        await hub.Client.RaiseEventAsync("one", "word", "a");
        Assert.Equal("first a", await hub.OutputOfAsync<string>("one"));
        await hub.ScheduleAsync("Waiting", "second ", "one");
        await hub.Client.RaiseEventAsync("one", "word", "b");
        Assert.Equal("second b", await hub.OutputOfAsync<string>("one"));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Dedupe_statuses_say_which_instances_keep_their_place(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting, replayAlways);
        await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: "one"));
        var keepCompleted = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", "new ", keepCompleted));
        await hub.ScheduleAsync("Waiting", "old ", "one");
        await hub.UntilStatusAsync("one", OrchestrationRuntimeStatus.Running);

        // Running is not among them, so that the running one gives way.
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", "new ", keepCompleted);
        await hub.Client.RaiseEventAsync("one", "word", "word");
        Assert.Equal("new word", await hub.OutputOfAsync<string>("one"));
    }

    [Theory]
    [InlineData("@entity@like")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\\b")]
    public async Task Ids_that_the_hosted_service_refuses_are_refused(string id)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        await Assert.ThrowsAsync<ArgumentException>(() => hub.ScheduleAsync("Quick", id: id));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.ScheduleAsync("Quick", id: new string('x', 101)));
        await hub.EndOfAsync(await hub.ScheduleAsync("Quick", id: new string('x', 100)));
    }

    [Fact]
    public async Task A_sub_orchestration_under_an_id_in_use_fails_and_its_parent_may_catch_it()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        await hub.ScheduleAsync("Waiting", "first ", "taken");
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Parent", "taken"));
        Assert.True(failure.InnerFailure!.IsCausedBy<InvalidOperationException>());
        Assert.Contains("taken", failure.InnerFailure.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_start_set_for_later_waits_and_keeps_the_events_that_come_before(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting, replayAlways);
        var at = hub.Time.GetUtcNow().AddDays(2);
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", "later ", new StartOrchestrationOptions("one", at));
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        await hub.RestartAsync();
        hub.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("later kept", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task A_restarted_instance_runs_again_with_the_same_input()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        var id = await hub.ScheduleAsync("Waiting", "again ");
        await hub.Client.RaiseEventAsync(id, "word", "a");
        await hub.EndOfAsync(id);
        await hub.Client.RestartAsync(id);
        await hub.Client.RaiseEventAsync(id, "word", "b");
        Assert.Equal("again b", await hub.OutputOfAsync<string>(id));
        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.RestartAsync("nobody"));
    }

    [Fact]
    public async Task A_running_instance_is_restarted_only_under_a_new_id()
    {
        await using var hub = await HubHarness.StartAsync(AddWaiting);
        var id = await hub.ScheduleAsync("Waiting", "again ");
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => hub.Client.RestartAsync(id));
        var other = await hub.Client.RestartAsync(id, restartWithNewInstanceId: true);
        Assert.NotEqual(id, other);
        await hub.Client.RaiseEventAsync(other, "word", "b");
        Assert.Equal("again b", await hub.OutputOfAsync<string>(other));
        Assert.True((await hub.Client.GetInstanceAsync(id))!.RuntimeStatus is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending);
    }
}
