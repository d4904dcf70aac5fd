using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>The document's business hours as calendars; those of one zone share its wall clock, which takes some milliseconds to find.</summary>
internal static class CompiledHours
{
    internal static Dictionary<string, (BusinessCalendar Calendar, WallClock Clock)> Of(IReadOnlyList<QueueHours> hours, Func<string, TimeZoneInfo?> zones)
    {
        var clocks = new Dictionary<string, (TimeZoneInfo Zone, WallClock Clock)>();
        var calendars = new Dictionary<string, (BusinessCalendar, WallClock)>();
        foreach (var one in hours)
        {
            if (!clocks.TryGetValue(one.Zone, out var known))
            {
                var zone = zones(one.Zone) ?? throw new ArgumentException($"There is no time zone '{one.Zone}'.", nameof(hours));
                clocks[one.Zone] = known = (zone, WallClock.Of(zone));
            }

            calendars[one.Id] = (BusinessCalendar.Of(one.ToBusinessHours(), known.Zone, known.Clock), known.Clock);
        }

        return calendars;
    }
}
