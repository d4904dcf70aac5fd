using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Reads host.json by path, with every wrong value named by its line and none guessed at. Numbers and flags may be written as text, because
/// the cloud host reads every value as text.
/// </summary>
internal sealed class HostJson
{
    public const string Name = "host.json";
    private readonly JsonFile? file;
    private readonly SettingResolver settings;
    private readonly StartupFaults faults;
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    private HostJson(JsonFile? file, SettingResolver settings, StartupFaults faults)
    {
        this.file = file;
        this.settings = settings;
        this.faults = faults;
    }

    public static HostJson Read(string text, SettingResolver settings, StartupFaults faults)
    {
        var json = new HostJson(JsonFile.Parse(Name, text, faults), settings, faults);
        if (json.file is not null && json.Text("version", "") != "2.0") faults.Add($"{json.file.Place("version")} is not \"2.0\".");
        return json;
    }

    public string Text(string path, string fallback)
    {
        if (Find(path) is not { } value) return fallback;
        if (value.ValueKind == JsonValueKind.String) return settings.Resolve(value.GetString()!, file!.Place(path));
        return Wrong(path, "a text", fallback);
    }

    /// <summary>One of a few words, in whatever case.</summary>
    public string Choice(string path, string fallback, params string[] words)
    {
        var text = Text(path, fallback);
        return words.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            ?? Wrong(path, string.Join(" or ", words), fallback);
    }

    public int Number(string path, int fallback, int least, int most)
    {
        if (Find(path) is not { } value) return fallback;
        var text = value.ValueKind is JsonValueKind.Number or JsonValueKind.String ? value.ToString() : "";
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Wrong(path, $"a whole number from {least} to {most}", fallback);
    }

    public bool Flag(string path, bool fallback)
    {
        if (Find(path) is not { } value) return fallback;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.String && bool.TryParse(value.ToString(), out var flag)
            ? flag
            : Wrong(path, "true or false", fallback);
    }

    /// <summary>hh:mm:ss</summary>
    public TimeSpan Span(string path, TimeSpan fallback, TimeSpan most) => ReadSpan(path, TimeSpan.Zero, most) switch
    {
        (true, { } span) => span,
        (true, null) => Wrong(path, $"a time as hh:mm:ss up to {most}", fallback),
        _ => fallback,
    };

    /// <summary>hh:mm:ss, or the text of one endless.</summary>
    public TimeSpan SpanOrEndless(string path, TimeSpan fallback, TimeSpan least, string endless) =>
        Find(path) is { ValueKind: JsonValueKind.String } value && value.GetString() == endless ? Timeout.InfiniteTimeSpan
        : ReadSpan(path, least, TimeSpan.MaxValue) switch
        {
            (true, { } span) => span,
            (true, null) => Wrong(path, $"a time as hh:mm:ss from {least} on, or {endless} for none", fallback),
            _ => fallback,
        };

    /// <summary>A time as ISO 8601.</summary>
    public DateTimeOffset? Moment(string path)
    {
        if (Text(path, "") is not { Length: > 0 } text) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : Wrong<DateTimeOffset?>(path, "a time as 2026-01-31T12:00:00Z", null);
    }

    /// <summary>Names settings of the cloud host that mean nothing on one machine.</summary>
    public void PassOver(string section, params string[] names)
    {
        foreach (var name in names) known.Add($"{section}.{name}");
    }

    /// <summary>
    /// What stands in a section and was never asked for, so probably a slip of the pen. The cloud host says nothing about it and starts; here
    /// it is said, and starts as well.
    /// </summary>
    public IEnumerable<string> Strangers(string section) => file?.Find(section) is not { ValueKind: JsonValueKind.Object } found ? []
        : found.EnumerateObject().Select(property => $"{section}.{property.Name}").Where(path => !known.Contains(path))
            .Select(path => $"{file.Place(path)} is no setting of this section; it is passed over.");

    /// <returns>Whether there is a value, and the value if it is a time within the bounds.</returns>
    private (bool IsThere, TimeSpan? Span) ReadSpan(string path, TimeSpan least, TimeSpan most)
    {
        if (Find(path) is not { } value) return (false, null);
        return value.ValueKind == JsonValueKind.String
            && TimeSpan.TryParse(settings.Resolve(value.GetString()!, file!.Place(path)), CultureInfo.InvariantCulture, out var span)
            && span >= least && span <= most
            ? (true, span)
            : (true, null);
    }

    private JsonElement? Find(string path)
    {
        // Asked for as a whole and in its parts: "a.b.c" makes b a known name of a as well.
        for (var end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1)) known.Add(path[..end]);
        return file?.Find(path);
    }

    /// <summary>Names a value that another one asks for.</summary>
    public T Missing<T>(string path, T fallback) => Wrong(path, "there, or is empty", fallback);

    private T Wrong<T>(string path, string expected, T fallback)
    {
        faults.Add($"{file!.Place(path)} is not {expected}.");
        return fallback;
    }
}
