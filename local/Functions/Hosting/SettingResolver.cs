using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Local.Functions;

/// <summary>Replaces <c>%NAME%</c> in attributes and host.json by the setting of that name.</summary>
internal sealed partial class SettingResolver(IConfiguration configuration, SettingsFile file, StartupFaults faults)
{
    private readonly HashSet<string> examined = [];

    public string? this[string name] => configuration[name];

    /// <summary>The setting for people, with the line of the file it stands on.</summary>
    public string Place(string name) => file.PlaceOf(name) ?? $"The setting {name}";

    /// <param name="where">Names the place in the fault of a setting that is missing.</param>
    public string Resolve(string text, string where) => Percent().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (configuration[name] is { } value) return value;
        faults.Add($"{where} names the setting %{name}%, which is not set.");
        return match.Value;
    });

    /// <summary>The connection string of a trigger or an output: the setting of that name, or the part's default. It leads to this process.</summary>
    public string Connection(string? name, string fallback, string where)
    {
        var setting = Resolve(name ?? fallback, where);
        var full = configuration[setting] is { Length: > 0 } ? setting : $"ConnectionStrings:{setting}";
        if (configuration[full] is not { Length: > 0 } value)
        {
            faults.Add($"{where} needs the connection string '{setting}', which is not set.");
            return "";
        }

        // Many functions share one connection string; its faults are named once.
        if (examined.Add(full)) Examine(full, value);
        return value;
    }

    private void Examine(string name, string value)
    {
        var platform = configuration["OMNI_PLATFORM"] ?? LocalHostSetup.DefaultPlatform;
        foreach (var fault in ConnectionFaults.Of(value, platform)) faults.Add($"{Place(name)} is no connection string to this platform: {fault}");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Percent();
}
