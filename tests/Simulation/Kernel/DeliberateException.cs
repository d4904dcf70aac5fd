namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>A failure that the run brought about itself.</summary>
internal sealed class DeliberateException(string message) : Exception(message);
