using System.Security.Cryptography;
using System.Text.Json;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>Tells whether two documents say the same. The version is left out: it names the document and is none of its rules.</summary>
public static class PolicyHash
{
    /// <returns>SHA-256 over the canonical JSON, lower-case hex.</returns>
    public static string Of(ServicePolicy policy)
    {
        var document = JsonSerializer.SerializeToElement(policy with { Version = "" }, CoreJson.Instance.ServicePolicy);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(document)));
    }
}
