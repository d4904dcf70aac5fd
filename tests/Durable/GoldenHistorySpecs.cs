using Microsoft.DurableTask;
using OmniFunctions.Conversations;
using OmniFunctions.Durable;
using OmniFunctions.Tests.Replay;
using OmniFunctions.Tests.Replay.Mutations;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Durable;

/// <summary>
/// What a release wrote, every later one must be able to read on. A failure here means that the change would break conversations that are
/// under way: give the orchestrator a version, or make the change where it does not show.
/// </summary>
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-versioning")]
public class GoldenHistorySpecs(ITestOutputHelper output)
{
    private const int LeastHistories = 90;
    private const int LeastMutations = 40;

    [Fact]
    public void Every_history_of_every_release_replays_on_the_code_of_today()
    {
        var broken = GoldenHistories.All
            .Select(golden => (golden.Name, GoldenHistories.Replay(golden.History, GoldenHistories.Present()).Disagreement))
            .Where(replayed => replayed.Disagreement is not null).ToList();
        output.WriteLine($"replayed {GoldenHistories.All.Count - broken.Count}/{GoldenHistories.All.Count}");
        Assert.Empty(broken);
        Assert.True(GoldenHistories.All.Count >= LeastHistories, "histories are missing");
    }

    [Fact]
    public void Every_orchestrator_of_the_product_has_golden_histories()
    {
        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        var recorded = GoldenHistories.All.Select(golden => golden.History.Orchestrator).Distinct();
        Assert.Equal(registry.GetOrchestrators().Select(task => task.Key.Name).Order(), recorded.Order());
    }

    [Fact]
    public void Every_effect_there_is_was_performed_in_some_golden_history()
    {
        var histories = string.Concat(Directory.EnumerateFiles(GoldenHistories.Folder, "*.json", SearchOption.AllDirectories).Select(File.ReadAllText));
        var effects = typeof(Effect).GetNestedTypes().Where(type => type.IsAssignableTo(typeof(Effect))).Select(type => type.Name);
        Assert.DoesNotContain(effects, effect => !histories.Contains($"\\\"kind\\\":\\\"{effect}\\\"", StringComparison.Ordinal));

        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        Assert.DoesNotContain(registry.GetActivities().Select(task => task.Key.Name), activity => !histories.Contains($"\"name\": \"{activity}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_change_that_asks_for_the_same_as_before_is_let_pass() =>
        Assert.Empty(MutationCatalogue.Noticing(new Mutation("the code is put elsewhere", context => new Unchanged(context))));

    [Fact]
    public void Every_deliberate_break_is_caught()
    {
        var missed = MutationCatalogue.All.Where(mutation => MutationCatalogue.Noticing(mutation).Count == 0).Select(mutation => mutation.Name).ToList();
        output.WriteLine($"caught {MutationCatalogue.All.Count - missed.Count}/{MutationCatalogue.All.Count}");
        Assert.Empty(missed);
        Assert.True(MutationCatalogue.All.Count >= LeastMutations, "mutations are missing");
        Assert.Distinct(MutationCatalogue.All.Select(mutation => mutation.Name));
    }

    private sealed class Unchanged(TaskOrchestrationContext inner) : ForwardingContext(inner);
}
