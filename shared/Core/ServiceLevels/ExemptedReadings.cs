namespace OmniFunctions.ServiceLevels;

/// <summary>A document's exemptions as spans of wall-clock readings, in order.</summary>
internal static class ExemptedReadings
{
    internal static IReadOnlyList<(long Start, long End)> Of(BusinessHours document) =>
    [
        .. (document.Exemptions ?? [])
            .Select(exemption => (LocalDate.ParseReading(exemption.From)!.Value.Ticks, LocalDate.ParseReading(exemption.Until)!.Value.Ticks))
            .Order(),
    ];

    /// <summary>What of the spans is left when the exempted readings are taken out; both in order and disjoint in themselves.</summary>
    internal static IEnumerable<(long Start, long End)> TakenFrom(IEnumerable<(long Start, long End)> spans, IReadOnlyList<(long Start, long End)> exempted)
    {
        foreach (var (start, end) in spans)
        {
            var from = start;
            foreach (var exemption in exempted.Where(exemption => exemption.End > start && exemption.Start < end))
            {
                if (exemption.Start > from)
                {
                    yield return (from, exemption.Start);
                }

                from = Math.Max(from, exemption.End);
            }

            if (from < end)
            {
                yield return (from, end);
            }
        }
    }
}
