using System.Text.Json;

namespace OmniFunctions.Tests.Vectors;

/// <summary>What we are given to send or to answer, and what must leave.</summary>
/// <param name="Input">By the names of the file, as <c>secret</c>, <c>params</c>, <c>message</c>.</param>
/// <param name="Output">What must come out, at least.</param>
internal sealed record OutboundVector(string Channel, string Name, JsonElement Input, JsonElement Output)
{
    public string Id => $"{Channel}/{Name}";

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!Input.TryGetProperty(name, out _)) return false;
        return true;
    }

    /// <summary>The first of these that is there, as text; numbers by their digits.</summary>
    /// <exception cref="FormatException">None is.</exception>
    public string Text(params ReadOnlySpan<string> names) => Optional(names) ?? throw new FormatException($"input has no {string.Join(" or ", names)}");

    public string? Optional(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Input.TryGetProperty(name, out var value)) return TextOf(value);
        return null;
    }

    /// <exception cref="FormatException">It is not there, or no object.</exception>
    public Dictionary<string, string> Texts(string name) => Input.TryGetProperty(name, out var map) && map.ValueKind == JsonValueKind.Object
        ? map.EnumerateObject().ToDictionary(member => member.Name, member => TextOf(member.Value), StringComparer.Ordinal)
        : throw new FormatException($"input has no object {name}");

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
