using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.DurableTask.Replay;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-versioning")]
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-code-constraints")]
public class HistoryReplaySpecs
{
    private static readonly EntityInstanceId Counter = new("counter", "1");

    private static DurableTaskRegistry Code(string activity = "Work", string greeting = "done", string? target = null, bool withTimer = true)
    {
        var registry = new DurableTaskRegistry();
        registry.AddActivityFunc<int, int>("Work", (_, input) => input + 1);
        registry.AddOrchestratorFunc<int, string>("Order", async (context, input) =>
        {
            var worked = await context.CallActivityAsync<int>(activity, input);
            if (withTimer) await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await context.Entities.SignalEntityAsync(target is null ? Counter : new EntityInstanceId("counter", target), "add", worked);
            var id = context.NewGuid();
            var word = await context.WaitForExternalEvent<string>("word");
            return $"{greeting} {worked} {word} {id}";
        });
        return registry;
    }

    private static ReplayReport Replay(StoredHistory history, DurableTaskRegistry code) => new HistoryReplayer(new RegistryFactory(code)).Replay(history);

    /// <summary>One history in the middle, and one of the end.</summary>
    private static async Task<(StoredHistory Waiting, StoredHistory Ended)> RecordAsync()
    {
        await using var hub = await HubHarness.StartAsync(registry => Add(registry));
        var id = await hub.ScheduleAsync("Order", 1);
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 0 && hub.Count("durable_history") == 3, "the timer fired");
        var waiting = hub.Hub.ExportHistory(id)!;
        await hub.Client.RaiseEventAsync(id, "word", "now");
        await hub.EndOfAsync(id);
        Assert.Null(hub.Hub.ExportHistory("nobody"));
        return (waiting, hub.Hub.ExportHistory(id)!);

        static void Add(DurableTaskRegistry registry)
        {
            var code = Code();
            foreach (var (name, create) in code.GetOrchestrators()) registry.AddOrchestrator(name, () => create(null!));
            foreach (var (name, create) in code.GetActivities()) registry.AddActivity(name, create);
        }
    }

    [Fact]
    public async Task A_history_is_replayed_from_its_file_without_store_host_or_activities()
    {
        var (waiting, ended) = await RecordAsync();
        var path = Path.GetTempFileName();
        foreach (var history in (StoredHistory[])[waiting, ended])
        {
            history.Save(path);
            var read = StoredHistory.Load(path);
            Assert.Equal(("Order", history.InstanceId, history.Status, history.Turns), (read.Orchestrator, read.InstanceId, read.Status, read.Turns));
            Assert.Equal(new ReplayReport(history.Turns, null), Replay(read, Code()));
        }

        File.Delete(path);
        Assert.Equal((OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed), (waiting.Status, ended.Status));
    }

    [Fact]
    public async Task A_disagreement_names_the_step_and_both_sides()
    {
        var (waiting, ended) = await RecordAsync();
        var renamed = Replay(waiting, Code(activity: "Labour"));
        Assert.Equal(0, renamed.Turns);
        Assert.Contains("Step 1 of 3", renamed.Disagreement);
        Assert.Contains("activity 'Work' (#0)", renamed.Disagreement);
        Assert.Contains("activity 'Labour' (#0)", renamed.Disagreement);
        Assert.Contains("Step 2 of 3", Replay(waiting, Code(withTimer: false)).Disagreement);
        Assert.Contains("'@counter@2'", Replay(waiting, Code(target: "2")).Disagreement);

        // The end is part of the history.
        Assert.True(Replay(waiting, Code(greeting: "finished")).IsOk);
        Assert.Contains("finished 2 now", Replay(ended, Code(greeting: "finished")).Disagreement);
    }

    [Fact]
    public async Task An_orchestrator_that_is_gone_is_a_disagreement()
    {
        var (waiting, _) = await RecordAsync();
        Assert.Contains("No orchestrator named 'Order'", Replay(waiting, new DurableTaskRegistry()).Disagreement);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"format\":2}")]
    [InlineData("{\"format\":1}")]
    public void A_file_that_holds_no_history_is_refused_with_a_reason(string content)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, content);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => StoredHistory.Load(path)).Message);
        File.Delete(path);
    }
}
