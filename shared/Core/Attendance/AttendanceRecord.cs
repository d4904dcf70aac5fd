using System.Collections.Immutable;

namespace OmniFunctions.Attendance;

/// <summary>An agent's attendance as far as it is known: what they are doing since when, and the latest day.</summary>
/// <param name="Status">Null before anything was heard of them.</param>
/// <param name="Since">Everything up to here is counted.</param>
public sealed record AttendanceRecord(AttendanceStatus? Status, DateTimeOffset Since, AttendanceDay? Day)
{
    /// <summary>Nobody stays for longer without a sign; what lies before that is not counted.</summary>
    public const int MaxDays = 31;

    public static AttendanceRecord Empty { get; } = new(null, default, null);

    /// <summary>Something is different from now on. What was told late, or twice, changes nothing.</summary>
    /// <returns>The record after it, and every day that changed.</returns>
    public (AttendanceRecord Record, ImmutableArray<AttendanceDay> Changed) After(AttendanceStatus status, DateTimeOffset at, TimeZoneInfo zone, string? address = null)
    {
        if (at < Since || (Status == status && address is null)) return (this, []);
        var (counted, changed) = Until(at, zone);
        var day = counted.Day?.Day == DateIn(zone, at) ? counted.Day : new AttendanceDay(DateIn(zone, at));
        if (status.IsThere && Status is not { IsThere: true }) day = day with { FirstLogIn = day.FirstLogIn ?? at, LastLogOut = null };
        if (!status.IsThere && Status is { IsThere: true }) day = day with { LastLogOut = at };
        if (address is not null && status.IsThere) day = day with { Address = address };
        return (new AttendanceRecord(status, at, day), [.. changed.Where(other => other.Day != day.Day), day]);
    }

    /// <summary>With the time up to a moment counted in.</summary>
    public (AttendanceRecord Record, ImmutableArray<AttendanceDay> Changed) Until(DateTimeOffset at, TimeZoneInfo zone)
    {
        if (Status is not { IsThere: true } status || at <= Since) return (this, []);
        var changed = ImmutableArray.CreateBuilder<AttendanceDay>();
        var day = Day ?? new AttendanceDay(DateIn(zone, Since), FirstLogIn: Since);
        var from = Since < at.AddDays(-MaxDays) ? at.AddDays(-MaxDays) : Since;
        while (true)
        {
            if (day.Day != DateIn(zone, from)) day = new AttendanceDay(DateIn(zone, from), FirstLogIn: from, Address: day.Address);
            var midnight = EndOf(day.Day, zone);
            var to = at < midnight ? at : midnight;
            day = day.With(status, (to - from).TotalSeconds);
            changed.Add(day);
            if (to == at) return (this with { Since = at, Day = day }, changed.ToImmutable());
            from = to;
        }
    }

    private static DateOnly DateIn(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first moment of the next day, also where a clock that is put forward leaves midnight out.</summary>
    private static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);

        // Where midnight comes twice, the first one ends the day.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
