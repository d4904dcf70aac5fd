using OmniFunctions.Policies;

namespace OmniFunctions.ServiceLevels;

/// <summary>Names all faults of a target at once.</summary>
public static class ServiceTargetValidation
{
    public const int MaxTargetSeconds = 366 * 24 * 3_600;
    public const int MaxWarnings = 8;

    /// <param name="path">Where the target stands in its document.</param>
    public static IReadOnlyList<PolicyFault> Faults(ServiceTarget target, string path) => [.. Seconds(target, path), .. Warnings(target, path)];

    private static IEnumerable<PolicyFault> Seconds(ServiceTarget target, string path)
    {
        if (target.TargetSeconds is < 1 or > MaxTargetSeconds)
        {
            yield return new($"{path}.targetSeconds", $"A target is 1 to {MaxTargetSeconds} seconds.");
        }
    }

    private static IEnumerable<PolicyFault> Warnings(ServiceTarget target, string path)
    {
        var percents = target.WarnAtPercent;
        if (percents.Length > MaxWarnings)
        {
            yield return new($"{path}.warnAtPercent", $"There are at most {MaxWarnings} warnings.");
        }

        for (var i = 0; i < percents.Length; i++)
        {
            if (percents[i] is < 1 or >= ServiceTarget.Breach)
            {
                yield return new(BusinessHoursValidation.At($"{path}.warnAtPercent", i), "A warning comes at 1 to 99 per cent of the target.");
            }
            else if (i > 0 && percents[i] <= percents[i - 1])
            {
                yield return new(BusinessHoursValidation.At($"{path}.warnAtPercent", i), "Warnings are in ascending order, each once.");
            }
        }
    }
}
