using System.Text;
using System.Text.Json;

namespace OmniFunctions.Local.Functions;

/// <summary>A file of settings as people write it, with comments and trailing commas, and with the line of each value.</summary>
internal sealed class JsonFile
{
    private const string EndOfMessage = " LineNumber:";
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private readonly Dictionary<string, int> lines;

    private JsonFile(string name, JsonElement root, Dictionary<string, int> lines)
    {
        Name = name;
        Root = root;
        this.lines = lines;
    }

    public string Name { get; }

    /// <summary>An object.</summary>
    public JsonElement Root { get; }

    /// <summary>The file, or null after the fault was named that keeps it from being read at all.</summary>
    public static JsonFile? Parse(string name, string text, StartupFaults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new(name, document.RootElement.Clone(), JsonLines.Of(Encoding.UTF8.GetBytes(text)));
            faults.Add($"{name} is not an object.");
        }
        catch (JsonException e)
        {
            // The parser counts from 0 and says so in its own words at the end.
            var end = e.Message.IndexOf(EndOfMessage, StringComparison.Ordinal);
            faults.Add($"{name}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1} is not JSON: {(end < 0 ? e.Message : e.Message[..end])}");
        }

        return null;
    }

    /// <summary>The value at a path of names; names differ by more than their case, as everywhere in configuration.</summary>
    public JsonElement? Find(string path)
    {
        var element = Root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object) return null;
            var found = element.EnumerateObject().LastOrDefault(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));
            if (found.Value.ValueKind == JsonValueKind.Undefined) return null;
            element = found.Value;
        }

        return element;
    }

    /// <summary>Where the value stands, for people: <c>host.json, line 7: extensions.http.routePrefix</c>.</summary>
    public string Place(string path) => lines.TryGetValue(path, out var line) ? $"{Name}, line {line}: {path}" : $"{Name}: {path}";
}
