using System.Globalization;
using OmniFunctions.Policies;

namespace OmniFunctions.ServiceLevels;

/// <summary>Looks business hours through and names all their faults at once; a document with any fault never becomes a calendar.</summary>
public static class BusinessHoursValidation
{
    public const int MaxPeriodsPerDay = 12;
    public const int MaxHolidays = 1_000;
    public const int MaxWorkingDays = 1_000;
    public const int MaxExemptions = 200;
    public const int MaxExemptionDays = 400;
    public const int MaxNameLength = 80;

    /// <param name="zone">What the machine knows under the document's zone id; null when it knows nothing.</param>
    public static IReadOnlyList<PolicyFault> Faults(BusinessHours hours, TimeZoneInfo? zone)
    {
        if (MissingLines.Faults(hours) is { Count: > 0 } missing)
        {
            // Nothing can be said about what is not there; all the rest is looked at once these lines are.
            return missing;
        }

        var week = hours.Week ?? new WeekHours();
        var holidays = hours.Holidays ?? [];
        var workingDays = hours.WorkingDays ?? [];
        return
        [
            .. Version(hours.Version),
            .. Zone(hours.Zone, zone),
            .. Weekdays.All.SelectMany(day => Periods(week.On(day), $"week.{Weekdays.NameOf(day)}")),
            .. NeverOpen(week),
            .. TooMany(holidays.Count, MaxHolidays, "holidays"),
            .. holidays.SelectMany((holiday, index) => Dated(holiday.Date, holiday.Name, holiday.Periods, At("holidays", index))),
            .. TooMany(workingDays.Count, MaxWorkingDays, "workingDays"),
            .. workingDays.SelectMany((day, index) => Working(day, week, At("workingDays", index))),
            .. RepeatedDates(holidays, workingDays),
            .. PeriodOverlaps.Faults(week, holidays, workingDays),
            .. ExemptionValidation.Faults(hours.Exemptions ?? []),
        ];
    }

    internal static string At(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");

    internal static IEnumerable<PolicyFault> TooMany(int count, int most, string path)
    {
        if (count > most)
        {
            yield return new(path, $"There are at most {most}, not {count}.");
        }
    }

    internal static IEnumerable<PolicyFault> Named(string? name, string path)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
        {
            yield return new(path, $"It takes 1 to {MaxNameLength} characters.");
        }
    }

    private static IEnumerable<PolicyFault> Version(string? version)
    {
        if (string.IsNullOrWhiteSpace(version) || version.Length > PolicyValidation.MaxVersionLength)
        {
            yield return new("version", $"A version has 1 to {PolicyValidation.MaxVersionLength} characters.");
        }
    }

    private static IEnumerable<PolicyFault> Zone(string? id, TimeZoneInfo? zone)
    {
        if (zone is null || zone.Id != id || !zone.HasIanaId)
        {
            yield return new("zone", $"There is no time zone '{id}'; it takes an IANA id, as Asia/Shanghai.");
        }
    }

    private static IEnumerable<PolicyFault> NeverOpen(WeekHours week)
    {
        if (Weekdays.All.All(day => week.On(day).Count == 0))
        {
            yield return new("week", "No weekday has a period: it would never open.");
        }
    }

    private static IEnumerable<PolicyFault> Periods(IReadOnlyList<Period>? periods, string path) =>
    [
        .. TooMany(periods?.Count ?? 0, MaxPeriodsPerDay, path),
        .. (periods ?? []).SelectMany((period, index) => PeriodFaults(period, At(path, index))),
    ];

    private static IEnumerable<PolicyFault> PeriodFaults(Period period, string path)
    {
        var (from, to) = (DayPeriod.MinuteOf(period.From), DayPeriod.MinuteOf(period.To));
        if (from is null or DayPeriod.MinutesPerDay)
        {
            yield return new($"{path}.from", $"'{period.From}' is no time of day from 00:00 to 23:59.");
        }

        if (to is null)
        {
            yield return new($"{path}.to", $"'{period.To}' is no time of day from 00:00 to 24:00.");
        }

        if (from is not null && from == to)
        {
            yield return new(path, $"A period from {period.From} to {period.To} is empty; a whole day is 00:00 to 24:00.");
        }
    }

    private static IEnumerable<PolicyFault> Dated(string? date, string? name, IReadOnlyList<Period>? periods, string path)
    {
        if (LocalDate.Parse(date) is null)
        {
            yield return new($"{path}.date", $"'{date}' is no date of the years {WallClock.FirstYear} to {WallClock.LastYear}.");
        }

        foreach (var fault in Named(name, $"{path}.name").Concat(Periods(periods, $"{path}.periods")))
        {
            yield return fault;
        }
    }

    private static IEnumerable<PolicyFault> Working(WorkingDay day, WeekHours week, string path)
    {
        foreach (var fault in Dated(day.Date, day.Name, day.Periods, path))
        {
            yield return fault;
        }

        if (day.Like is null == day.Periods is null or { Count: 0 })
        {
            yield return new(path, "A working day is either like a weekday or has periods of its own.");
        }

        if (day.Like is not null)
        {
            if (Weekdays.Parse(day.Like) is not { } like)
            {
                yield return new($"{path}.like", $"'{day.Like}' is no weekday; it takes one as friday.");
            }
            else if (week.On(like).Count == 0)
            {
                yield return new($"{path}.like", $"Nobody works on a {day.Like}.");
            }
        }
    }

    private static IEnumerable<PolicyFault> RepeatedDates(IReadOnlyList<Holiday> holidays, IReadOnlyList<WorkingDay> workingDays) => holidays
        .Select((holiday, index) => (holiday.Date, Path: At("holidays", index)))
        .Concat(workingDays.Select((day, index) => (day.Date, Path: At("workingDays", index))))
        .Where(line => LocalDate.Parse(line.Date) is not null)
        .GroupBy(line => line.Date)
        .SelectMany(group => group.Skip(1).Select(line => new PolicyFault($"{line.Path}.date", $"{line.Date} is already there, as {group.First().Path}.")));
}
