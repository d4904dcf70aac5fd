using System.Text.Json;
using OmniFunctions.Documents;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>Looks a policy that a program made through and names all its faults at once; one with any fault is never activated.</summary>
public static class PolicyValidation
{
    public const int MaxVersionLength = PolicyLimits.MaxVersionLength;
    public const int MinOfferSeconds = 5;
    public const int MaxOfferSeconds = 3_600;
    public const int MaxFirstResponseSeconds = 7 * 24 * 3_600;
    public const int MaxReopenSeconds = 90 * 24 * 3_600;

    /// <param name="zones">What the machine knows under an IANA id.</param>
    public static IReadOnlyList<PolicyFault> Faults(ServicePolicy policy, Func<string, TimeZoneInfo?> zones) =>
        [.. Read(policy, zones).Faults.Select(fault => new PolicyFault(fault.Path, fault.Problem))];

    /// <summary>Of a document without business hours.</summary>
    public static IReadOnlyList<PolicyFault> Faults(ServicePolicy policy) => Faults(policy, _ => null);

    /// <summary>By the same way as a text takes: what the format refuses is refused whoever wrote it.</summary>
    public static PolicyReading Read(ServicePolicy policy, Func<string, TimeZoneInfo?> zones) =>
        PolicyReading.Of(JsonText.Read(JsonSerializer.SerializeToUtf8Bytes(policy, CoreJson.Instance.ServicePolicy)), zones);
}
