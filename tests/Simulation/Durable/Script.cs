namespace OmniFunctions.Tests.Simulation.Durable;

/// <summary>A random program, and how far its earlier generations have come.</summary>
/// <param name="Rounds">Generations still to run, this one among them; each but the last continues as new.</param>
/// <param name="Fails">The program throws in the end instead of returning.</param>
internal sealed record Script(string Name, ulong Seed, int Steps, int Rounds, int Depth, bool Fails, string SoFar);
