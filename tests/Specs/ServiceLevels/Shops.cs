using System.Globalization;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels;

/// <summary>Business hours to tell stories with.</summary>
internal static class Shops
{
    internal static readonly Period NineToFive = new("09:00", "17:00");
    internal static readonly Period NightShift = new("22:00", "06:00");

    internal static BusinessHours Weekdays(string zone, params Period[] periods) => new("hours-1", zone, WeekHours.Weekdays(periods));

    internal static BusinessHours Daily(string zone, params Period[] periods) => new("hours-1", zone, WeekHours.Daily(periods));

    internal static BusinessCalendar Opened(this BusinessHours hours)
    {
        var (zone, clock) = Zones.Of(hours.Zone);
        return BusinessCalendar.Of(hours, zone, clock);
    }

    /// <summary>An instant, as <c>2026-03-29T01:00Z</c> or with an offset.</summary>
    internal static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    /// <summary>The open spans of a range as the zone's clock shows them, to be read.</summary>
    internal static string[] Shown(this BusinessHours hours, string from, string until)
    {
        var (_, clock) = Zones.Of(hours.Zone);
        return
        [
            .. hours.Opened().Hours.Spans(At(from), At(until))
                .Select(span => $"{Shown(clock, span.From)} to {Shown(clock, span.Until)}"),
        ];
    }

    private static string Shown(WallClock clock, DateTimeOffset at) => at.ToOffset(clock.OffsetAt(at)).ToString("ddd dd HH:mm zzz", CultureInfo.InvariantCulture);
}
