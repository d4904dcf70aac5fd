using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Local.Functions;

/// <summary>Reads host.json by path, with every wrong value named and none guessed at.</summary>
internal sealed class HostJson
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly JsonElement root;
    private readonly SettingResolver settings;
    private readonly StartupFaults faults;

    private HostJson(JsonElement root, SettingResolver settings, StartupFaults faults)
    {
        this.root = root;
        this.settings = settings;
        this.faults = faults;
    }

    /// <summary>The document, or null with the reason where it does not parse.</summary>
    public static JsonElement? Parse(string text, out string? fault)
    {
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
            fault = "host.json is not an object.";
        }
        catch (JsonException e)
        {
            fault = $"host.json is not JSON: {e.Message}";
        }

        return null;
    }

    public static HostJson Read(string text, SettingResolver settings, StartupFaults faults)
    {
        var root = Parse(text, out var fault);
        if (fault is not null) faults.Add(fault);
        var json = new HostJson(root ?? JsonDocument.Parse("{}").RootElement, settings, faults);
        if (root is not null && json.Text("version", "") != "2.0") faults.Add("host.json: version is not \"2.0\".");
        return json;
    }

    public string Text(string path, string fallback)
    {
        if (Find(path) is not { } value) return fallback;
        if (value.ValueKind == JsonValueKind.String) return settings.Resolve(value.GetString()!, $"host.json: {path}");
        return Wrong(path, "a text", fallback);
    }

    public int Number(string path, int fallback, int least, int most)
    {
        if (Find(path) is not { } value) return fallback;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : Wrong(path, $"a whole number from {least} to {most}", fallback);
    }

    public bool Flag(string path, bool fallback) => Find(path)?.ValueKind switch
    {
        null => fallback,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Wrong(path, "true or false", fallback),
    };

    /// <summary>hh:mm:ss</summary>
    public TimeSpan Span(string path, TimeSpan fallback, TimeSpan most)
    {
        if (Find(path) is not { } value) return fallback;
        return value.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(settings.Resolve(value.GetString()!, $"host.json: {path}"), CultureInfo.InvariantCulture, out var span)
            && span >= TimeSpan.Zero && span <= most
            ? span
            : Wrong(path, $"a time as hh:mm:ss up to {most}", fallback);
    }

    private JsonElement? Find(string path)
    {
        var element = root;
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)) return null;
        }

        return element;
    }

    private T Wrong<T>(string path, string expected, T fallback)
    {
        faults.Add($"host.json: {path} is not {expected}.");
        return fallback;
    }
}
