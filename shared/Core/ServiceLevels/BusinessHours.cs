namespace OmniFunctions.ServiceLevels;

/// <summary>
/// When a queue is attended, as someone wrote it down: a document with a version. All times are readings of the zone's wall clock.
/// <see cref="BusinessHoursValidation"/> says what is wrong with it; <see cref="BusinessCalendar"/> answers questions about it.
/// </summary>
/// <param name="Version">Unique within the tenant; another document is another version.</param>
/// <param name="Zone">IANA id, as <c>Asia/Shanghai</c>.</param>
/// <param name="Week">What holds on every date that no line below names.</param>
/// <param name="Holidays">Dates that are closed, or have periods of their own.</param>
/// <param name="WorkingDays">Dates that are worked although the week says otherwise (调休).</param>
/// <param name="Exemptions">Spans in which no meter runs (免考核), whether it is open or not.</param>
public sealed record BusinessHours(
    string Version,
    string Zone,
    WeekHours Week,
    IReadOnlyList<Holiday>? Holidays = null,
    IReadOnlyList<WorkingDay>? WorkingDays = null,
    IReadOnlyList<Exemption>? Exemptions = null);
