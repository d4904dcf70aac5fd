using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>The steps as an orchestrator takes them.</summary>
internal sealed class OrchestratedSteps(TaskOrchestrationContext context) : IProgramSteps
{
    private static readonly TaskOptions Persistent = TaskOptions.FromRetryPolicy(new RetryPolicy(1_000, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1)));
    private static readonly TaskOptions Brief = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(2)));

    public static EntityInstanceId Tally { get; } = new("tally", "all");

    public static EntityInstanceId Account(int number) => new("account", $"a{number}");

    public Task<string> ActAsync(string operation) => context.CallActivityAsync<string>("Act", operation, Persistent);

    public async Task<string> FailAsync(string operation)
    {
        try
        {
            return await context.CallActivityAsync<string>("Fail", operation, Brief);
        }
        catch (TaskFailedException)
        {
            return "failed";
        }
    }

    public async Task<string> SleepAsync(TimeSpan span)
    {
        var due = context.CurrentUtcDateTime + span;
        await context.CreateTimer(due, CancellationToken.None);
        return context.CurrentUtcDateTime < due ? "early" : "slept";
    }

    public async Task<string> RaceAsync(string operation)
    {
        using var stop = new CancellationTokenSource();
        var late = context.CreateTimer(TimeSpan.FromDays(9), stop.Token);
        var result = await ActAsync(operation);
        stop.Cancel();
        return result;
    }

    public async Task<string> CallProgramAsync(Script script)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<string>("Program", script);
        }
        catch (TaskFailedException)
        {
            return "failed";
        }
    }

    public Task SignalTallyAsync(int amount, TimeSpan? later) => context.Entities.SignalEntityAsync(
        Tally, "add", amount, later is { } wait ? new SignalEntityOptions { SignalTime = context.CurrentUtcDateTime + wait } : null);

    public async Task<string> TransferAsync(int from, int to, int amount, TimeSpan hold)
    {
        await using (await context.Entities.LockEntitiesAsync(Account(from), Account(to)))
        {
            var before = await context.Entities.CallEntityAsync<int>(Account(from), "read");
            if (hold > TimeSpan.FromSeconds(30)) await context.CreateTimer(hold, CancellationToken.None);
            var after = await context.Entities.CallEntityAsync<int>(Account(from), "add", -amount);
            await context.Entities.CallEntityAsync<int>(Account(to), "add", amount);
            return after == before - amount ? "moved" : "torn";
        }
    }
}
