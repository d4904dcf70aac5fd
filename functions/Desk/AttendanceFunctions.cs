using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Attendance;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Attendance;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Desk;

/// <summary>Attendance (考勤): who was there when, a day at a time in the tenant's own zone.</summary>
public sealed class AttendanceFunctions(AttendanceStore attendance, PolicyStore policies, NamesReader namesOf, TimeProvider time)
{
    [Function("Attendance"), Requires(Permission.Agent)]
    [Describes("First log-in, last log-out, and the time online, busy and away: everybody's for supervisors, one's own for others.", typeof(AttendanceList), Query = ["day"])]
    public async Task<IResult> OfDayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/attendance")] HttpRequest request, CancellationToken cancellationToken)
    {
        var agent = request.Agent();
        var zone = TenantZone.Of(await policies.ActiveAsync(agent.Tenant, cancellationToken));
        var now = time.GetUtcNow();
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        if (Query.Text(request, "day") is { } asked && !DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return Problems.Invalid("day", "A date, as 2026-11-30.");

        var names = await namesOf.ReadAsync(agent.Tenant, cancellationToken);
        var days = await attendance.OfDayAsync(agent.Tenant, day, zone, now, cancellationToken);
        return Results.Json(
            new AttendanceList(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), [.. days
                .Where(entry => agent.Is(AgentRole.Supervisor) || entry.Key == agent.Id)
                .OrderBy(entry => entry.Key.Value, StringComparer.Ordinal)
                .Select(entry => AttendanceView.Of(names.Of(entry.Key), entry.Value))]),
            DeskJson.Instance.AttendanceList);
    }
}

/// <param name="Day">Which one it is: today in the tenant's own zone where none was asked for.</param>
public sealed record AttendanceList(string Day, IReadOnlyList<AttendanceView> Items);

/// <param name="AwayByReason">Seconds; the empty reason where none was given.</param>
/// <param name="Shares">Of the time that they were there.</param>
public sealed record AttendanceView(
    Named Agent,
    string Day,
    DateTimeOffset? FirstLogIn,
    DateTimeOffset? LastLogOut,
    long OnlineSeconds,
    long BusySeconds,
    long AwaySeconds,
    IReadOnlyDictionary<string, long> AwayByReason,
    AttendanceShares? Shares,
    string? Address)
{
    public static AttendanceView Of(Named agent, AttendanceDay day)
    {
        var away = day.AwaySeconds.Values.Sum();
        return new(
            agent,
            day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            day.FirstLogIn,
            day.LastLogOut,
            (long)day.OnlineSeconds,
            (long)day.BusySeconds,
            (long)away,
            day.AwaySeconds.ToDictionary(entry => entry.Key, entry => (long)entry.Value),
            AttendanceShares.Of(day.OnlineSeconds - day.BusySeconds, day.BusySeconds, away),
            day.Address);
    }
}

/// <summary>They add up to 1.</summary>
public sealed record AttendanceShares(double Idle, double Busy, double Away)
{
    /// <returns>Null when there is no time to share.</returns>
    public static AttendanceShares? Of(double idle, double busy, double away) =>
        idle + busy + away is > 0 and var all ? new(idle / all, busy / all, away / all) : null;
}
