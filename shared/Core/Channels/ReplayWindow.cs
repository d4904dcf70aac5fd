using System.Globalization;

namespace OmniFunctions.Channels;

/// <summary>How far the time that a platform signed may be from ours, either way.</summary>
internal static class ReplayWindow
{
    /// <summary>In seconds; overrides what the channel holds to.</summary>
    internal const string Setting = "replay_window_seconds";

    internal static bool Holds(DateTimeOffset? signedAt, ChannelAccount account, DateTimeOffset now, TimeSpan byDefault)
    {
        var window = byDefault;
        if (account.Setting(Setting) is { } setting)
        {
            // A window that is no number is a mistake of ours, and must not open the door.
            if (!int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return false;
            }

            window = TimeSpan.FromSeconds(seconds);
        }

        return signedAt is { } at && (now - at).Duration() <= window;
    }
}
