using System.Globalization;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Tests.Specs.ServiceLevels.Oracle;

/// <summary>The document, taken at its word: is a reading of the wall clock within a period of its date, or of the date before?</summary>
internal sealed class Reading
{
    private readonly BusinessHours hours;
    private readonly List<(DateTime From, DateTime Until)> exempted;
    private readonly Dictionary<DateTime, (long From, long To)[]> plans = [];

    internal Reading(BusinessHours hours)
    {
        this.hours = hours;
        exempted = [.. (hours.Exemptions ?? []).Select(line => (Time(line.From), Time(line.Until)))];
    }

    internal bool IsWithinHours(long reading)
    {
        var date = new DateTime(reading).Date;
        return IsIn(date, reading) || IsIn(date.AddDays(-1), reading);
    }

    internal bool IsExempted(long reading) => exempted.Exists(span => span.From.Ticks <= reading && reading < span.Until.Ticks);

    /// <summary>All readings of a date at which something may change.</summary>
    internal IEnumerable<long> EdgesOf(DateTime date, bool withPeriods) =>
    [
        .. (withPeriods ? Plan(date) : []).SelectMany(period => new[] { date.Ticks + period.From, date.Ticks + period.To }),
        .. exempted.SelectMany(span => new[] { span.From, span.Until }).Where(edge => edge.Date == date).Select(edge => edge.Ticks),
    ];

    private bool IsIn(DateTime date, long reading)
    {
        foreach (var (from, to) in Plan(date))
        {
            if (date.Ticks + from <= reading && reading < date.Ticks + to)
            {
                return true;
            }
        }

        return false;
    }

    private (long From, long To)[] Plan(DateTime date)
    {
        if (!plans.TryGetValue(date, out var plan))
        {
            plans[date] = plan = [.. PeriodsOf(date).Select(Ticks)];
        }

        return plan;
    }

    private IReadOnlyList<Period> PeriodsOf(DateTime date)
    {
        var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (hours.Holidays?.FirstOrDefault(line => line.Date == text) is { } holiday)
        {
            return holiday.Periods ?? [];
        }

        if (hours.WorkingDays?.FirstOrDefault(line => line.Date == text) is { } working)
        {
            return working.Like is null ? working.Periods! : OfWeekday(working.Like);
        }

        return OfWeekday(date.ToString("dddd", CultureInfo.InvariantCulture).ToLowerInvariant());
    }

    private IReadOnlyList<Period> OfWeekday(string name) => name switch
    {
        "monday" => hours.Week.Monday,
        "tuesday" => hours.Week.Tuesday,
        "wednesday" => hours.Week.Wednesday,
        "thursday" => hours.Week.Thursday,
        "friday" => hours.Week.Friday,
        "saturday" => hours.Week.Saturday,
        _ => hours.Week.Sunday,
    } ?? [];

    private static (long From, long To) Ticks(Period period)
    {
        var (from, to) = (Minutes(period.From), Minutes(period.To));
        return (from * TimeSpan.TicksPerMinute, (to < from ? to + 1_440 : to) * TimeSpan.TicksPerMinute);
    }

    private static long Minutes(string time) =>
        (int.Parse(time.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60) + int.Parse(time.AsSpan(3), CultureInfo.InvariantCulture);

    private static DateTime Time(string reading) => DateTime.Parse(reading, CultureInfo.InvariantCulture);
}
