namespace OmniFunctions.Lab.Day;

/// <summary>What many values come to. All zero when there are none.</summary>
/// <param name="P50">Half of them are at most this; nearest rank, so that it is a value that occurred.</param>
public sealed record Spread(int Count, double Mean, double P50, double P90, double P99, double Longest)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? new Spread(0, 0, 0, 0, 0, 0)
            : new Spread(sorted.Length, sorted.Average(), Rank(sorted, 50), Rank(sorted, 90), Rank(sorted, 99), sorted[^1]);
    }

    private static double Rank(double[] sorted, int percent) => sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
}
