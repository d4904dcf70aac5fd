using System.Collections.Immutable;

namespace OmniFunctions.Attendance;

/// <summary>One agent's attendance (考勤) on one day of the tenant's zone.</summary>
/// <param name="FirstLogIn">When they first came; who stayed over midnight came with the day.</param>
/// <param name="LastLogOut">When they last went; null while they are there.</param>
/// <param name="OnlineSeconds">With and without work.</param>
/// <param name="BusySeconds">Of those, with at least one conversation.</param>
/// <param name="AwaySeconds">By reason; the empty one where none was given.</param>
/// <param name="Address">From where they last said that they are there; null when somebody else said so.</param>
public sealed record AttendanceDay(
    DateOnly Day,
    DateTimeOffset? FirstLogIn = null,
    DateTimeOffset? LastLogOut = null,
    double OnlineSeconds = 0,
    double BusySeconds = 0,
    ImmutableSortedDictionary<string, double>? AwaySeconds = null,
    string? Address = null)
{
    public ImmutableSortedDictionary<string, double> AwaySeconds { get; init; } = AwaySeconds ?? ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    internal AttendanceDay With(AttendanceStatus status, double seconds) => status switch
    {
        { Presence: Routing.Presence.Offline } => this,
        { Presence: Routing.Presence.Away } => this with
        {
            AwaySeconds = AwaySeconds.SetItem(status.Reason ?? "", AwaySeconds.GetValueOrDefault(status.Reason ?? "") + seconds),
        },
        { Presence: Routing.Presence.Online, IsBusy: true } => this with { OnlineSeconds = OnlineSeconds + seconds, BusySeconds = BusySeconds + seconds },
        { Presence: Routing.Presence.Online } => this with { OnlineSeconds = OnlineSeconds + seconds },
        _ => throw new InvalidOperationException($"Presence {status.Presence} is not known here."),
    };
}
