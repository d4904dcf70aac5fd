using System.Globalization;
using OmniFunctions.Tests.Crash.Faults;

namespace OmniFunctions.Tests.Crash;

/// <summary>What the command line asks for.</summary>
internal sealed record CrashOptions
{
    public const int MaxCycles = 1_000_000;
    public const int MaxMinutes = 60 * 24 * 30;

    public const string Usage = """
        Usage: Crash [--cycles <1..1000000>] [--seed <number>]
               Crash --hours <0.01..720> [--seed <number>]
               Crash --faults [F01,F02,...] [--minutes <1..43200> | --hours <0.01..720>] [--seed <number>]
               Crash --list

        --cycles   kills a server under load that often, on one data folder
        --hours    every fault, and the kill loop with what they leave of the time
        --faults   the named faults, or all; without a time, each for a minute
        --list     the faults there are
        """;

    public int Cycles { get; private init; } = 10;

    public int Seed { get; private init; } = 1;

    public bool List { get; private init; }

    /// <summary>Null when it is the kill loop alone that is asked for.</summary>
    public IReadOnlyList<IFault>? Faults { get; private init; }

    /// <summary>For all the faults together; null gives each its minute.</summary>
    public TimeSpan? Time { get; private init; }

    /// <exception cref="FormatException">The line cannot be understood; the message says what could.</exception>
    public static CrashOptions Read(IReadOnlyList<string> args)
    {
        var options = new CrashOptions();
        var given = new HashSet<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            if (!given.Add(name)) throw new FormatException($"{name} is given twice.");
            options = name switch
            {
                "--list" => options with { List = true },
                "--faults" => options with { Faults = FaultsOf(i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : null) },
                "--cycles" => options with { Cycles = (int)Number(args, ++i, name, 1, MaxCycles) },
                "--seed" => options with { Seed = (int)Number(args, ++i, name, 0, int.MaxValue) },
                "--minutes" => options with { Time = TimeSpan.FromMinutes(Number(args, ++i, name, 1, MaxMinutes)) },
                "--hours" => options with { Time = TimeSpan.FromHours(Number(args, ++i, name, 0.01, MaxMinutes / 60, fractions: true)) },
                _ => throw new FormatException($"{name} is not an option."),
            };
        }

        Refuse(given, "--cycles", "--faults", "--hours", "--minutes", "--list");
        Refuse(given, "--minutes", "--hours", "--list");
        Refuse(given, "--list", "--faults", "--seed", "--hours");
        if (given.Contains("--minutes") && !given.Contains("--faults")) throw new FormatException("--minutes is the time of --faults.");
        return options.Time is not null && options.Faults is null ? options with { Faults = FaultCatalogue.All } : options;
    }

    private static void Refuse(HashSet<string> given, string one, params string[] others)
    {
        if (given.Contains(one) && others.FirstOrDefault(given.Contains) is { } other) throw new FormatException($"{one} and {other} exclude each other.");
    }

    private static List<IFault> FaultsOf(string? ids)
    {
        if (ids is null) return [.. FaultCatalogue.All];
        try
        {
            return [.. ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(FaultCatalogue.Get)];
        }
        catch (KeyNotFoundException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static double Number(IReadOnlyList<string> args, int index, string name, double min, double max, bool fractions = false)
    {
        var styles = fractions ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        if (index < args.Count && double.TryParse(args[index], styles, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max) return value;
        throw new FormatException(string.Create(CultureInfo.InvariantCulture,
            $"{name} takes a number from {min} to {max}{(index < args.Count ? $", not {args[index]}" : "")}."));
    }
}
