using System.Diagnostics;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>All durations of a run, kept one by one: at these counts exactness is cheaper than a histogram. For one thread at a time.</summary>
public sealed class Latencies
{
    private readonly List<long> ticks = [];

    public int Count => ticks.Count;

    /// <summary>In milliseconds.</summary>
    public double Mean => ticks.Average() * 1000.0 / Stopwatch.Frequency;

    public void Add(long startTimestamp, long endTimestamp) => ticks.Add(endTimestamp - startTimestamp);

    public void AddAll(Latencies other)
    {
        ArgumentNullException.ThrowIfNull(other);
        ticks.AddRange(other.ticks);
    }

    /// <summary>The duration in milliseconds that the given share of operations stayed within.</summary>
    public double Percentile(double share)
    {
        if (ticks.Count == 0) throw new InvalidOperationException("Nothing was measured.");
        ticks.Sort();
        return ticks[(int)Math.Clamp(Math.Ceiling(share * ticks.Count) - 1, 0, ticks.Count - 1)] * 1000.0 / Stopwatch.Frequency;
    }
}
