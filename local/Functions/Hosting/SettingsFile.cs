using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Local.Functions;

/// <summary>The settings of a developer's machine: <c>Values</c> of local.settings.json, or of the sample beside it.</summary>
internal sealed class SettingsFile
{
    private const string Section = "Values";
    private const string Connections = "ConnectionStrings";
    private static readonly string[] Names = ["local.settings.json", "local.settings.sample.json"];
    private readonly Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Under the names of the configuration, with a colon between sections.</summary>
    public IReadOnlyDictionary<string, string?> Values => values;

    /// <summary>Empty where there is no file.</summary>
    public static SettingsFile Read(string folder, StartupFaults faults)
    {
        var settings = new SettingsFile();
        if (Names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not { } path) return settings;
        if (JsonFile.Parse(Path.GetFileName(path), File.ReadAllText(path), faults) is not { } file) return settings;
        if (file.Find("IsEncrypted") is { ValueKind: JsonValueKind.True })
            faults.Add($"{file.Place("IsEncrypted")} is true; this host reads settings in the clear only.");
        settings.Take(file, Section, prefix: "", faults);
        settings.Take(file, Connections, $"{Connections}:", faults);
        return settings;
    }

    /// <summary>Where a setting comes from, for people; null where it does not come from the file.</summary>
    public string? PlaceOf(string name) => places.GetValueOrDefault(name);

    /// <summary>The environment and the caller win over the file; what they say has no line in it.</summary>
    public void ForgetOverridden(IConfiguration configuration)
    {
        foreach (var (name, value) in values)
            if (configuration[name] != value) places.Remove(name);
    }

    private void Take(JsonFile file, string section, string prefix, StartupFaults faults)
    {
        if (file.Find(section) is not { } found) return;
        if (found.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{file.Place(section)} is not an object of names and texts.");
            return;
        }

        foreach (var value in found.EnumerateObject())
        {
            var place = file.Place($"{section}.{value.Name}");
            if (value.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                faults.Add($"{place} is not a text. Write nested settings as one name with __ between its parts.");
                continue;
            }

            var name = prefix + value.Name.Replace("__", ":", StringComparison.Ordinal);
            values[name] = value.Value.ToString();
            places[name] = place;
        }
    }
}
