using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

/// <summary>
/// When a customer can be called back: while the queue calls, and when it is day where they are. A time that the customer names is kept or refused;
/// one that the system chooses moves to the next that fits.
/// </summary>
internal static class CallbackTimes
{
    /// <summary>Nobody is called before and after, by their own clock.</summary>
    internal const int FirstHour = 8;

    internal const int LastHour = 21;

    /// <summary>Moves between hours and daylight until both fit; more is a calendar that never meets the customer's day.</summary>
    private const int MaxMoves = 64;

    internal static CallbackTime Agree(Rulebook rules, QueueId queue, DateTimeOffset? wanted, string? zone, DateTimeOffset now)
    {
        if (rules.TermsOf(queue).Callback is not { Enabled: true } policy)
        {
            return new(null, Refusal.CallbackNotOffered);
        }

        var customer = ZoneOf(rules, zone ?? policy.DefaultZone);
        if (zone is not null && rules.Zones is not null && customer is null)
        {
            return new(null, Refusal.CallbackTimeInvalid);
        }

        var latest = now.AddDays(policy.MaxDays);
        var due = Fit(rules, queue, customer, wanted ?? now.AddSeconds(policy.EarliestSeconds), latest);
        return due is not { } at || wanted <= now || (wanted is not null && at != wanted)
            ? new(null, Refusal.CallbackTimeInvalid)
            : new(at, null);
    }

    /// <returns>Null when there were attempts enough.</returns>
    internal static DateTimeOffset? Next(Rulebook rules, QueueId queue, string? zone, int attempt, DateTimeOffset now)
    {
        var policy = rules.TermsOf(queue).Callback ?? new CallbackPolicy();
        return attempt >= policy.Attempts
            ? null
            : Fit(
                rules,
                queue,
                ZoneOf(rules, zone ?? policy.DefaultZone),
                now.AddSeconds(policy.BackOffSeconds[Math.Min(attempt - 1, policy.BackOffSeconds.Count - 1)]),
                now.AddDays(policy.MaxDays));
    }

    private static DateTimeOffset? Fit(Rulebook rules, QueueId queue, TimeZoneInfo? customer, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var at = earliest;
        for (var moves = 0; moves < MaxMoves && at <= latest; moves++)
        {
            if (rules.Active.CallbackCalendarOf(queue) is { } calendar && !calendar.Hours.IsOpen(at))
            {
                if (calendar.Hours.NextOpening(at) is not { } opening) return null;
                at = opening;
            }
            else if (customer is not null && Night(customer, at) is { } morning)
            {
                at = morning;
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    /// <returns>The morning after, when it is night there; null by day.</returns>
    private static DateTimeOffset? Night(TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        if (local.Hour is >= FirstHour and < LastHour) return null;
        var morning = local.Date.AddDays(local.Hour >= LastHour ? 1 : 0).AddHours(FirstHour);
        while (zone.IsInvalidTime(morning)) morning = morning.AddMinutes(30);
        return new DateTimeOffset(morning, zone.GetUtcOffset(morning)).ToUniversalTime();
    }

    private static TimeZoneInfo? ZoneOf(Rulebook rules, string? zone) => zone is null ? null : rules.Zones?.Invoke(zone);
}

/// <summary>A time or a refusal: one of the two.</summary>
internal readonly record struct CallbackTime(DateTimeOffset? DueAt, Refusal? Refusal);
