using System.Globalization;

namespace OmniFunctions.Local.Functions;

/// <summary>How many files and sockets the system lets this process have open.</summary>
internal static class OpenFiles
{
    /// <summary>With fewer the runtime itself, which keeps each assembly open, has none left for a store and a few clients.</summary>
    public const long Least = 512;

    private const string Limits = "/proc/self/limits";
    private const string Row = "Max open files";

    /// <summary>Where the system does not say: no limit that clients of one machine would come near.</summary>
    private const long Plenty = 1_000_000;

    public static long Limit { get; } = File.Exists(Limits) ? Read(File.ReadLines(Limits)) : Plenty;

    /// <summary>A row is its name, the soft limit, the hard limit and a unit, in columns.</summary>
    private static long Read(IEnumerable<string> rows)
    {
        var row = rows.FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        var soft = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : Plenty;
    }
}
