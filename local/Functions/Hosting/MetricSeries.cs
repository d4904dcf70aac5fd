namespace OmniFunctions.Local.Functions;

internal enum MetricKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>One instrument with one set of tags.</summary>
internal sealed class MetricSeries(MetricKind kind)
{
    /// <summary>In the instrument's unit, which for what is measured here is seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock gate = new();
    private readonly long[] buckets = new long[kind is MetricKind.Histogram ? Bounds.Count : 0];
    private double value;
    private long count;

    public MetricKind Kind => kind;

    /// <param name="isTotal">An observed value is all there is so far; any other is added.</param>
    public void Record(double measured, bool isTotal)
    {
        lock (gate)
        {
            value = isTotal ? measured : value + measured;
            count++;
            for (var bucket = 0; bucket < buckets.Length; bucket++)
                if (measured <= Bounds[bucket]) buckets[bucket]++;
        }
    }

    /// <returns>The sum or the value, the number of measurements, and how many were at most each bound.</returns>
    public (double Value, long Count, IReadOnlyList<long> Within) Read()
    {
        lock (gate) return (value, count, [.. buckets]);
    }
}
