using System.Globalization;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Settings of one queue or hub, <c>OmniFunctions.Local:{kind}:{name}:{setting}</c>. In the cloud the deployment makes queues and hubs and says
/// how they behave; here the app makes them, and these settings say it.
/// </summary>
internal sealed class PartSettings(string kind, string name, SettingResolver settings, StartupFaults faults)
{
    public long Number(string setting, long fallback, long least, long most)
    {
        if (settings[Key(setting)] is not { } text) return fallback;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Wrong(setting, text, $"no whole number from {least} to {most}", fallback);
    }

    /// <summary>hh:mm:ss, with days in front where there are any: d.hh:mm:ss</summary>
    public TimeSpan Span(string setting, TimeSpan fallback, TimeSpan least, TimeSpan most)
    {
        if (settings[Key(setting)] is not { } text) return fallback;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= least && span <= most
            ? span
            : Wrong(setting, text, $"no time from {least} to {most}", fallback);
    }

    public bool Flag(string setting, bool fallback)
    {
        if (settings[Key(setting)] is not { } text) return fallback;
        return bool.TryParse(text, out var flag) ? flag : Wrong(setting, text, "neither true nor false", fallback);
    }

    private string Key(string setting) => $"OmniFunctions.Local:{kind}:{name}:{setting}";

    private T Wrong<T>(string setting, string text, string expected, T fallback)
    {
        faults.Add($"{settings.Place(Key(setting))} is '{text}', which is {expected}.");
        return fallback;
    }
}
