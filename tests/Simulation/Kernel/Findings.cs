namespace OmniFunctions.Tests.Simulation.Kernel;

/// <summary>The violations that a run has seen.</summary>
internal sealed class Findings(Trace trace)
{
    private const int MaxKept = 20;
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public bool Any => all.Count > 0;

    public void Add(string violation)
    {
        trace.Add($"VIOLATION {violation}");
        if (all.Count < MaxKept) all.Add(violation);
    }

    public void Require(bool holds, string otherwise)
    {
        if (!holds) Add(otherwise);
    }
}
