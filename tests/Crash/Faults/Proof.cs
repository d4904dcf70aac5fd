using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>What was seen.</summary>
/// <param name="Figure">The row's proof figure as a sentence with numbers.</param>
/// <param name="Findings">The violations; none means that the system survived.</param>
internal sealed record Proof(int Rounds, string Figure, IReadOnlyList<string> Findings)
{
    public const int MaxFindingsShown = 50;

    public bool Survived => Findings.Count == 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Survived ? "survived" : "did not survive")}, {Rounds} rounds: {Figure}");
}
