using System.Globalization;
using System.Numerics;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// A schedule of six fields: second, minute, hour, day of month, month, day of week (0 is Sunday). A field is <c>*</c>, a number, a range,
/// a step or a list of these; months and days may be named. A day must fit both its day of month and its day of week. All in UTC.
/// </summary>
internal sealed class Ncrontab
{
    /// <summary>The calendar of weekdays and leap days comes round within this time, over a century's missing leap day too.</summary>
    private const int MaxYearsAhead = 41;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong seconds;
    private readonly ulong minutes;
    private readonly ulong hours;
    private readonly ulong days;
    private readonly ulong months;
    private readonly ulong weekdays;

    private Ncrontab(string[] fields)
    {
        seconds = Field(fields[0], 0, 59, []);
        minutes = Field(fields[1], 0, 59, []);
        hours = Field(fields[2], 0, 23, []);
        days = Field(fields[3], 1, 31, []);
        months = Field(fields[4], 1, 12, Months);
        weekdays = Field(fields[5], 0, 6, Days);
    }

    /// <exception cref="FormatException">Says which field is wrong.</exception>
    public static Ncrontab Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 6
            ? new Ncrontab(fields)
            : throw new FormatException($"'{text}' has {fields.Length} fields; a schedule has six: second, minute, hour, day, month, day of week.");
    }

    /// <summary>The first time after the given one, or null where no day ever fits, as 30 February.</summary>
    public DateTimeOffset? After(DateTimeOffset moment)
    {
        var time = moment.UtcDateTime;
        time = new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, DateTimeKind.Utc).AddSeconds(1);
        var end = time.Year + MaxYearsAhead;
        while (time.Year < end && time.Year < DateTime.MaxValue.Year)
        {
            if (!Has(months, time.Month)) time = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            else if (!Has(days, time.Day) || !Has(weekdays, (int)time.DayOfWeek)) time = time.Date.AddDays(1);
            else if (Next(hours, time.Hour) is not { } hour) time = time.Date.AddDays(1);
            else if (hour != time.Hour) time = time.Date.AddHours(hour);
            else if (Next(minutes, time.Minute) is not { } minute) time = time.Date.AddHours(hour + 1);
            else if (minute != time.Minute) time = time.Date.AddHours(hour).AddMinutes(minute);
            else if (Next(seconds, time.Second) is not { } second) time = time.Date.AddHours(hour).AddMinutes(minute + 1);
            else return new DateTimeOffset(time.Date.AddHours(hour).AddMinutes(minute).AddSeconds(second), TimeSpan.Zero);
        }

        return null;
    }

    private static bool Has(ulong field, int value) => (field >> value & 1) != 0;

    private static int? Next(ulong field, int from) => field >> from is var rest && rest == 0 ? null : from + BitOperations.TrailingZeroCount(rest);

    private static ulong Field(string text, int least, int most, string[] names)
    {
        var bits = 0UL;
        foreach (var part in text.Split(',')) bits |= Part(part, least, most, names);
        return bits;
    }

    private static ulong Part(string text, int least, int most, string[] names)
    {
        var stepped = text.Split('/');
        var step = 1;
        if (stepped.Length > 2 || stepped.Length == 2 && (!int.TryParse(stepped[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1))
            throw Wrong(text);
        var range = stepped[0].Split('-');
        var (from, to) = range switch
        {
            ["*"] => (least, most),
            [var single] when stepped.Length == 2 => (Value(single, least, most, names), most),
            [var single] => (Value(single, least, most, names), Value(single, least, most, names)),
            [var first, var last] => (Value(first, least, most, names), Value(last, least, most, names)),
            _ => throw Wrong(text),
        };
        if (from > to) throw Wrong(text);
        var bits = 0UL;
        for (var value = from; value <= to; value += step) bits |= 1UL << value;
        return bits;
    }

    private static int Value(string text, int least, int most, string[] names)
    {
        var named = Array.FindIndex(names, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        if (named >= 0) return named + least;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Wrong(text);
    }

    private static FormatException Wrong(string part) => new($"'{part}' is no part of a schedule.");
}
