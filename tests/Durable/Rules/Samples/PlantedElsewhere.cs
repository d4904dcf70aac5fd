using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Durable.Rules.Samples;

// The rule is broken where the orchestrator's own code does not show it.
[Breaks(Rule.NoClock)]
internal sealed class AsksAHelper : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", Helper.Deadline());
        return null;
    }
}

[Breaks(Rule.NoIdsOfItsOwn)]
internal sealed class HasALambda : TaskOrchestrator<int, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, int input)
    {
        await Task.WhenAll(Enumerable.Range(0, input).Select(_ => context.CallActivityAsync("Work", Guid.NewGuid())));
        return null;
    }
}

[Breaks(Rule.NoRandomness)]
internal sealed class HasALocalFunction : TaskOrchestrator<object?, object?>
{
    public override Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        return Inner();

        async Task<object?> Inner()
        {
            await context.CallActivityAsync("Work", Random.Shared.Next());
            return null;
        }
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class AwaitsAHelper : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await Helper.PauseAsync();
        return null;
    }
}

[Breaks(Rule.NoClock)]
internal sealed class UsesWhatWasMadeAtTheStart : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CreateTimer(Helper.Started.UtcDateTime, CancellationToken.None);
        return null;
    }
}

[Breaks(Rule.NoEnvironment)]
internal sealed class AsksBehindAnInterface(ISetting setting) : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", setting.Read());
        return null;
    }
}

[Breaks(Rule.NoEndlessLoop)]
internal sealed class LoopsInAHelper : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await Helper.LoopAsync(context);
        return null;
    }
}

/// <summary>An orchestrator that is a function, and no class of its own.</summary>
[Breaks(Rule.NoClock)]
internal sealed class OrchestratorFunctions
{
    public async Task<object?> RunAsync(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync("Work", DateTime.Today);
        return null;
    }
}

internal interface ISetting
{
    string? Read();
}

internal sealed class EnvironmentSetting : ISetting
{
    public string? Read() => Environment.GetEnvironmentVariable("MODE");
}

internal static class Helper
{
    public static readonly DateTimeOffset Started = DateTimeOffset.UtcNow;

    public static DateTime Deadline() => DateTime.Now.AddMinutes(1);

    public static async Task PauseAsync() => await Task.Delay(1);

    public static async Task LoopAsync(TaskOrchestrationContext context)
    {
        while (true) await context.CallActivityAsync("Work");
    }
}
