using System.Globalization;

namespace OmniFunctions.Tests.Simulation;

/// <summary>What the command line asks for.</summary>
internal sealed record SimulationOptions
{
    public const string LoseRows = "--lose-rows";

    public ulong FirstSeed { get; init; } = 1;

    /// <summary>How many seeds; null for as many as the time allows.</summary>
    public int? Seeds { get; init; }

    public TimeSpan? Time { get; init; }

    /// <summary>Prints every event.</summary>
    public bool Trace { get; init; }

    /// <summary>Plays every seed a second time and compares.</summary>
    public bool Twice { get; init; }

    /// <summary>Plants a defect that must be found.</summary>
    public bool LosesRows { get; init; }

    /// <summary>One line for each seed.</summary>
    public bool PrintsEach { get; init; }

    public bool GoesOn(int runs, TimeSpan spent) => Time is { } time ? spent < time && (Seeds is not { } most || runs < most) : runs < (Seeds ?? 1);

    /// <exception cref="ArgumentException">An option is unknown or lacks its value.</exception>
    public static SimulationOptions Parse(string[] args)
    {
        var options = new SimulationOptions();
        var one = false;
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            double Number() => double.Parse(Value(), CultureInfo.InvariantCulture);
            switch (args[i])
            {
                case "--seed":
                    options = options with { FirstSeed = ulong.Parse(Value(), CultureInfo.InvariantCulture) };
                    one = true;
                    break;
                case "--seeds":
                    options = options with { Seeds = (int)Number() };
                    break;
                case "--minutes":
                    options = options with { Time = TimeSpan.FromMinutes(Number()) };
                    break;
                case "--hours":
                    options = options with { Time = TimeSpan.FromHours(Number()) };
                    break;
                case "--trace":
                    options = options with { Trace = true };
                    break;
                case "--twice":
                    options = options with { Twice = true };
                    break;
                case LoseRows:
                    options = options with { LosesRows = true };
                    break;
                case "--each":
                    options = options with { PrintsEach = true };
                    break;
                default:
                    throw new ArgumentException($"Unknown option {args[i]}. Known are --seed N, --seeds N, --minutes M, --hours H, --trace, --twice, --each and {LoseRows}.");
            }
        }

        if (options is { Seeds: null, Time: null }) options = one ? options with { Seeds = 1, PrintsEach = true } : options with { Time = TimeSpan.FromMinutes(1) };
        return options;
    }
}
