using System.Text.Json;

namespace OmniFunctions.Tests.Vectors;

/// <summary>A request as a platform would send it, and what must come of it.</summary>
/// <param name="Path">With the query; the part before it is a placeholder.</param>
/// <param name="Clock">The second at which it arrives; null where the channel signs no time.</param>
internal sealed record Vector(
    string Id,
    string Channel,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    IReadOnlyDictionary<string, string> Secrets,
    long? Clock,
    Expectation Expect)
{
    public string Query => Path.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? Path[at..] : "";
}

/// <param name="Valid">Whether it is authentic.</param>
/// <param name="ParseError">Authentic, but must be refused or ignored when read, without a failure of the server.</param>
/// <param name="Items">What each item must contain at least; null where nothing is said of them.</param>
internal sealed record Expectation(bool Valid, bool ParseError, IReadOnlyList<JsonElement>? Items, JsonElement? Response);
