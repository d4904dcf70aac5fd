using System.Globalization;

namespace OmniFunctions.Tests.Simulation;

/// <summary>What came of one seed.</summary>
/// <param name="Hash">Over every line of the trace.</param>
/// <param name="Simulated">The time that passed in it.</param>
/// <param name="Last">The end of the trace.</param>
internal sealed record SeedResult(ulong Seed, ulong Hash, int Lines, TimeSpan Simulated, IReadOnlyList<string> Findings, IReadOnlyList<string> Last, bool LosesRows)
{
    public bool IsSameAs(SeedResult other, out string difference)
    {
        difference = string.Create(CultureInfo.InvariantCulture, $"{Lines} events with the hash {Hash:x16}, then {other.Lines} with {other.Hash:x16}");
        return Hash == other.Hash && Lines == other.Lines;
    }

    public static string Replay(ulong seed, bool losesRows) =>
        string.Create(CultureInfo.InvariantCulture, $"dotnet run -c Release --project tests/Simulation -- --seed {seed} --trace{(losesRows ? $" {SimulationOptions.LoseRows}" : "")}");

    public string Report() => string.Create(CultureInfo.InvariantCulture, $"""
        {string.Join(Environment.NewLine, Last)}

        seed {Seed} failed:
          {string.Join(Environment.NewLine + "  ", Findings)}
        Replay it alone: {Replay(Seed, LosesRows)}
        """);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"seed {Seed} trace {Hash:x16}, {Lines} events, {Simulated.TotalHours:0.0} hours, {Findings.Count} findings");
}
