namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>
/// How often each kind of fault befalls a run. Every seed draws rates of its own, zero among them: a run in which everything fails all
/// the time gets nowhere, and some defects show only where most things go well.
/// </summary>
internal sealed record FaultPlan
{
    /// <summary>Steps with faults, before all is calm and must come to rest.</summary>
    public required int Steps { get; init; }

    /// <summary>Per step: the process is killed.</summary>
    public required double Kill { get; init; }

    /// <summary>Per commit: it is on the disk, and the process is killed before anybody knows.</summary>
    public required double KillAfterFlush { get; init; }

    /// <summary>Per commit: the disk is full.</summary>
    public required double DiskFull { get; init; }

    /// <summary>Per commit: the flush fails, and the store must refuse everything until a restart.</summary>
    public required double DiskFailure { get; init; }

    /// <summary>Per commit made during start-up: the process is killed before it.</summary>
    public required double KillWhileBooting { get; init; }

    /// <summary>Per step: the wall clock is put forward or back.</summary>
    public required double ClockJump { get; init; }

    /// <summary>How readily a waiting commit is made; the smaller, the longer commits take.</summary>
    public required double CommitEagerness { get; init; }

    /// <summary>Largest group of one commit.</summary>
    public required int MaxUnits { get; init; }

    /// <summary>How readily time passes though something could happen without.</summary>
    public required double Hurry { get; init; }

    /// <summary>Per handler or activity: it throws.</summary>
    public required double HandlerFailure { get; init; }

    /// <summary>Per handler or activity: it takes long, perhaps longer than its lock.</summary>
    public required double SlowHandler { get; init; }

    /// <summary>Per ring: nobody hears it.</summary>
    public required double LostRing { get; init; }

    public static FaultPlan Draw(Chance chance) => new()
    {
        Steps = chance.OneOf(100, 200, 400, 800),
        Kill = Rate(chance, 0.02),
        KillAfterFlush = Rate(chance, 0.03),
        DiskFull = Rate(chance, 0.05),
        DiskFailure = Rate(chance, 0.01),
        KillWhileBooting = Rate(chance, 0.1),
        ClockJump = Rate(chance, 0.01),
        CommitEagerness = chance.OneOf(0.05, 0.2, 0.5, 0.9),
        MaxUnits = chance.OneOf(1, 2, 8, 64),
        Hurry = chance.OneOf(0.02, 0.1, 0.3),
        HandlerFailure = Rate(chance, 0.15),
        SlowHandler = Rate(chance, 0.15),
        LostRing = Rate(chance, 0.3),
    };

    /// <summary>A third of the seeds are spared.</summary>
    private static double Rate(Chance chance, double most) => chance.Happens(1.0 / 3) ? 0 : chance.Fraction() * most;
}
