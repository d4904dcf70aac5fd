using System.Globalization;

namespace OmniFunctions.Tests.Bench;

/// <param name="Seconds">Measured time of each variant, after a warm-up.</param>
/// <param name="Json">One object a line on standard output, nothing else.</param>
internal sealed record BenchOptions(string Scenario, int Seconds, bool Json)
{
    private const int MaxSeconds = 3600;
    public static readonly string[] Names = ["floor", "accept", "push", "routing", "lab", "conditions", "channels"];

    public static BenchOptions? Read(string[] args, out string fault)
    {
        fault = $"Usage: Bench <{string.Join('|', Names)}> [--json] [--seconds N]";
        string? scenario = null;
        var seconds = 5;
        var json = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    json = true;
                    break;
                case "--seconds" when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seconds) && seconds is > 0 and <= MaxSeconds:
                    i++;
                    break;
                case var name when scenario is null && Names.Contains(name):
                    scenario = name;
                    break;
                default:
                    fault = $"'{args[i]}' is not understood. {fault}";
                    return null;
            }
        }

        return scenario is null ? null : new BenchOptions(scenario, seconds, json);
    }
}
