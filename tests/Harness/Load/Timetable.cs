using System.Diagnostics;

namespace OmniFunctions.Tests.Harness.Load;

/// <summary>When each request of an open run is due: evenly, whatever becomes of those before it.</summary>
/// <param name="Started">A stopwatch timestamp.</param>
/// <param name="Rate">A second.</param>
public sealed record Timetable(long Started, double Rate, TimeSpan Duration)
{
    public static Timetable FromNow(double rate, TimeSpan duration) => new(Stopwatch.GetTimestamp(), rate, duration);

    public long Total { get; } = (long)(Rate * Duration.TotalSeconds);

    /// <returns>A stopwatch timestamp.</returns>
    public long DueOf(long number) => Started + (long)(number / Rate * Stopwatch.Frequency);
}
