namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// What a run does besides failing: engines to be built in every life of the process, clients that make use of them, and the truth that
/// the outside keeps about it. It outlives the processes, as the world does.
/// </summary>
internal interface IWorkload
{
    /// <summary>Builds the engines in a new life of the process. May fail where the disk does; then the process dies.</summary>
    Task BootAsync(SimulatedProcess process);

    /// <summary>Lets a client do one thing. Nothing of it may wait: results are taken note of when they come. False if the one that was drawn has nothing to do.</summary>
    bool Act(SimulatedProcess process);

    /// <summary>The process is gone. Whatever was asked of it and not answered has an unknown result.</summary>
    void Died();

    /// <summary>From here on nothing fails of itself, and clients only finish what they have begun.</summary>
    void CalmDown();

    /// <summary>Lets a client do the next thing that it must still do, such as sending again what was never answered. False if there is nothing.</summary>
    bool Finish(SimulatedProcess process);

    /// <summary>Nothing is expected to happen any more.</summary>
    bool IsAtRest(SimulatedProcess process);

    /// <summary>What must hold at rest. Called twice: in the life that came to rest, and after a power cut.</summary>
    Task CheckAsync(SimulatedProcess process);

    /// <summary>Says what is still awaited, for the report of a run that never comes to rest.</summary>
    string Describe();
}
