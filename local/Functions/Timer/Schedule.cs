using System.Globalization;

namespace OmniFunctions.Local.Functions;

/// <summary>When a timer is due: by the calendar, or a fixed time after the last run.</summary>
internal abstract record Schedule
{
    private Schedule() { }

    /// <summary>Null where it never comes again.</summary>
    public abstract DateTimeOffset? After(DateTimeOffset moment);

    /// <exception cref="FormatException">The text is neither a schedule of six fields nor a time span.</exception>
    public static Schedule Parse(string text)
    {
        if (text.Contains(' ', StringComparison.Ordinal)) return new Calendar(Ncrontab.Parse(text));
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero
            ? new Interval(interval)
            : throw new FormatException($"'{text}' is neither a schedule of six fields nor a time span.");
    }

    private sealed record Calendar(Ncrontab Times) : Schedule
    {
        public override DateTimeOffset? After(DateTimeOffset moment) => Times.After(moment);
    }

    private sealed record Interval(TimeSpan Length) : Schedule
    {
        public override DateTimeOffset? After(DateTimeOffset moment) => moment + Length;
    }
}
