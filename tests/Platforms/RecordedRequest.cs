using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>A request as it came to a platform.</summary>
/// <param name="Sender">Ours or the library's.</param>
/// <param name="Path">Below the platform's address.</param>
/// <param name="Query">With its question mark, or empty.</param>
/// <param name="Id">What the platform called it in its answer.</param>
public sealed record RecordedRequest(string Id, string Method, string Sender, string Platform, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body's members, of JSON or of a form, by their paths, as texts. Numbers and texts of the same digits are the same here: the platforms take both.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = FieldsOf(Headers.GetValueOrDefault("Content-Type") ?? "", Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public bool Says(string text) => Fields.Values.Any(value => value.Contains(text, StringComparison.Ordinal));

    /// <summary>The body's members without some; their paths and values as lines, so that a difference can be read.</summary>
    public string Without(params string[] fields) =>
        string.Join('\n', Fields.Where(field => !fields.Contains(field.Key)).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key} = {field.Value}"));

    public override string ToString() => $"{Platform}/{Path}{Query} {Body}";

    private static Dictionary<string, string> FieldsOf(string type, string body)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            using var document = JsonDocument.Parse(body);
            Add(fields, "", document.RootElement);
        }
        else if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var pair in body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
                fields[Decoded(pair[0])] = Decoded(pair.ElementAtOrDefault(1) ?? "");
        }

        return fields;
    }

    private static void Add(Dictionary<string, string> fields, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Add(fields, path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
                break;
            case JsonValueKind.Array:
                foreach (var (entry, index) in element.EnumerateArray().Select((entry, index) => (entry, index))) Add(fields, $"{path}[{index}]", entry);
                break;
            case JsonValueKind.Null:
                break;
            default:
                fields[path] = element.ToString();
                break;
        }
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
