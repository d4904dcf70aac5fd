using OmniFunctions.Policies;

namespace OmniFunctions.ServiceLevels;

/// <summary>JSON lets a list hold <c>null</c>, whatever the types say.</summary>
internal static class MissingLines
{
    internal static IReadOnlyList<PolicyFault> Faults(BusinessHours hours) =>
    [
        .. Weekdays.All.SelectMany(day => Of(hours.Week?.On(day), $"week.{Weekdays.NameOf(day)}")),
        .. Of(hours.Holidays, "holidays"),
        .. Inner(hours.Holidays, holiday => holiday.Periods, "holidays"),
        .. Of(hours.WorkingDays, "workingDays"),
        .. Inner(hours.WorkingDays, day => day.Periods, "workingDays"),
        .. Of(hours.Exemptions, "exemptions"),
    ];

    private static IEnumerable<PolicyFault> Inner<T>(IReadOnlyList<T>? lines, Func<T, IReadOnlyList<Period>?> periods, string path)
        where T : class => (lines ?? [])
            .Select((line, index) => (line, Path: $"{BusinessHoursValidation.At(path, index)}.periods"))
            .Where(entry => entry.line is not null)
            .SelectMany(entry => Of(periods(entry.line), entry.Path));

    private static IEnumerable<PolicyFault> Of<T>(IReadOnlyList<T>? lines, string path)
        where T : class => (lines ?? [])
            .Select((line, index) => (line, index))
            .Where(entry => entry.line is null)
            .Select(entry => new PolicyFault(BusinessHoursValidation.At(path, entry.index), "There is nothing on this line."));
}
