using System.Collections.Immutable;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Durable.Rules.Samples;

[KeepsAllRules]
internal sealed class TakesAllFromItsContext : TaskOrchestrator<string, object?>
{
    private static readonly ImmutableArray<string> Steps = ["a", "b"];
    private static readonly TaskOptions Patient = TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3);

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, string input)
    {
        context.CreateReplaySafeLogger<TakesAllFromItsContext>().LogInformation("began at {Time}", context.CurrentUtcDateTime);
        foreach (var step in Steps) await context.CallActivityAsync(step, context.NewGuid(), Patient);
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None).ConfigureAwait(true);
        return $"{input} {string.Join(',', Steps.Select(step => step.ToUpperInvariant()))}";
    }
}

[KeepsAllRules]
internal sealed class LoopsAndContinuesAsNew : TaskOrchestrator<int, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, int input)
    {
        while (true)
        {
            var word = await context.WaitForExternalEvent<string>("word");
            if (word == "end") return null;
            if (++input % 40 != 0) continue;
            context.ContinueAsNew(input);
            return null;
        }
    }
}

[KeepsAllRules]
internal sealed class LoopsWithAnEnd : TaskOrchestrator<int, int>
{
    private const int MaxRounds = 10;

    public override async Task<int> RunAsync(TaskOrchestrationContext context, int input)
    {
        var done = 0;
        while (done < MaxRounds) done += await context.CallActivityAsync<int>("Work");
        for (var i = 0; i < input; i++) await context.CallActivityAsync("Work");
        do done--;
        while (done > 0);
        return done;
    }
}

[KeepsAllRules]
internal sealed class LetsATimerGo : TaskOrchestrator<object?, bool>
{
    public override async Task<bool> RunAsync(TaskOrchestrationContext context, object? input)
    {
        using var timer = new CancellationTokenSource();
        var rung = context.WaitForExternalEvent<object?>("ring");
        var first = await Task.WhenAny(rung, context.CreateTimer(context.CurrentUtcDateTime.AddMinutes(1), timer.Token));
        timer.Cancel();
        return first == rung;
    }
}

/// <summary>What an activity does beside an orchestrator is its own affair.</summary>
[KeepsAllRules]
internal sealed class StandsBesideAnActivity : TaskOrchestrator<object?, object?>
{
    private static int calls;

    public override Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => context.CallActivityAsync<object?>(nameof(Work));

    public sealed class Work : TaskActivity<object?, object?>
    {
        public override async Task<object?> RunAsync(TaskActivityContext context, object? input)
        {
            await Task.Delay(1);
            return $"{DateTime.UtcNow} {Guid.NewGuid()} {++calls}";
        }
    }
}
