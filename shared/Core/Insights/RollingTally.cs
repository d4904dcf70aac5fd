using System.Collections.Immutable;

namespace OmniFunctions.Insights;

/// <summary>Counts and sums by time bucket, of which only the newest are kept.</summary>
/// <param name="BucketSeconds">How long one bucket is.</param>
/// <param name="MaxBuckets">How many are kept.</param>
/// <param name="Buckets">By number: unix seconds divided by <paramref name="BucketSeconds"/>.</param>
public sealed record RollingTally(int BucketSeconds, int MaxBuckets, ImmutableSortedDictionary<long, Tally> Buckets)
{
    public static RollingTally Of(int bucketSeconds, int maxBuckets) => new(bucketSeconds, maxBuckets, ImmutableSortedDictionary<long, Tally>.Empty);

    public RollingTally Add(DateTimeOffset at, long value = 0)
    {
        var number = Number(at);
        var tally = Buckets.GetValueOrDefault(number);
        var buckets = Buckets.SetItem(number, new Tally(tally.Count + 1, tally.Sum + value));
        // Late news of a time that is no longer kept falls out again at once.
        return this with { Buckets = buckets.Count > MaxBuckets ? buckets.Remove(buckets.Keys.First()) : buckets };
    }

    /// <summary>All that lies within the last <paramref name="buckets"/> buckets up to <paramref name="now"/>, the running one included.</summary>
    public Tally Last(int buckets, DateTimeOffset now)
    {
        var newest = Number(now);
        return Buckets
            .Where(bucket => bucket.Key <= newest && bucket.Key > newest - buckets)
            .Aggregate(default(Tally), (sum, bucket) => new Tally(sum.Count + bucket.Value.Count, sum.Sum + bucket.Value.Sum));
    }

    private long Number(DateTimeOffset at) => Math.DivRem(at.ToUnixTimeSeconds(), BucketSeconds).Quotient;
}

public readonly record struct Tally(long Count, long Sum);
