using System.Security.Cryptography;
using System.Text.Json;
using OmniFunctions.Json;

namespace OmniFunctions.ServiceLevels;

/// <summary>
/// Tells whether two documents say the same. The version is left out: it names the document and is none of its hours. Dated lines have
/// no order of their own, and a list without a line says no more than no list.
/// </summary>
public static class BusinessHoursHash
{
    /// <returns>SHA-256 over the canonical JSON, lower-case hex.</returns>
    public static string Of(BusinessHours hours)
    {
        var said = hours with
        {
            Version = "",
            Week = Said(hours.Week),
            Holidays = Said(hours.Holidays, holiday => holiday.Date)?.Select(holiday => holiday with { Periods = Said(holiday.Periods) }).ToArray(),
            WorkingDays = Said(hours.WorkingDays, day => day.Date)?.Select(day => day with { Periods = Said(day.Periods) }).ToArray(),
            Exemptions = Said(hours.Exemptions, exemption => exemption.From),
        };
        var document = JsonSerializer.SerializeToElement(said, CoreJson.Instance.BusinessHours);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(document)));
    }

    private static WeekHours Said(WeekHours week) => new(
        Said(week.Monday), Said(week.Tuesday), Said(week.Wednesday), Said(week.Thursday), Said(week.Friday), Said(week.Saturday), Said(week.Sunday));

    private static Period[]? Said(IReadOnlyList<Period>? periods) => Said(periods, period => period.From);

    private static T[]? Said<T>(IReadOnlyList<T>? lines, Func<T, string> key) =>
        lines is null or [] ? null : [.. lines.OrderBy(key, StringComparer.Ordinal)];
}
