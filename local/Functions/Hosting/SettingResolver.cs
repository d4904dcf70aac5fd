using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Local.Functions;

/// <summary>Replaces <c>%NAME%</c> in attributes and host.json by the setting of that name.</summary>
internal sealed partial class SettingResolver(IConfiguration configuration, StartupFaults faults)
{
    public string? this[string name] => configuration[name];

    /// <param name="where">Names the place in the fault of a setting that is missing.</param>
    public string Resolve(string text, string where) => Percent().Replace(text, match =>
    {
        var name = match.Groups[1].Value;
        if (configuration[name] is { } value) return value;
        faults.Add($"{where} names the setting %{name}%, which is not set.");
        return match.Value;
    });

    /// <summary>The connection string of a trigger: the setting of that name, or the part's default.</summary>
    public string Connection(string? name, string fallback, string where)
    {
        var setting = Resolve(name ?? fallback, where);
        if ((configuration[setting] ?? configuration[$"ConnectionStrings:{setting}"]) is { Length: > 0 } value) return value;
        faults.Add($"{where} needs the connection string '{setting}', which is not set.");
        return "";
    }

    /// <summary>Triggers listen on the platform of this process; another one's address is a mistake, not a wish.</summary>
    public void RequireThisPlatform(string connection, string where)
    {
        if (connection.Length == 0) return;
        var platform = configuration["OMNI_PLATFORM"] ?? LocalHostSetup.DefaultPlatform;
        if (!connection.Contains($"://{platform}/", StringComparison.OrdinalIgnoreCase) && !connection.Contains($"://{platform};", StringComparison.OrdinalIgnoreCase))
            faults.Add($"{where} connects elsewhere than to the platform '{platform}' of this process; name it as sb://{platform}/.");
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Percent();
}
