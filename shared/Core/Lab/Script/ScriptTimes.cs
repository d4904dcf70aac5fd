using System.Globalization;

namespace OmniFunctions.Lab.Script;

/// <summary>Reads times of a wall clock and spans of time.</summary>
public static class ScriptTimes
{
    private static readonly string[] Readings = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    private static readonly string[] Instants =
        ["yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-dd HH:mm zzz", "yyyy-MM-dd HH:mm:ss zzz"];

    private static readonly Dictionary<char, double> Units = new() { ['s'] = 1, ['m'] = 60, ['h'] = 3_600, ['d'] = 86_400, ['w'] = 7 * 86_400 };

    /// <summary>A reading of the zone's wall clock; one with an offset is the moment it says.</summary>
    public static DateTimeOffset? Read(string text, TimeZoneInfo zone, out string problem)
    {
        problem = "";
        text = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        if (DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)) return instant.ToUniversalTime();
        if (!DateTime.TryParseExact(text, Readings, CultureInfo.InvariantCulture, DateTimeStyles.None, out var reading))
        {
            problem = $"'{text}' is no time; write it as 2026-10-01 09:30, with seconds or an offset (+08:00) if need be.";
            return null;
        }

        if (zone.IsInvalidTime(reading))
        {
            problem = $"{text} does not exist in {zone.Id}: the clock is put forward over it.";
            return null;
        }

        if (zone.IsAmbiguousTime(reading))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(reading).OrderDescending().Select(Shown);
            problem = $"{text} comes twice in {zone.Id}, because the clock is put back: write {string.Join(" or ", offsets.Select(offset => text + offset))}.";
            return null;
        }

        return new DateTimeOffset(reading, zone.GetUtcOffset(reading)).ToUniversalTime();
    }

    /// <summary>As <c>90s</c>, <c>5m</c>, <c>1h30m</c>, <c>2d</c>, <c>1w</c>.</summary>
    public static TimeSpan? Span(string text)
    {
        double seconds = 0, number = 0;
        var digits = 0;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter) && digits < 9)
            {
                number = (number * 10) + (letter - '0');
                digits++;
            }
            else if (digits > 0 && Units.TryGetValue(letter, out var unit))
            {
                seconds += number * unit;
                (number, digits) = (0, 0);
            }
            else
            {
                return null;
            }
        }

        return digits == 0 && text.Length > 0 && seconds <= LabScript.MaxDays * Units['d'] ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static string Shown(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hh\\:mm}");
}
