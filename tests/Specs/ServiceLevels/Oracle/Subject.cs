using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>Business hours as the product and as the oracle sees them, from an instant on.</summary>
internal sealed class Subject
{
    private readonly Dictionary<Kind, OracleTimeline> oracles;

    internal Subject(BusinessHours hours, long begins)
    {
        Hours = hours;
        var (zone, clock) = Zones.Of(hours.Zone);
        Calendar = BusinessCalendar.Of(hours, zone, clock);
        var reading = new Reading(hours);
        oracles = Enum.GetValues<Kind>().ToDictionary(kind => kind, kind => new OracleTimeline(hours.Zone, reading, kind, begins));
    }

    internal BusinessHours Hours { get; }

    internal BusinessCalendar Calendar { get; }

    internal Timeline Product(Kind kind) => kind switch
    {
        Kind.Hours => Calendar.Hours,
        Kind.MeteredHours => Calendar.Meter(TimeBasis.OpenHours),
        _ => Calendar.Meter(TimeBasis.AroundTheClock),
    };

    internal OracleTimeline Oracle(Kind kind) => oracles[kind];

    internal OracleTimeline Oracle(TimeBasis basis) => oracles[basis == TimeBasis.OpenHours ? Kind.MeteredHours : Kind.MeteredAroundTheClock];
}
