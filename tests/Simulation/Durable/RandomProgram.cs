using System.Globalization;
using System.Text;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>The program that a seed stands for.</summary>
internal static class RandomProgram
{
    public const int Accounts = 4;

    /// <returns>What this generation has done, after all that the earlier ones did.</returns>
    /// <exception cref="DeliberateException">The script says that it fails.</exception>
    public static async Task<string> RunAsync(Script script, IProgramSteps steps)
    {
        var chance = new Chance(script.Seed + (ulong)script.Rounds);
        var did = new StringBuilder(script.SoFar);
        for (var i = 0; i < script.Steps; i++)
        {
            var operation = string.Create(CultureInfo.InvariantCulture, $"{script.Name}/{script.Rounds}/{i}");
            did.Append(await StepAsync(chance, script, operation, steps)).Append(' ');
        }

        return script is { Fails: true, Rounds: 1 } ? throw new DeliberateException(did.ToString()) : did.ToString();
    }

    private static async Task<string> StepAsync(Chance chance, Script script, string operation, IProgramSteps steps)
    {
        switch (chance.Below(script.Depth > 0 ? 9 : 7))
        {
            case 0:
                return await steps.ActAsync(operation);
            case 1:
                return string.Concat(await Task.WhenAll(Enumerable.Range(0, chance.Between(2, 4)).Select(n => steps.ActAsync($"{operation}-{n}"))));
            case 2:
                return await steps.SleepAsync(chance.OneOf(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(7), TimeSpan.FromDays(5)));
            case 3:
                await steps.SignalTallyAsync(chance.Between(1, 100), chance.Happens(0.3) ? chance.Span(TimeSpan.Zero, TimeSpan.FromHours(1)) : null);
                return "signal";
            case 4:
                var from = chance.Below(Accounts);
                return await steps.TransferAsync(from, (from + chance.Between(1, Accounts - 1)) % Accounts, chance.Between(1, 50), chance.Span(TimeSpan.Zero, TimeSpan.FromMinutes(1)));
            case 5:
                return await steps.RaceAsync(operation);
            case 6:
                return await steps.FailAsync(operation);
            case 7:
                return $"({await steps.CallProgramAsync(script with { Name = $"{operation}-a", Seed = chance.Next(), Rounds = 1, Steps = 3, Depth = 0, SoFar = "", Fails = false })})";
            default:
                return $"({await steps.CallProgramAsync(script with { Name = $"{operation}-b", Seed = chance.Next(), Rounds = 2, Steps = 2, Depth = 0, SoFar = "", Fails = true })})";
        }
    }
}
