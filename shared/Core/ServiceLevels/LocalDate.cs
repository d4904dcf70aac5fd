using System.Globalization;

namespace OmniFunctions.ServiceLevels;

/// <summary>How the documents write dates and readings of a wall clock.</summary>
internal static class LocalDate
{
    internal static DateOnly? Parse(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) && IsSupported(parsed) ? parsed : null;

    internal static DateTime? ParseReading(string? reading) =>
        DateTime.TryParseExact(reading, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            && IsSupported(DateOnly.FromDateTime(parsed))
                ? parsed
                : null;

    /// <summary>The reading at the date's midnight, in ticks of the wall clock.</summary>
    internal static long Midnight(DateOnly date) => date.DayNumber * TimeSpan.TicksPerDay;

    internal static DateOnly DateOf(long reading) => DateOnly.FromDayNumber((int)(reading / TimeSpan.TicksPerDay));

    private static bool IsSupported(DateOnly date) => date.Year is >= WallClock.FirstYear and <= WallClock.LastYear;
}
