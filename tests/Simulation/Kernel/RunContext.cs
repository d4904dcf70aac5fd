namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>What the driver and the workload of a run share.</summary>
/// <param name="LosesRows">The disk loses what was flushed to it: a defect that nothing can survive, to prove that it is seen.</param>
internal sealed record RunContext(Chance Chance, FaultPlan Plan, World World, Trace Trace, Findings Findings, bool LosesRows);
