namespace OmniFunctions.ServiceLevels;

/// <summary>
/// Business hours that can be asked. Immutable and worked out once per version: keep it as long as the version is in use, and share its
/// <see cref="WallClock"/> with the zone's other calendars.
/// </summary>
public sealed class BusinessCalendar
{
    private readonly Timeline meteredHours;
    private readonly Timeline aroundTheClock;

    private BusinessCalendar(BusinessHours document, WallClock clock)
    {
        var plan = new DatePlan(document);
        var exempted = ExemptedReadings.Of(document);
        Version = document.Version;
        Hash = BusinessHoursHash.Of(document);
        ZoneFingerprint = clock.Fingerprint;
        Hours = new Timeline(plan.TimetableWithout([]), clock);
        meteredHours = exempted.Count == 0 ? Hours : new Timeline(plan.TimetableWithout(exempted), clock);
        aroundTheClock = new Timeline(DatePlan.AroundTheClock.TimetableWithout(exempted), clock);
    }

    public string Version { get; }

    /// <summary>As <see cref="BusinessHoursHash.Of"/> gives it.</summary>
    public string Hash { get; }

    /// <summary>As <see cref="WallClock.Fingerprint"/>: another one under the same version means that the machine's zone data has changed.</summary>
    public string ZoneFingerprint { get; }

    /// <summary>When somebody is there. Exemptions do not close anything.</summary>
    public Timeline Hours { get; }

    /// <exception cref="ArgumentException">The document has faults, or the clock is another zone's: validation comes first.</exception>
    public static BusinessCalendar Of(BusinessHours document, TimeZoneInfo zone, WallClock clock)
    {
        if (BusinessHoursValidation.Faults(document, zone) is [var fault, ..])
        {
            throw new ArgumentException($"Business hours {document.Version} have faults, the first at {fault.Path}: {fault.Problem}", nameof(document));
        }

        return clock.Zone == document.Zone
            ? new BusinessCalendar(document, clock)
            : throw new ArgumentException($"Business hours {document.Version} are of {document.Zone}, the wall clock is of {clock.Zone}.", nameof(clock));
    }

    public static BusinessCalendar Of(BusinessHours document, TimeZoneInfo zone) => Of(document, zone, WallClock.Of(zone));

    /// <summary>When a meter of this basis runs: exempted time is left out.</summary>
    public Timeline Meter(TimeBasis basis) => basis switch
    {
        TimeBasis.OpenHours => meteredHours,
        TimeBasis.AroundTheClock => aroundTheClock,
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "There is no such basis."),
    };
}
