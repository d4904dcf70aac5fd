using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;
using static Microsoft.DurableTask.Worker.DurableTaskWorkerOptions;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestration-versioning")]
[Follows("https://github.com/microsoft/durabletask-dotnet/blob/main/src/Worker/Core/DurableTaskWorkerOptions.cs")]
public class VersioningSpecs
{
    private static void AddTasks(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc("Version", context => Task.FromResult(context.Version))
        .AddOrchestratorFunc("Branching", context => Task.FromResult(context.CompareVersionTo("2.0") < 0 ? "old way" : "new way"))
        .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>("Version"))
        .AddOrchestratorFunc<string>("ParentAsking", context =>
            context.CallSubOrchestratorAsync<string>("Version", new SubOrchestrationOptions(instanceId: null) { Version = "7.0" }))
        .AddOrchestratorFunc<string>("Working", context => context.CallActivityAsync<string>("Work"))
        .AddActivityFunc("Work", context => Task.FromResult($"version '{context.Version}'"))
        .AddOrchestratorFunc("Upgrading", context =>
        {
            if (context.Version == "1.0") context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            return Task.FromResult(context.Version);
        });

    private static Task<HubHarness> StartAsync(VersioningOptions? worker = null, Action<DurableTaskRegistry>? tasks = null) =>
        HubHarness.StartAsync((registry, _) => (tasks ?? AddTasks)(registry), new TaskHubOptions { Versioning = worker, DefaultVersion = "1.5", ReplayAlways = true });

    private static Task<string> ScheduleAsync(HubHarness hub, string name, string version) =>
        hub.Client.ScheduleNewOrchestrationInstanceAsync(name, new StartOrchestrationOptions { Version = version });

    [Fact]
    public async Task An_instance_keeps_the_version_that_it_was_started_with()
    {
        await using var hub = await StartAsync();
        Assert.Equal("1.5", await hub.RunAsync<string>("Version"));
        Assert.Equal("3.1", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Version", "3.1")));
        Assert.Equal("old way", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Branching", "1.10")));
        Assert.Equal("new way", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Branching", "2.0")));
        Assert.Equal("2.0", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Upgrading", "1.0")));
    }

    [Fact]
    public async Task A_sub_orchestration_takes_the_default_version_and_an_activity_that_of_its_orchestration()
    {
        await using var hub = await StartAsync(new VersioningOptions { DefaultVersion = "4.0" });
        Assert.Equal("4.0", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Parent", "9.0")));
        Assert.Equal("7.0", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "ParentAsking", "9.0")));
        Assert.Equal("version '9.0'", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Working", "9.0")));
    }

    [Theory]
    [InlineData(VersionMatchStrategy.None, "9.9", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "1.0", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.1", false)]
    public async Task A_worker_that_fails_what_does_not_match_says_so(VersionMatchStrategy strategy, string version, bool runs)
    {
        await using var hub = await StartAsync(new VersioningOptions { Version = "2.0", MatchStrategy = strategy, FailureStrategy = VersionFailureStrategy.Fail });
        var end = await hub.EndOfAsync(await ScheduleAsync(hub, "Version", version));
        if (runs) Assert.Equal(version, end.ReadOutputAs<string>());
        else Assert.Equal((OrchestrationRuntimeStatus.Failed, "VersionMismatch"), (end.RuntimeStatus, end.FailureDetails!.ErrorType));
    }

    [Fact]
    public async Task What_a_worker_rejects_waits_for_one_that_takes_it()
    {
        static void Add(DurableTaskRegistry registry) => registry
            .AddOrchestratorFunc<string>("Waiting", context => context.WaitForExternalEvent<string>("word"));
        var worker = new VersioningOptions { Version = "1.0", MatchStrategy = VersionMatchStrategy.Strict };
        await using var hub = await StartAsync(worker, Add);
        var id = await ScheduleAsync(hub, "Waiting", "2.0");
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        await HubHarness.UntilAsync(() => hub.Log.Any(line => line.Contains("waits for a worker of its version")), "the rejection is logged");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);

        // The next deployment has the version.
        worker.Version = "2.0";
        await hub.RestartAsync();
        Assert.Equal("kept", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Old_and_new_code_stand_side_by_side_under_one_name()
    {
        static void Add(DurableTaskRegistry registry) => registry
            .AddOrchestratorFunc<object?, string>("Greeting", "1.0", (context, _) => context.CallActivityAsync<string>("Say"))
            .AddOrchestratorFunc<object?, string>("Greeting", "2.0", (_, _) => Task.FromResult("hello from the new code"))
            .AddActivityFunc<object?, string>("Say", "1.0", (_, _) => Task.FromResult("hello from the old code"))
            .AddOrchestrator<Labelled>();
        await using var hub = await StartAsync(tasks: Add);
        Assert.Equal("hello from the old code", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Greeting", "1.0")));
        Assert.Equal("hello from the new code", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Greeting", "2.0")));
        Assert.Equal("labelled", await hub.OutputOfAsync<string>(await ScheduleAsync(hub, "Labelled", "3.0")));

        // The default version has no code of its own here, and no code without a version stands in.
        Assert.Equal("OrchestratorTaskNotFound", (await hub.FailureOfAsync(await hub.ScheduleAsync("Greeting"))).ErrorType);
    }

    [Fact]
    public void A_version_of_a_name_is_taken_once()
    {
        var registry = new DurableTaskRegistry();
        registry.AddOrchestratorFunc<object?, string>("Twice", "1.0", (_, _) => Task.FromResult(""));
        registry.AddOrchestratorFunc<object?, string>("Twice", "1.1", (_, _) => Task.FromResult(""));
        Assert.Throws<ArgumentException>(() => registry.AddOrchestratorFunc<object?, string>("twice", "1.0", (_, _) => Task.FromResult("")));
    }

    [DurableTask("Labelled", Version = "3.0")]
    public sealed class Labelled : TaskOrchestrator<object?, string>
    {
        public override Task<string> RunAsync(TaskOrchestrationContext context, object? input) => Task.FromResult("labelled");
    }
}
