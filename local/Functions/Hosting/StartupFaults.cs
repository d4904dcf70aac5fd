namespace OmniFunctions.Local.Functions;

/// <summary>Collects everything that keeps the app from starting, so that one attempt shows it all.</summary>
internal sealed class StartupFaults
{
    private const int MaxFaults = 100;
    private readonly List<string> faults = [];

    public void Add(string fault)
    {
        if (faults.Count < MaxFaults) faults.Add(fault);
    }

    public bool Any => faults.Count > 0;

    /// <exception cref="StartupRefusedException">There is at least one fault.</exception>
    public void ThrowIfAny()
    {
        if (faults.Count > 0) throw new StartupRefusedException(faults);
    }
}
