using System.Globalization;

namespace OmniFunctions.Tests.Vectors;

/// <param name="Cases">How many.</param>
/// <param name="Seed">Of the first.</param>
internal sealed record FuzzOptions(long Cases, long Seed)
{
    public const string Usage = "Vectors --fuzz <cases> [--seed <seed>]";

    private const string Flag = "--fuzz";
    private const string SeedFlag = "--seed";
    private const long DefaultSeed = 1;

    public static bool IsMeant(string[] args) => args is [Flag, ..];

    /// <returns>Null when they are none.</returns>
    public static FuzzOptions? Read(string[] args) => args switch
    {
        [Flag, var cases] when Number(cases) is > 0 and var count => new FuzzOptions(count, DefaultSeed),
        [Flag, var cases, SeedFlag, var seed] when Number(cases) is > 0 and var count && Number(seed) is { } first => new FuzzOptions(count, first),
        _ => null,
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
