using System.Globalization;

namespace OmniFunctions.Channels;

/// <summary>A time as ISO 8601 writes it, with an offset or as UTC.</summary>
internal static class IsoTime
{
    /// <returns>Null when it is not there or no time.</returns>
    internal static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    internal static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
