using Microsoft.DurableTask;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>The tasks of the programs, as one life of the process runs them: activities are slow or fail by the run's choice.</summary>
internal sealed class DurableTasksUnderTest(RunContext run, Chance chance)
{
    public bool IsCalm { get; set; }

    public DurableTaskRegistry Registry(SimulatedProcess process)
    {
        var registry = new DurableTaskRegistry();
        registry.AddOrchestratorFunc<Script, string>("Program", RunProgramAsync);
        registry.AddOrchestratorFunc<Listening, IReadOnlyList<int>>("Listener", Listening.RunAsync);
        registry.AddOrchestratorFunc<string, string>("Mortal", HoldOnAsync);
        registry.AddActivityFunc<string, string>("Act", (_, operation) => ActAsync(process, operation));
        registry.AddActivityFunc<string, string>("Fail", (_, operation) => Task.FromException<string>(new DeliberateException(operation)));
        registry.AddEntity<Counter>("tally");
        registry.AddEntity<Counter>("account");
        registry.AddEntity<Journal>("journal");
        return registry;
    }

    private static async Task<string> RunProgramAsync(TaskOrchestrationContext context, Script script)
    {
        var did = await RandomProgram.RunAsync(script, new OrchestratedSteps(context));
        if (script.Rounds > 1) context.ContinueAsNew(script with { Rounds = script.Rounds - 1, SoFar = did });
        return did;
    }

    /// <summary>Holds two accounts for a while. Whoever terminates it must set them free.</summary>
    private static async Task<string> HoldOnAsync(TaskOrchestrationContext context, string input)
    {
        await using (await context.Entities.LockEntitiesAsync(OrchestratedSteps.Account(0), OrchestratedSteps.Account(1)))
            await context.CreateTimer(TimeSpan.FromMinutes(10), CancellationToken.None);
        await context.CreateTimer(TimeSpan.FromDays(2), CancellationToken.None);
        return input;
    }

    private async Task<string> ActAsync(SimulatedProcess process, string operation)
    {
        run.Trace.Add($"act {operation}");
        if (!IsCalm && chance.Happens(run.Plan.SlowHandler)) await Task.Delay(chance.Span(TimeSpan.Zero, TimeSpan.FromMinutes(3)), process.Clock);
        if (!IsCalm && chance.Happens(run.Plan.HandlerFailure)) throw new DeliberateException(operation);
        return ModelSteps.ResultOf(operation);
    }
}
