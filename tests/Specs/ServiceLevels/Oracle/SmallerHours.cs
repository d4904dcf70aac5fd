using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>The same document with one thing less in it: what a failing case is made small with.</summary>
internal static class SmallerHours
{
    internal static IEnumerable<BusinessHours> Of(BusinessHours hours)
    {
        var week = hours.Week;
        return new[]
        {
            Without(hours.Exemptions).Select(less => hours with { Exemptions = less }),
            Without(hours.WorkingDays).Select(less => hours with { WorkingDays = less }),
            Without(hours.Holidays).Select(less => hours with { Holidays = less }),
            Without(week.Monday).Select(less => hours with { Week = week with { Monday = less } }),
            Without(week.Tuesday).Select(less => hours with { Week = week with { Tuesday = less } }),
            Without(week.Wednesday).Select(less => hours with { Week = week with { Wednesday = less } }),
            Without(week.Thursday).Select(less => hours with { Week = week with { Thursday = less } }),
            Without(week.Friday).Select(less => hours with { Week = week with { Friday = less } }),
            Without(week.Saturday).Select(less => hours with { Week = week with { Saturday = less } }),
            Without(week.Sunday).Select(less => hours with { Week = week with { Sunday = less } }),
            hours.Zone == "UTC" ? [] : [hours with { Zone = "UTC" }],
        }.SelectMany(smaller => smaller).Where(IsValid);
    }

    private static bool IsValid(BusinessHours hours) =>
        BusinessHoursValidation.Faults(hours, TimeZoneInfo.FindSystemTimeZoneById(hours.Zone)).Count == 0;

    private static IEnumerable<IReadOnlyList<T>> Without<T>(IReadOnlyList<T>? lines) =>
        Enumerable.Range(0, lines?.Count ?? 0).Select(index => (IReadOnlyList<T>)[.. lines!.Where((_, other) => other != index)]);
}
