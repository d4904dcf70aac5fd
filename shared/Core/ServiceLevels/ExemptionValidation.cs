using OmniFunctions.Policies;

namespace OmniFunctions.ServiceLevels;

/// <summary>An exemption takes time out of every meter, so that two of the same moment, or one without an end in sight, are a mistake.</summary>
internal static class ExemptionValidation
{
    internal static IEnumerable<PolicyFault> Faults(IReadOnlyList<Exemption> exemptions) =>
    [
        .. BusinessHoursValidation.TooMany(exemptions.Count, BusinessHoursValidation.MaxExemptions, "exemptions"),
        .. exemptions.SelectMany((exemption, index) => One(exemption, BusinessHoursValidation.At("exemptions", index))),
        .. Overlaps(exemptions),
    ];

    private static IEnumerable<PolicyFault> One(Exemption exemption, string path)
    {
        var (from, until) = (LocalDate.ParseReading(exemption.From), LocalDate.ParseReading(exemption.Until));
        if (from is null)
        {
            yield return new($"{path}.from", NoReading(exemption.From));
        }

        if (until is null)
        {
            yield return new($"{path}.until", NoReading(exemption.Until));
        }

        if (until <= from)
        {
            yield return new(path, "An exemption ends after it begins.");
        }

        if (until - from > TimeSpan.FromDays(BusinessHoursValidation.MaxExemptionDays))
        {
            yield return new(path, $"An exemption lasts at most {BusinessHoursValidation.MaxExemptionDays} days.");
        }

        foreach (var fault in BusinessHoursValidation.Named(exemption.Reason, $"{path}.reason"))
        {
            yield return fault;
        }
    }

    private static IEnumerable<PolicyFault> Overlaps(IReadOnlyList<Exemption> exemptions)
    {
        var inOrder = exemptions
            .Select((exemption, index) => (
                From: LocalDate.ParseReading(exemption.From), Until: LocalDate.ParseReading(exemption.Until), Path: BusinessHoursValidation.At("exemptions", index)))
            .Where(line => line.From < line.Until)
            .OrderBy(line => line.From);
        (DateTime? Until, string Path) furthest = (null, "");
        foreach (var (from, until, path) in inOrder)
        {
            if (from < furthest.Until)
            {
                yield return new(path, $"It overlaps {furthest.Path}.");
            }

            if (furthest.Until is null || until > furthest.Until)
            {
                furthest = (until, path);
            }
        }
    }

    private static string NoReading(string? text) =>
        $"'{text}' is no reading of the wall clock as 2026-02-15T00:00, of the years {WallClock.FirstYear} to {WallClock.LastYear}.";
}
