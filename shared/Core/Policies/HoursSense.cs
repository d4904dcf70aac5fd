using OmniFunctions.Documents;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Calendars that cannot be, and callbacks that could never fall into theirs.</summary>
internal static class HoursSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy, Func<string, TimeZoneInfo?> zones) =>
    [
        .. policy.Hours.SelectMany((hours, index) => BusinessHoursValidation.Faults(hours.ToBusinessHours(), zones(hours.Zone))
            .Select(fault => fault with { Path = $"{PolicySense.At("hours", index)}.{fault.Path}" })),
        .. policy.Queues.SelectMany((queue, index) => queue.Callback is { } callback ? Callback(policy, queue, callback, $"{PolicySense.At("queues", index)}.callback", zones) : []),
        .. Unused(policy),
    ];

    private static IEnumerable<PolicyFault> Callback(ServicePolicy policy, QueuePolicy queue, CallbackPolicy callback, string path, Func<string, TimeZoneInfo?> zones)
    {
        if (callback.DefaultZone is { } zone && zones(zone) is not { HasIanaId: true })
        {
            yield return new($"{path}.defaultZone", $"There is no time zone '{zone}'; it takes an IANA id, as Asia/Shanghai.");
        }

        if ((long)callback.EarliestSeconds > callback.MaxDays * 24L * 3_600)
        {
            yield return new($"{path}.earliestSeconds", $"The first attempt would come after the last day ({callback.MaxDays}) on which one may be agreed.");
        }

        var hours = policy.Hours.FirstOrDefault(known => known.Id == (callback.Hours ?? queue.Hours));
        if (hours is not null && LongestClosed(hours.Week) is { } closed && closed > TimeSpan.FromDays(callback.MaxDays))
        {
            yield return new($"{path}.maxDays", $"'{hours.Id}' can stay closed for {Math.Ceiling(closed.TotalDays)} days: a callback within {callback.MaxDays} may never fall into it.");
        }
    }

    /// <summary>In a usual week, on the clock. Null when it never opens, which is said elsewhere, or has times that are none.</summary>
    private static TimeSpan? LongestClosed(WeekHours week)
    {
        var spans = Weekdays.All
            .SelectMany((day, index) => week.On(day).Select(period => (From: DayPeriod.MinuteOf(period.From), To: DayPeriod.MinuteOf(period.To), Day: index)))
            .Where(span => span.From is not null && span.To is not null)
            .Select(span => (From: (span.Day * DayPeriod.MinutesPerDay) + span.From!.Value, To: (span.Day * DayPeriod.MinutesPerDay) + span.To!.Value + (span.To <= span.From ? DayPeriod.MinutesPerDay : 0)))
            .OrderBy(span => span.From)
            .ToArray();
        if (spans.Length == 0) return null;
        var longest = 0;
        var until = spans[0].To;
        foreach (var (from, to) in spans.Skip(1).Append((spans[0].From + (7 * DayPeriod.MinutesPerDay), 0)))
        {
            longest = Math.Max(longest, from - until);
            until = Math.Max(until, to);
        }

        return TimeSpan.FromMinutes(longest);
    }

    private static IEnumerable<PolicyFault> Unused(ServicePolicy policy) => policy.Hours
        .Select((hours, index) => (hours.Id, Path: PolicySense.At("hours", index)))
        .Where(hours => policy.Queues.All(queue => queue.Hours != hours.Id && queue.Callback?.Hours != hours.Id))
        .Select(hours => new PolicyFault(hours.Path, $"Nothing keeps the hours '{hours.Id}'.", Severity.Warning));
}
