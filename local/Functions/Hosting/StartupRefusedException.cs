namespace OmniFunctions.Local.Functions;

/// <summary>The app does not start, for reasons its operator can mend. The message is for people, without a stack.</summary>
public sealed class StartupRefusedException : Exception
{
    internal StartupRefusedException(IReadOnlyList<string> faults)
        : base(faults.Count == 1 ? faults[0] : $"The app cannot start for {faults.Count} reasons:{string.Concat(faults.Select(fault => $"{Environment.NewLine}- {fault}"))}") =>
        Faults = faults;

    internal StartupRefusedException(string fault, Exception? inner) : base(fault, inner) => Faults = [fault];

    public IReadOnlyList<string> Faults { get; }
}
