using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

/// <summary>
/// Orchestrations of random steps, in a hub that is dropped and opened again at random moments, end with the result that they have
/// in a hub that nobody touches; each activity has run at least once, and each signal to an entity has counted exactly once.
/// </summary>
[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-orchestrations")]
public class RandomRestartSpecs
{
    private const int Orchestrations = 12;
    private const int Steps = 14;
    private const int Restarts = 12;

    public sealed record Plan(int Seed, int Depth);

    public sealed class Tally : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task Restarts_at_any_moment_change_no_result(int seed, bool replayAlways)
    {
        var expected = await ResultsAsync(seed, new Random(seed), restarts: 0, replayAlways: false);
        var actual = await ResultsAsync(seed, new Random(seed), Restarts, replayAlways);
        Assert.Equal(expected.Outputs, actual.Outputs);
        Assert.Equal(expected.Tally, actual.Tally);
        Assert.Equal(expected.Effects.Distinct().Order(), actual.Effects.Distinct().Order());
    }

    private static async Task<(List<string?> Outputs, int Tally, IEnumerable<string> Effects)> ResultsAsync(int seed, Random chance, int restarts, bool replayAlways)
    {
        var effects = new ConcurrentQueue<string>();
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry
                .AddEntity<Tally>()
                .AddActivityFunc<string, string>("Act", async (_, input) =>
                {
                    effects.Enqueue(input);
                    await Task.Yield();
                    return input.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
                })
                .AddOrchestratorFunc<Plan, string>("Random", FollowAsync),
            new TaskHubOptions { ReplayAlways = replayAlways, MaxOrchestrationBatchSize = 3, MaxResidentInstances = 8, MaxKeptEvents = 2 });
        var ids = new List<string>();
        for (var i = 0; i < Orchestrations; i++) ids.Add(await hub.ScheduleAsync("Random", new Plan(seed * 1_000 + i, 1), $"random-{i}"));

        for (var restart = 0; restart < restarts; restart++)
        {
            await Task.Delay(chance.Next(12));
            await hub.Client.RaiseEventAsync(ids[chance.Next(ids.Count)], "word", "early");
            hub.Time.Advance(TimeSpan.FromSeconds(chance.Next(20)));
            if (chance.Next(2) == 0) await hub.StopAsync();
            await hub.RestartAsync();
        }

        await HubHarness.UntilAsync(
            () =>
            {
                hub.Time.Advance(TimeSpan.FromSeconds(10));
                foreach (var id in ids) hub.Client.RaiseEventAsync(id, "word", "x").GetAwaiter().GetResult();
                return ids.TrueForAll(id => hub.Client.GetInstanceAsync(id).Result!.IsCompleted);
            },
            "all orchestrations end");
        var outputs = new List<string?>();
        foreach (var id in ids) outputs.Add(await hub.OutputOfAsync<string>(id));
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "all signals are counted");
        var tally = await hub.Client.Entities.GetEntityAsync<int>(new EntityInstanceId("tally", "all"));
        return (outputs, tally!.State, effects);
    }

    // The output depends on the plan alone: words carry nothing, and times are not in it.
    private static async Task<string> FollowAsync(TaskOrchestrationContext context, Plan plan)
    {
        var steps = new Random(plan.Seed);
        var trace = $"{plan.Seed}:";
        for (var i = 0; i < Steps; i++)
        {
            switch (steps.Next(plan.Depth > 0 ? 7 : 5))
            {
                case 0:
                    trace += await context.CallActivityAsync<string>("Act", $"{plan.Seed}/{i}");
                    break;
                case 1:
                    var width = steps.Next(1, 5);
                    trace += string.Concat(await Task.WhenAll(Enumerable.Range(0, width).Select(n => context.CallActivityAsync<string>("Act", $"{plan.Seed}/{i}/{n}"))));
                    break;
                case 2:
                    await context.CreateTimer(TimeSpan.FromSeconds(steps.Next(30)), CancellationToken.None);
                    trace += "t";
                    break;
                case 3:
                    await context.Entities.SignalEntityAsync(new EntityInstanceId("tally", "all"), "add", i + 1);
                    trace += "s";
                    break;
                case 4 when plan.Depth > 0:
                    await context.WaitForExternalEvent<string>("word");
                    trace += "w";
                    break;
                case 4:
                    trace += "-";
                    break;
                case 5:
                    trace += $"({await context.CallSubOrchestratorAsync<string>("Random", new Plan(steps.Next(), 0))})";
                    break;
                case 6:
                    using (var stop = new CancellationTokenSource())
                    {
                        var late = context.CreateTimer(TimeSpan.FromDays(9), stop.Token);
                        trace += await context.CallActivityAsync<string>("Act", $"{plan.Seed}/{i}/raced");
                        stop.Cancel();
                        trace += late.IsCanceled ? "c" : "!";
                    }

                    break;
            }
        }

        return trace;
    }
}
