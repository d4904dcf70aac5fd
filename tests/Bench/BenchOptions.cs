using System.Globalization;

namespace OmniFunctions.Tests.Bench;

/// <param name="Seconds">Measured time of each variant, after a warm-up.</param>
/// <param name="Json">One object a line on standard output, nothing else.</param>
/// <param name="Clients">At once; null for what the scenario has by itself, as for the following ones.</param>
/// <param name="Rate">Messages a second, where a scenario goes by a rate.</param>
/// <param name="Conversations">Open ones.</param>
internal sealed record BenchOptions(string Scenario, int Seconds, bool Json, int? Clients = null, double? Rate = null, int? Conversations = null)
{
    private const int MaxSeconds = 3600;
    private const int MaxClients = 10_000;
    private const int MaxRate = 1_000_000;
    private const int MaxConversations = 1_000_000;
    private const int UsualSeconds = 5;

    public static BenchOptions? Read(string[] args, IReadOnlyCollection<string> names, out string fault)
    {
        fault = $"Usage: Bench <{string.Join('|', names)}> [--json] [--seconds N] [--clients N] [--rate N] [--conversations N]";
        string? scenario = null;
        var json = false;
        var numbers = new Dictionary<string, int>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--json":
                    json = true;
                    break;
                case "--seconds" or "--clients" or "--rate" or "--conversations"
                    when i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= MaxOf(args[i]):
                    numbers[args[i++]] = number;
                    break;
                case var name when scenario is null && names.Contains(name):
                    scenario = name;
                    break;
                default:
                    fault = $"'{args[i]}' is not understood. {fault}";
                    return null;
            }
        }

        return scenario is null ? null : new BenchOptions(
            scenario, numbers.GetValueOrDefault("--seconds", UsualSeconds), json, Find("--clients"), Find("--rate"), Find("--conversations"));

        int? Find(string name) => numbers.TryGetValue(name, out var number) ? number : null;
    }

    private static int MaxOf(string option) => option switch
    {
        "--seconds" => MaxSeconds,
        "--clients" => MaxClients,
        "--rate" => MaxRate,
        "--conversations" => MaxConversations,
        _ => throw new InvalidOperationException($"'{option}' has no number."),
    };
}
