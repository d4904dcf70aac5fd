using System.Globalization;

namespace OmniFunctions.Tests.Vectors;

/// <param name="Cases">How many.</param>
/// <param name="Seed">Of the first.</param>
/// <param name="Only">A part of the names of those that are changed, as <c>email-mime (mailbox page)</c>; null = all.</param>
internal sealed record FuzzOptions(long Cases, long Seed = 1, string? Only = null)
{
    public const string Usage = "Vectors --fuzz <cases> [--seed <seed>] [--only <part of a name>]";

    private const string Flag = "--fuzz";
    private const string SeedFlag = "--seed";
    private const string OnlyFlag = "--only";

    public static bool IsMeant(string[] args) => args is [Flag, ..];

    /// <returns>Null when they are none.</returns>
    public static FuzzOptions? Read(string[] args) => args is [Flag, var cases, .. var rest] && Number(cases) is > 0 and var count ? Read(new FuzzOptions(count), rest) : null;

    private static FuzzOptions? Read(FuzzOptions options, string[] rest) => rest switch
    {
        [] => options,
        [SeedFlag, var seed, .. var others] when Number(seed) is { } first => Read(options with { Seed = first }, others),
        [OnlyFlag, { Length: > 0 } only, .. var others] => Read(options with { Only = only }, others),
        _ => null,
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
