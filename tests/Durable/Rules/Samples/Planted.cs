using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Durable.Rules.Samples;

// Each class breaks one rule in its own code.
[Breaks(Rule.NoClock)]
internal sealed class ReadsTheClock : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CreateTimer(DateTime.UtcNow.AddHours(1), CancellationToken.None);
        return null;
    }
}

[Breaks(Rule.NoClock)]
internal sealed class ReadsTheLocalClock : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", DateTimeOffset.Now);
        return null;
    }
}

[Breaks(Rule.NoClock)]
internal sealed class ReadsTheClockOfAProvider : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", TimeProvider.System.GetUtcNow());
        return null;
    }
}

[Breaks(Rule.NoClock)]
internal sealed class MeasuresTime : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await context.CallActivityAsync("Work", began);
        return null;
    }
}

[Breaks(Rule.NoClock)]
internal sealed class GivesUpByTheWallClock : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await context.WaitForExternalEvent<object?>("word", patience.Token);
        return null;
    }
}

[Breaks(Rule.NoIdsOfItsOwn)]
internal sealed class MakesAnId : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", Guid.NewGuid());
        return null;
    }
}

[Breaks(Rule.NoIdsOfItsOwn)]
internal sealed class MakesAnIdOfTheTime : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", Guid.CreateVersion7());
        return null;
    }
}

[Breaks(Rule.NoRandomness)]
internal sealed class RollsTheDice : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        if (Random.Shared.Next(2) == 0) await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoRandomness)]
internal sealed class MakesDice : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", new Random(1).Next());
        return null;
    }
}

[Breaks(Rule.NoRandomness)]
internal sealed class HashesAText : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        if ((context.InstanceId.GetHashCode() & 1) == 0) await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class RunsBeside : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", await Task.Run(() => 1));
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class Delays : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await Task.Delay(10);
        await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class Sleeps : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        Thread.Sleep(1);
        await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class BlocksOnItsTask : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        context.CallActivityAsync("Work").Wait();
        await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class StartsATask : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await Task.Factory.StartNew(() => 1);
        await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoThreads)]
internal sealed class ContinuesElsewhere : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work").ContinueWith(_ => 1);
        return null;
    }
}

[Breaks(Rule.NoInputOrOutput)]
internal sealed class ReadsAFile : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", File.ReadAllText("settings.txt"));
        return null;
    }
}

[Breaks(Rule.NoInputOrOutput)]
internal sealed class CallsAServer : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        using var client = new HttpClient();
        await context.CallActivityAsync("Work", await client.GetStringAsync(new Uri("http://localhost/")));
        return null;
    }
}

[Breaks(Rule.NoInputOrOutput)]
internal sealed class WritesToTheConsole : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        Console.WriteLine(context.InstanceId);
        await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoEnvironment)]
internal sealed class ReadsTheEnvironment : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        if (Environment.GetEnvironmentVariable("MODE") is not null) await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoEnvironment)]
internal sealed class CountsTheProcessors : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        for (var i = 0; i < Environment.ProcessorCount; i++) await context.CallActivityAsync("Work");
        return null;
    }
}

[Breaks(Rule.NoConfigureAwaitFalse)]
internal sealed class LeavesItsThread : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work").ConfigureAwait(false);
        return null;
    }
}

[Breaks(Rule.NoConfigureAwaitFalse)]
internal sealed class LeavesItsThreadByOptions : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work").ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return null;
    }
}

[Breaks(Rule.NoMutableStatics)]
internal sealed class CountsInAStatic : TaskOrchestrator<object?, object?>
{
    private static int count;

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", ++count);
        return null;
    }
}

[Breaks(Rule.NoMutableStatics)]
internal sealed class ReadsAStaticSetting : TaskOrchestrator<object?, object?>
{
    public static int Attempts { get; set; } = 3;

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        await context.CallActivityAsync("Work", Attempts);
        return null;
    }
}

[Breaks(Rule.NoMutableStatics)]
internal sealed class RemembersInAList : TaskOrchestrator<object?, object?>
{
    private static readonly List<string> Seen = [];

    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        Seen.Add(context.InstanceId);
        await context.CallActivityAsync("Work", Seen.Count);
        return null;
    }
}

[Breaks(Rule.NoEndlessLoop)]
internal sealed class NeverEnds : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        while (true) await context.CallActivityAsync("Work");
    }
}

[Breaks(Rule.NoEndlessLoop)]
internal sealed class ListensForEver : TaskOrchestrator<object?, object?>
{
    public override async Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        for (; ; )
        {
            var word = await context.WaitForExternalEvent<string>("word");
            if (word == "work") await context.CallActivityAsync("Work");
        }
    }
}
