using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Tests.Simulation;

internal static class Simulation
{
    public static async Task<int> RunAsync(string[] args)
    {
        SimulationOptions options;
        try
        {
            options = SimulationOptions.Parse(args);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            Console.WriteLine(e.Message);
            return 2;
        }

        using var watchdog = new Watchdog();
        var clock = Stopwatch.StartNew();
        var (runs, lines, simulated) = (0, 0L, TimeSpan.Zero);
        for (var seed = options.FirstSeed; options.GoesOn(runs, clock.Elapsed); seed++)
        {
            watchdog.Begins(seed);
            var result = await SeedRun.PlayAsync(seed, options.Trace ? Console.Out : null, options.LosesRows);
            runs++;
            lines += result.Lines;
            simulated += result.Simulated;
            if (options.Twice && !result.IsSameAs(await SeedRun.PlayAsync(seed, null, options.LosesRows), out var difference))
            {
                Console.WriteLine($"seed {seed} is not deterministic: {difference}");
                return 1;
            }

            if (options.PrintsEach) Console.WriteLine(result);
            if (result.Findings.Count == 0) continue;
            Console.WriteLine(result.Report());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs} seeds, the last one failed"));
            return 1;
        }

        var seconds = clock.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} seeds from {options.FirstSeed}, all held: {runs / seconds * 60:0} seeds a minute, {lines} events, {simulated.TotalDays:0.0} simulated days, {simulated.TotalSeconds / seconds:0} times as fast as the clock"));
        return 0;
    }
}
