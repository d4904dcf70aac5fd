using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using OmniFunctions.Json;

namespace OmniFunctions.Policies;

/// <summary>Tells whether two documents say the same. The version is left out: it names the document and is none of its rules.</summary>
public static class PolicyHash
{
    /// <returns>SHA-256 over the canonical JSON, lower-case hex.</returns>
    public static string Of(ServicePolicy policy)
    {
        var document = JsonSerializer.SerializeToNode(policy with { Version = "" }, CoreJson.Instance.ServicePolicy)!;
        Shorten(document);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(JsonSerializer.SerializeToElement(document))));
    }

    /// <summary>A list or map without an entry says no more than none.</summary>
    private static void Shorten(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map.ToArray())
                {
                    Shorten(value!);
                    if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 }) map.Remove(name);
                }

                break;
            case JsonArray list:
                foreach (var value in list) Shorten(value!);
                break;
        }
    }
}
