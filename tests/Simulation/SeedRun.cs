using OmniFunctions.Tests.Simulation.Broker;
using OmniFunctions.Tests.Simulation.Durable;
using OmniFunctions.Tests.Simulation.Kernel;
using OmniFunctions.Tests.Simulation.Product;

namespace OmniFunctions.Tests.Simulation;

/// <summary>Plays one seed on a folder of its own. The seed decides everything: the workload, the faults and every step.</summary>
internal static class SeedRun
{
    // Nothing here is about the speed of a disk, and memory has no head to wear out.
    private static readonly string Root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    public static async Task<SeedResult> PlayAsync(ulong seed, TextWriter? output, bool losesRows)
    {
        var chance = new Chance(seed);
        var world = new World();
        var trace = new Trace(world, output);
        var context = new RunContext(chance, FaultPlan.Draw(chance), world, trace, new Findings(trace), losesRows);
        var folder = Path.Combine(Root, $"omni-simulation-{Environment.ProcessId}-{seed}");
        Directory.CreateDirectory(folder);
        try
        {
            trace.Add($"seed {seed} {context.Plan}");
            IWorkload workload = chance.Below(3) switch
            {
                0 => new BrokerWorkload(context),
                1 => new DurableWorkload(context),
                _ => new ProductWorkload(context),
            };
            await new Run(context, workload, folder).PlayAsync();
        }
        catch (Exception e)
        {
            context.Findings.Add($"The run broke off: {e}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return new SeedResult(seed, trace.Hash, trace.Lines, world.Elapsed, context.Findings.All, [.. trace.Last], losesRows);
    }
}
