using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Business hours that queues and callbacks name by their id. What the members mean is said at <see cref="BusinessHours"/>.</summary>
public sealed record QueueHours(
    string Id,
    string Zone,
    WeekHours Week,
    IReadOnlyList<Holiday>? Holidays = null,
    IReadOnlyList<WorkingDay>? WorkingDays = null,
    IReadOnlyList<Exemption>? Exemptions = null)
{
    private const int HashLengthInVersion = 12;

    /// <summary>
    /// The same hours on their own. Their version is made from what they say (<c>office@1a2b3c4d5e6f</c>): an activation that leaves them as they are
    /// reschedules no clock.
    /// </summary>
    public BusinessHours ToBusinessHours()
    {
        var hours = new BusinessHours("", Zone, Week, Holidays, WorkingDays, Exemptions);
        return hours with { Version = $"{Id}@{BusinessHoursHash.Of(hours)[..HashLengthInVersion]}" };
    }
}
