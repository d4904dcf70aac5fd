using System.Globalization;

namespace OmniFunctions.Lab;

/// <summary>What stands behind a command: names with values, flags, and the rest by its place. What is not understood is said, never skipped.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];

    private Arguments(IReadOnlyList<string> positional) => Positional = positional;

    public IReadOnlyList<string> Positional { get; }

    public IReadOnlyList<string> Faults => faults;

    public static Arguments Read(IEnumerable<string> args, IReadOnlyCollection<string> named, IReadOnlyCollection<string> flags)
    {
        var positional = new List<string>();
        var read = new Arguments(positional);
        var rest = new Queue<string>(args);
        while (rest.TryDequeue(out var arg))
        {
            if (!arg.StartsWith("--", StringComparison.Ordinal)) positional.Add(arg);
            else if (flags.Contains(arg)) read.Set(arg, "true");
            else if (!named.Contains(arg)) read.faults.Add($"'{arg}' is not known.");
            else if (rest.TryDequeue(out var value)) read.Set(arg, value);
            else read.faults.Add($"'{arg}' needs a value.");
        }

        return read;
    }

    public bool Has(string name) => values.ContainsKey(name);

    public string? Text(string name) => values.GetValueOrDefault(name);

    public long Number(string name, long absent, long least, long most)
    {
        if (Text(name) is not { } text) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        faults.Add($"'{name}' is a whole number from {least} to {most}.");
        return absent;
    }

    public string Choice(string name, params string[] choices)
    {
        if (Text(name) is not { } text) return choices[0];
        if (choices.Contains(text)) return text;
        faults.Add($"'{name}' is one of {string.Join(", ", choices)}.");
        return choices[0];
    }

    public DateOnly Date(string name, DateOnly absent)
    {
        if (Text(name) is not { } text) return absent;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        faults.Add($"'{name}' is a date, as 2026-11-11.");
        return absent;
    }

    private void Set(string name, string value)
    {
        if (!values.TryAdd(name, value)) faults.Add($"'{name}' is there twice.");
    }
}
