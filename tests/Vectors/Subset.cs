using System.Text.Json;

namespace OmniFunctions.Tests.Vectors;

/// <summary>Whether one JSON value holds at least what another asks for.</summary>
internal static class Subset
{
    /// <returns>Null when it does, else where it does not.</returns>
    public static string? Fault(JsonElement asked, JsonElement found, string path)
    {
        switch (asked.ValueKind)
        {
            case JsonValueKind.Object when found.ValueKind == JsonValueKind.Object:
                foreach (var property in asked.EnumerateObject())
                {
                    var at = $"{path}.{property.Name}";
                    if (!found.TryGetProperty(property.Name, out var value)) return $"{at} is missing";
                    if (Fault(property.Value, value, at) is { } fault) return fault;
                }

                return null;
            case JsonValueKind.Array when found.ValueKind == JsonValueKind.Array:
                if (asked.GetArrayLength() != found.GetArrayLength()) return $"{path} has {found.GetArrayLength()} entries, not {asked.GetArrayLength()}";
                return asked.EnumerateArray().Zip(found.EnumerateArray()).Select((pair, i) => Fault(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(fault => fault is not null);
            default:
                return JsonElement.DeepEquals(asked, found) ? null : $"{path} is {found.GetRawText()}, not {asked.GetRawText()}";
        }
    }
}
