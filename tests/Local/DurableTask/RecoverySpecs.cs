using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.Store;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

/// <summary>
/// "Reliability" of the documentation's overview: what was acknowledged survives the process, activities run at least once,
/// and everything else happens as if it had run once.
/// </summary>
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestrations")]
public class RecoverySpecs
{
    [Fact]
    public async Task What_was_scheduled_before_the_hub_ran_is_run_when_it_does()
    {
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry.AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("word")), started: false);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await hub.RestartAsync();
        Assert.Equal("kept", await hub.OutputOfAsync<string>(id));
    }

    /// <summary>Two with one number would get each other's messages, and the hub that finds them could not be opened again.</summary>
    [Fact]
    public async Task Numbers_that_a_failed_commit_had_reserved_are_given_to_nobody_twice()
    {
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry.AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("word")), started: false);
        var store = EmbeddedStore.Named(Path.GetFileName(hub.Folder));
        using var queued = new ManualResetEventSlim();
        var busy = store.WriteAsync(_ => queued.Wait());
        var lost = hub.ScheduleAsync("Waiting", id: "lost");
        var full = store.WriteAsync(session =>
        {
            // As SQLite does where the disk is full: the transaction is over for all that share it.
            session.Prepare("ROLLBACK").Run();
            throw new StoreException("full") { ResultCode = 13 };
        });
        queued.Set();
        foreach (var shared in new[] { busy, lost, full }) await Assert.ThrowsAnyAsync<Exception>(() => shared);

        await hub.Client.RaiseEventAsync("nobody", "word");
        await hub.ScheduleAsync("Waiting", id: "first");
        await hub.RestartAsync();
        await hub.ScheduleAsync("Waiting", id: "second");
        await hub.ScheduleAsync("Waiting", id: "third");
        foreach (var id in new[] { "first", "second", "third" }) await hub.Client.RaiseEventAsync(id, "word", $"for the {id}");
        foreach (var id in new[] { "first", "second", "third" }) Assert.Equal($"for the {id}", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task An_activity_that_was_cut_off_runs_again()
    {
        var runs = 0;
        var cutOff = new TaskCompletionSource();
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddActivityFunc<string>("Slow", async _ =>
            {
                if (Interlocked.Increment(ref runs) == 1) await cutOff.Task;
                return "done";
            })
            .AddOrchestratorFunc("Calling", context => context.CallActivityAsync<string>("Slow")));
        var id = await hub.ScheduleAsync("Calling");
        await HubHarness.UntilAsync(() => runs == 1, "the activity runs");
        await hub.RestartAsync();
        Assert.Equal("done", await hub.OutputOfAsync<string>(id));
        Assert.Equal(2, runs);
        cutOff.SetResult();
    }

    [Fact]
    public async Task A_stop_lets_running_activities_end_and_keeps_their_results()
    {
        var runs = 0;
        var end = new TaskCompletionSource();
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddActivityFunc<string>("Slow", async _ =>
            {
                Interlocked.Increment(ref runs);
                await end.Task;
                return "done";
            })
            .AddOrchestratorFunc("Calling", context => context.CallActivityAsync<string>("Slow")));
        var id = await hub.ScheduleAsync("Calling");
        await HubHarness.UntilAsync(() => runs == 1, "the activity runs");
        var stop = hub.StopAsync();
        Assert.False(stop.IsCompleted);
        end.SetResult();
        await stop;
        await hub.RestartAsync();
        Assert.Equal("done", await hub.OutputOfAsync<string>(id));
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_stopped_hub_runs_nothing_until_it_is_started_again()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("word")));
        var id = await hub.ScheduleAsync("Waiting");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await hub.StopAsync();
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        Assert.Equal(1, hub.Count("durable_message"));
        await hub.RunAsync();
        Assert.Equal("kept", await hub.OutputOfAsync<string>(id));
    }

    [Theory]
    [InlineData("durable_history")]
    [InlineData("durable_activity")]
    [InlineData("durable_timer")]
    [InlineData("durable_message")]
    public async Task A_work_item_that_cannot_be_written_leaves_nothing_behind_and_is_tried_again(string table)
    {
        var runs = 0;
        await using var hub = await HubHarness.StartAsync(registry => registry
            .AddEntity<RandomRestartSpecs.Tally>()
            .AddActivityFunc<int, int>("Double", (_, number) =>
            {
                Interlocked.Increment(ref runs);
                return 2 * number;
            })
            .AddOrchestratorFunc("Working", async context =>
            {
                var number = await context.WaitForExternalEvent<int>("number");
                await context.Entities.SignalEntityAsync(new EntityInstanceId("tally", "all"), "add", 1);
                var timer = context.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
                number = await context.CallActivityAsync<int>("Double", number);
                await timer;
                return number;
            }));
        var id = await hub.ScheduleAsync("Working");
        await hub.UntilStatusAsync(id, OrchestrationRuntimeStatus.Running);
        await hub.StopAsync();
        await hub.Client.RaiseEventAsync(id, "number", 21);
        hub.Execute($"CREATE TRIGGER refuse BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await hub.RunAsync();
        await HubHarness.UntilAsync(() => hub.Log.Any(line => line.Contains("tried again", StringComparison.Ordinal)), "it is to be tried again");
        Assert.Equal((0, 0L, 1L), (runs, hub.Count("durable_timer"), hub.Count("durable_message")));

        hub.Execute("DROP TRIGGER refuse");
        await HubHarness.UntilAsync(
            () =>
            {
                hub.Time.Advance(TimeSpan.FromSeconds(1));
                return hub.Client.GetInstanceAsync(id).Result!.IsCompleted;
            },
            "it is tried again until it is written");
        Assert.Equal(42, await hub.OutputOfAsync<int>(id));
        Assert.Equal(1, runs);
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "the signal is counted");
        Assert.Equal(1, (await hub.Client.Entities.GetEntityAsync<int>(new EntityInstanceId("tally", "all")))!.State);
    }

    [Fact]
    public async Task A_copy_of_the_folder_goes_on_from_where_it_was_taken()
    {
        static void Configure(DurableTaskRegistry registry, HubHarness harness) => registry
            .AddActivityFunc<string, string>("Note", (_, text) => text)
            .AddOrchestratorFunc("Child", async context =>
            {
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return await context.CallActivityAsync<string>("Note", "child");
            })
            .AddOrchestratorFunc("Parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync<string>("Child");
                var word = await context.WaitForExternalEvent<string>("word");
                context.SetCustomStatus("heard");
                return $"{word} {await child}";
            });

        var image = Path.Combine(Path.GetTempPath(), "omni-image-" + Guid.NewGuid().ToString("N"));
        string id;
        await using (var original = await HubHarness.StartAsync(Configure))
        {
            id = await original.ScheduleAsync("Parent");
            await original.Client.RaiseEventAsync(id, "word", "heard");
            await original.UntilCustomStatusAsync(id, "heard");
            await HubHarness.UntilAsync(() => original.ArmedTimers == 1, "the child sleeps");
            Directory.CreateDirectory(image);

            // Nothing is being written now, so that the files are as a crash would leave them: the log not yet merged.
            foreach (var file in Directory.GetFiles(original.Folder, "omni.db*")) File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
        }

        await using var copy = await HubHarness.StartAsync(Configure, folder: image);
        copy.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("heard child", await copy.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Hubs_of_different_names_share_a_store_and_nothing_else()
    {
        static void Configure(DurableTaskRegistry registry) => registry.AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("word"));
        await using var hub = await HubHarness.StartAsync((registry, _) => Configure(registry), new TaskHubOptions { HubName = "first" });
        await using var other = await hub.OpenBesideAsync(Configure, "second");
        await hub.ScheduleAsync("Waiting", id: "same");
        Assert.Null(await other.Client.GetInstanceAsync("same"));
        await other.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", new StartOrchestrationOptions("same"));
        await other.Client.RaiseEventAsync("same", "word", "second");
        await hub.Client.RaiseEventAsync("same", "word", "first");
        Assert.Equal("first", await hub.OutputOfAsync<string>("same"));
        Assert.Equal("second", (await other.Client.WaitForInstanceCompletionAsync("same", getInputsAndOutputs: true)).ReadOutputAs<string>());
    }
}
