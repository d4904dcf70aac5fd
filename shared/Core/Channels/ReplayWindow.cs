using System.Globalization;

namespace OmniFunctions.Channels;

/// <summary>How far the time that a platform signed may be from ours, either way.</summary>
internal static class ReplayWindow
{
    /// <summary>In seconds; overrides what the channel holds to.</summary>
    internal const string Setting = "replay_window_seconds";

    internal static AccountSetting Described { get; } = new(Setting, Required: false, Secret: false)
    {
        Hint = ("请求时间与本机时间最多相差的秒数", "How many seconds a request's time may be from ours"),
    };

    /// <summary>Of a platform that names no window: the time is looked at only where the account sets one.</summary>
    internal static bool HoldsWhereSet(string unixSeconds, ChannelAccount account, DateTimeOffset now) =>
        account.Setting(Setting) is null || Holds(Seconds(unixSeconds), account, now, TimeSpan.Zero);

    /// <returns>Null when these are no digits of a time.</returns>
    internal static DateTimeOffset? Seconds(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? UnixTime.FromSeconds(seconds) : null;

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

        // Counted as platforms and their libraries count, in whole seconds: the last second of the window belongs to it.
        return signedAt is { } at && Math.Abs(now.ToUnixTimeSeconds() - at.ToUnixTimeSeconds()) <= window.TotalSeconds;
    }
}
