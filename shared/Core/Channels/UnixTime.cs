namespace OmniFunctions.Channels;

/// <summary>A platform's own times. One outside the calendar is no time rather than an exception.</summary>
internal static class UnixTime
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    internal static DateTimeOffset? FromSeconds(long? seconds) =>
        seconds is >= FirstSecond and <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    internal static DateTimeOffset? FromMilliseconds(long? milliseconds) =>
        milliseconds is >= FirstSecond * 1_000 and <= LastSecond * 1_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
}
