using System.Globalization;
using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>The rule in a zone file's footer (POSIX TZ, with the hours beyond a day that RFC 9636 allows), as <c>CET-1CEST,M3.5.0,M10.5.0/3</c>.</summary>
internal sealed partial class ZoneRule
{
    private readonly long standard;
    private readonly long daylight;
    private readonly Moment? begins;
    private readonly Moment? ends;

    private ZoneRule(Match match)
    {
        standard = -Ticks(match.Groups["std"].Value);
        if (match.Groups["from"].Success)
        {
            daylight = match.Groups["dst"].Value.Length > 0 ? -Ticks(match.Groups["dst"].Value) : standard + TimeSpan.TicksPerHour;
            begins = Moment.Parse(match.Groups["from"].Value);
            ends = Moment.Parse(match.Groups["to"].Value);
        }
    }

    /// <summary>Whether both changes come at a time of their own day: others have no form in the base library.</summary>
    internal bool Fits => (begins is null || begins.IsWithinDay) && (ends is null || ends.IsWithinDay);

    internal static ZoneRule Parse(string footer) =>
        Form().Match(footer) is { Success: true } match ? new ZoneRule(match) : throw new FormatException($"No rule of a zone: '{footer}'.");

    /// <summary>The changes of these years in order; a rule without daylight saving has none.</summary>
    internal IEnumerable<(long At, long Offset)> Changes(int fromYear, int toYear)
    {
        if (begins is null || ends is null)
        {
            return [];
        }

        return Enumerable.Range(fromYear, toYear - fromYear + 1)
            .SelectMany(year => new[] { (At: begins.In(year) - standard, Offset: daylight), (At: ends.In(year) - daylight, Offset: standard) })
            .OrderBy(change => change.At);
    }

    /// <summary>The nth weekday of a month (5 = the last), or the nth day of the year, and a time counted from that midnight.</summary>
    private sealed record Moment(int Month, int Week, int Day, long Time)
    {
        internal bool IsWithinDay => Time is >= 0 and < TimeSpan.TicksPerDay;

        internal static Moment Parse(string text)
        {
            var (date, time) = text.Split('/') is [var before, var after] ? (before, Ticks(after)) : (text, 2 * TimeSpan.TicksPerHour);
            if (date.StartsWith('J'))
            {
                return new Moment(0, 1, int.Parse(date[1..], CultureInfo.InvariantCulture), time);
            }

            var parts = date[1..].Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            return new Moment(parts[0], parts[1], parts[2], time);
        }

        internal long In(int year) => Date(year).Ticks + Time;

        private DateTime Date(int year)
        {
            if (Month == 0)
            {
                // Such days are counted as if no year had a 29th of February.
                return new DateTime(2001, 1, 1).AddDays(Day - 1) is var day ? new DateTime(year, day.Month, day.Day) : default;
            }

            var first = new DateTime(year, Month, 1);
            var found = first.AddDays(((Day - (int)first.DayOfWeek + 7) % 7) + ((Week - 1) * 7));
            return found.Month == Month ? found : found.AddDays(-7);
        }
    }

    private static long Ticks(string time)
    {
        var negative = time.StartsWith('-');
        var parts = time.TrimStart('+', '-').Split(':').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var seconds = (parts[0] * 3_600L) + (parts.ElementAtOrDefault(1) * 60) + parts.ElementAtOrDefault(2);
        return (negative ? -seconds : seconds) * TimeSpan.TicksPerSecond;
    }

    [GeneratedRegex(@"^(?:[A-Za-z]+|<[^>]+>)(?<std>[+-]?[\d:]+)(?:(?:[A-Za-z]+|<[^>]+>)(?<dst>[+-]?[\d:]*),(?<from>[^,]+),(?<to>.+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
