using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>Hears numbered words until the last one has come, and starts its history afresh after every few: words come at the cut, too.</summary>
/// <param name="PatienceSeconds">How long it waits for a word before it turns to the next round; 0 for ever.</param>
/// <param name="BusySeconds">How long it does something else after each word: others come meanwhile and wait.</param>
internal sealed record Listening(int Wanted, int PerGeneration, int PatienceSeconds, int BusySeconds, IReadOnlyList<int> Heard)
{
    public static async Task<IReadOnlyList<int>> RunAsync(TaskOrchestrationContext context, Listening input)
    {
        var heard = new List<int>(input.Heard);
        for (var round = 0; round < input.PerGeneration; round++)
        {
            try
            {
                heard.Add(input.PatienceSeconds == 0
                    ? await context.WaitForExternalEvent<int>("word")
                    : await context.WaitForExternalEvent<int>("Word", TimeSpan.FromSeconds(input.PatienceSeconds)));
                if (heard[^1] == input.Wanted) return heard;
                if (input.BusySeconds > 0) await context.CreateTimer(TimeSpan.FromSeconds(input.BusySeconds), CancellationToken.None);
            }
            catch (TaskCanceledException)
            {
                // Nobody spoke.
            }
        }

        context.ContinueAsNew(input with { Heard = heard });
        return heard;
    }
}
