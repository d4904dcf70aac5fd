namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>What the driver and the workload of a run share.</summary>
internal sealed record RunContext(Chance Chance, FaultPlan Plan, World World, Trace Trace, Findings Findings);
