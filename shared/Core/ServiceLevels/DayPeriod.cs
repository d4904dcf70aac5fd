using System.Globalization;

namespace OmniFunctions.ServiceLevels;

/// <summary>A period as minutes from the midnight of the date it belongs to; past <see cref="MinutesPerDay"/> lies the next date.</summary>
internal readonly record struct DayPeriod(int FromMinute, int ToMinute)
{
    internal const int MinutesPerDay = 24 * 60;

    /// <returns>Null when either end is no time of day or both are the same.</returns>
    internal static DayPeriod? Parse(Period period)
    {
        if (MinuteOf(period.From) is not { } from || MinuteOf(period.To) is not { } to || from == to || from == MinutesPerDay)
        {
            return null;
        }

        return new DayPeriod(from, to > from ? to : to + MinutesPerDay);
    }

    internal static int? MinuteOf(string? time)
    {
        if (time == "24:00")
        {
            return MinutesPerDay;
        }

        return TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? (parsed.Hour * 60) + parsed.Minute
            : null;
    }
}
